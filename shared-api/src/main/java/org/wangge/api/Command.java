package org.wangge.api;

/** 命令: something that somebody wants done. It is addressed to exactly one stream of events. */
public interface Command {

    /** The stream that decides about this command, as {@link Streams} names it. */
    String stream();

    /**
     * What of the command is hashed to tell a repeat from a different request. The hash is kept for ever, so commands that carry
     * personal values or secrets leave those out.
     */
    default Object comparable() {
        return this;
    }
}
