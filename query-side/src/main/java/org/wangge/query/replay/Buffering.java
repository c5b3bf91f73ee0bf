package org.wangge.query.replay;

/** A projection that gathers what a batch of events adds and writes it at once. */
public interface Buffering {

    /** A batch begins: what was gathered for one that was rolled back is forgotten. */
    void begin();

    /** The batch ends: everything is written now, before the view's position. */
    void flush();
}
