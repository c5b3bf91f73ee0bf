package org.wangge.query.responsibility;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.grid.GridKind;
import org.wangge.api.grid.SlotHours;

/**
 * 责任链: who answered for a place at an instant, from the place to the top, in the order of precedence of
 * {@code docs/decisions/0006}, and which event made each link.
 *
 * @param line the business line that was asked for; none where the question was about none
 * @param at the instant in the world
 * @param knownAt what the system had recorded by then; none means everything that it has
 * @param rules the version of the order of precedence
 * @param first the first responsible person 第一责任人, who answers nearest up the chain
 * @param direct the directly responsible person 直接责任人
 * @param leading the lead 包片/分管领导
 * @param links who goes before whom: the first link comes first
 */
public record Chain(
        String gridId,
        @Nullable String line,
        Instant at,
        @Nullable Instant knownAt,
        String rules,
        Answer first,
        Answer direct,
        Answer leading,
        List<Link> links) {

    /** Why somebody, or nobody, does not answer. */
    public enum Reason {
        /** 空缺: held before, and by nobody now. */
        VACANT,
        /** 请假: on leave, without a stand-in. */
        ON_LEAVE,
        /** 离任: has left. */
        LEFT,
        /** 从未任命: nobody held it until then. */
        NEVER_ASSIGNED,
        /** 非本时段: the grid is a time slot, and the instant is not within its hours. */
        OUTSIDE_HOURS,
        /** 非本业务线: the grid stands for another business line than the one asked for. */
        OTHER_LINE,
        /** 已撤销: the grid has been retired. */
        RETIRED
    }

    /** What an event did to make a link. */
    public enum What {
        /** 任命 or 交接. */
        ASSIGNED,
        /** 责任书. */
        LETTER_SIGNED,
        /** AB岗. */
        STANDS_IN,
        /** 请假. */
        ON_LEAVE,
        /** 离任. */
        LEFT,
        /** 免除 or 交接, without which somebody would hold the role. */
        ENDED,
        /** 时段. */
        HOURS_SET,
        /** 业务线. */
        LINE_SET
    }

    /**
     * An event behind a link.
     *
     * @param effectiveFrom from when on what it says holds
     */
    public record Made(What what, UUID eventId, Instant occurredAt, Instant effectiveFrom, Instant recordedAt) {}

    /**
     * Somebody who answers.
     *
     * @param standingInFor who holds the role and is covered; none for one who holds it
     * @param since from when on the person holds the role, or covers it
     * @param until until when, as far as an end is known
     * @param letterSha256 the responsibility letter behind the assignment, signed by then; of the one who holds the role
     */
    public record Holder(
            String personId,
            @Nullable String standingInFor,
            Instant since,
            @Nullable Instant until,
            @Nullable String letterSha256,
            List<Made> madeBy) {}

    /**
     * What was passed over on the way to an answer.
     *
     * @param personId who would answer but does not; none where nobody holds the role
     */
    public record PassedOver(
            String gridId,
            @Nullable String personId,
            @Nullable String standingInFor,
            Reason reason,
            List<Made> madeBy) {}

    /** A role in one grid: who answers in it, and who or what does not. One of the two may be empty, never both. */
    public record RoleInGrid(String role, List<Holder> holders, List<PassedOver> passedOver) {}

    /**
     * A grid of the chain.
     *
     * @param under the grid on the way from the place to the top to which this facet belongs; the grid itself on the way
     * @param onTheWay false for a facet: a post, a time slot or a business line within a grid on the way
     * @param placedBy the event that gave the grid the place and name that it has here
     * @param hours of a time slot, where they are known
     * @param line of a business line, where it is known
     * @param outside why nobody answers for this grid at that instant for that line; none where it counts
     * @param madeBy the events behind its hours and its line
     * @param roles all roles that anybody ever had here, as known, and on the way the three that are asked for, by name
     */
    public record Link(
            String gridId,
            String name,
            GridKind kind,
            int level,
            String under,
            boolean onTheWay,
            boolean keySite,
            UUID placedBy,
            @Nullable SlotHours hours,
            @Nullable String line,
            @Nullable Reason outside,
            List<Made> madeBy,
            List<RoleInGrid> roles) {}

    /**
     * Who answers in a role: the holders in the nearest link in which anybody does.
     *
     * @param gridId of that link; none where nobody answers up to the top
     * @param passedOver everything before that link, in order
     */
    public record Answer(String role, @Nullable String gridId, List<Holder> holders, List<PassedOver> passedOver) {}
}
