package org.wangge.api;

/** 命令: something that somebody wants done. It is addressed to exactly one stream of events. */
public interface Command {

    /** The stream that decides about this command, as {@link Streams} names it. */
    String stream();
}
