package org.wangge.query.timeline;

/** 时间线: the view behind the timeline, for other questions that are answered from it. */
public final class Timelines {

    /** Every event in words, in {@code entry}, and what it touches, in {@code link}. */
    public static final String VIEW = TimelineView.NAME;

    private Timelines() {}
}
