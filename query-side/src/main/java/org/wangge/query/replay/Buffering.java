package org.wangge.query.replay;

/** A projection that gathers what a batch of events adds and writes it at once. */
public interface Buffering {

    /**
     * A batch begins: what was gathered for one that was rolled back is forgotten.
     *
     * @param continued whether it follows the last batch that this instance wrote and saw committed, with nobody else's in between:
     *     what the instance remembers of its tables is then still true, and must be forgotten otherwise
     */
    void begin(boolean continued);

    /** The batch ends: everything is written now, before the view's position. */
    void flush();
}
