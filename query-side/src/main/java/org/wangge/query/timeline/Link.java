package org.wangge.query.timeline;

/** Something that an event touches. */
record Link(Kind kind, String id) {

    /** What one can ask for the timeline of. */
    enum Kind {
        GRID,
        CASE,
        PERSON,
        UNIT,
        DUTY,
        INCIDENT
    }
}
