package org.wangge.eventstore;

/** 日志缺号: a position is missing. Positions are gapless, so an event was lost or removed: readers stop here, none skips it. */
public final class HoleInLog extends RuntimeException {

    private final long expected;

    HoleInLog(long expected, long found) {
        super("position " + expected + " is missing from the log, the next one is " + found
                + ": events were lost or removed; nothing is read past the hole");
        this.expected = expected;
    }

    /** The missing position. */
    public long expected() {
        return expected;
    }
}
