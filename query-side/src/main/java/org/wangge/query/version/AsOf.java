package org.wangge.query.version;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * 截至: the two clocks of a question. Conditions that it makes use the parameters {@code :at} and {@code :knownAt}.
 *
 * @param at what held in the world then; none means with everything that was recorded
 * @param knownAt what the system had recorded by then; none means by now
 */
public record AsOf(@Nullable Instant at, @Nullable Instant knownAt) {

    /** Which rows of a table of {@link Versions} are meant. */
    public String versions(String alias) {
        String began = (at == null ? "" : alias + ".effective_from <= :at and ")
                + (knownAt == null ? "" : alias + ".recorded_from <= :knownAt and ");
        return began + lasted(alias) + " and " + standing(alias);
    }

    /**
     * Says nothing that {@link #versions} does not say, but in the words of an index on {@code tstzrange(effective_from,
     * recorded_to)}, which finds what held at an instant however long the history is: nothing is recorded before it happens.
     */
    public String around(String alias) {
        return at == null && knownAt == null
                ? "true"
                : "tstzrange(" + alias + ".effective_from, " + alias
                        + ".recorded_to) @> least(cast(:at as timestamptz), cast(:knownAt as timestamptz))";
    }

    /** Which of them no later record had replaced yet. */
    private String standing(String alias) {
        String replaced = alias + ".superseded_at";
        return knownAt == null ? replaced + " is null" : "(" + replaced + " is null or " + replaced + " > :knownAt)";
    }

    /** Which rows of a table of {@link Versions} tell a thing's steps until then: each step once, with all that was known. */
    public String steps(String alias) {
        return (at == null ? "" : alias + ".effective_from <= :at and ")
                + (knownAt == null ? "" : alias + ".recorded_from <= :knownAt and ")
                + standing(alias);
    }

    /** Which of them had no successor yet. */
    public String lasted(String alias) {
        return "(" + alias + ".recorded_to is null"
                + (at == null ? "" : " or " + alias + ".effective_to > :at")
                + (knownAt == null ? "" : " or " + alias + ".recorded_to > :knownAt") + ")";
    }

    /** Which rows of a table of {@link Intervals} are meant, with {@code :instant} for the time in the world. */
    public String intervals(String alias) {
        return alias + ".effective_from <= :instant and (" + alias + ".effective_to is null or " + alias
                + ".effective_to > :instant) and " + known(alias);
    }

    /** Which rows of a table of {@link Intervals} were known, whenever they held. */
    public String known(String alias) {
        return knownAt == null
                ? alias + ".recorded_to is null"
                : alias + ".recorded_from <= :knownAt and (" + alias + ".recorded_to is null or " + alias
                        + ".recorded_to > :knownAt)";
    }

    /** Which single facts, that have an {@code occurred_at} and a {@code recorded_at}, had happened and were known. */
    public String facts(String alias) {
        String happened = at == null ? "" : " and " + alias + ".occurred_at <= :at";
        String known = knownAt == null ? "" : " and " + alias + ".recorded_at <= :knownAt";
        return "true" + happened + known;
    }
}
