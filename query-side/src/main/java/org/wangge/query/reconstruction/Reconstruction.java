package org.wangge.query.reconstruction;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.query.responsibility.Chain;

/**
 * 还原: what held at a place and below it at one instant, and in the days before it. Every line names the events that it rests on.
 * Times are UTC. What was recorded only after the instant is never among the {@link Section#recordedBefore()} of a section.
 *
 * @param at the instant
 * @param knownAt what the system had recorded by then is what the answer rests on; none means everything up to the position
 * @param from the beginning of the window that ends with the instant
 * @param position every event up to here was looked at
 * @param responsibility who answered for the place at the instant, from the place to the top
 */
public record Reconstruction(
        Place place,
        @Nullable Incident incident,
        Instant at,
        @Nullable Instant knownAt,
        int days,
        Instant from,
        long position,
        Chain responsibility,
        Section<Inspection> inspections,
        Section<OpenCase> openCases,
        Section<EndedCase> endedCases,
        Section<DutyInForce> duties,
        Section<Lapse> lapses,
        Section<Escalation> escalations,
        RulesInForce rules,
        Section<Entry> recordedAfterwards) {

    /**
     * The lines of one kind.
     *
     * @param recordedBefore what rests on nothing that was recorded after the instant
     * @param recordedAfter 补录: what was recorded, or recorded anew, after the instant, each line saying how long after
     * @param total how many there are, of which at most {@link Reconstructor#LONGEST_SECTION} are listed
     */
    public record Section<T>(List<T> recordedBefore, List<T> recordedAfter, long total) {}

    /**
     * What a line rests on.
     *
     * @param eventIds the events, in the order of their positions
     * @param recordedAt when the last of them was recorded
     * @param lateEntered recorded longer after the fact than the rules tolerate (补录)
     * @param afterwards how long after the instant the last of them was recorded; none if before
     */
    public record Basis(
            List<UUID> eventIds,
            Instant recordedAt,
            boolean lateEntered,
            @Nullable Delay afterwards) {}

    /** A time span and how it is told. */
    public record Delay(long seconds, String words, String wordsZh) {}

    /** The place that is asked about, as the tree stood at the instant, with how many grids it and all below it are. */
    public record Place(
            String gridId,
            String name,
            String kind,
            int level,
            String path,
            boolean keySite,
            int grids,
            UUID eventId) {}

    /** What the reconstruction starts from; none where it was asked for a grid. */
    public record Incident(
            UUID incidentId,
            String title,
            String severity,
            Instant occurredAt,
            @Nullable String line,
            @JsonUnwrapped Basis basis) {}

    /**
     * The last inspections of each grid.
     *
     * @param timing IN_TIME or LATE by the duty's window, NOT_DUE for one that no duty asked for, UNSETTLED while nothing was decided
     */
    public record Inspection(
            UUID inspectionId,
            String gridId,
            @Nullable String gridName,
            String kind,
            String inspector,
            Instant beganAt,
            @Nullable Instant endedAt,
            @Nullable String dutyId,
            String timing,
            @Nullable Instant windowStart,
            @Nullable Instant windowEnd,
            int passed,
            int failed,
            int notApplicable,
            List<String> failedItems,
            List<String> caseIds,
            int corrections,
            @JsonUnwrapped Basis basis) {}

    /**
     * A case that was open at the instant.
     *
     * @param holderKind GRID, UNIT or AUTHORITY: who had it then
     * @param knownThen the stage as the system knew it at the instant, where what is known now differs; none if it was not known
     */
    public record OpenCase(
            UUID caseId,
            String title,
            String category,
            String severity,
            String gridId,
            @Nullable String gridName,
            String state,
            @Nullable String stage,
            Instant stageSince,
            String holderKind,
            String holder,
            @Nullable String holderName,
            @Nullable Instant deadline,
            @Nullable Long overdueSeconds,
            @Nullable Instant dueAt,
            Instant reportedAt,
            String reporter,
            int extensions,
            int rejections,
            int returns,
            int urges,
            @Nullable String supervisor,
            boolean workStopped,
            @Nullable String knownThen,
            List<Told> told,
            @JsonUnwrapped Basis basis) {

        /** The same line with what was known, and told, at the instant. */
        OpenCase with(@Nullable String stageKnownThen, List<Told> toldThen) {
            return new OpenCase(
                    caseId,
                    title,
                    category,
                    severity,
                    gridId,
                    gridName,
                    state,
                    stage,
                    stageSince,
                    holderKind,
                    holder,
                    holderName,
                    deadline,
                    overdueSeconds,
                    dueAt,
                    reportedAt,
                    reporter,
                    extensions,
                    rejections,
                    returns,
                    urges,
                    supervisor,
                    workStopped,
                    stageKnownThen,
                    toldThen,
                    basis);
        }
    }

    /** A case that ended within the window. */
    public record EndedCase(
            UUID caseId,
            String title,
            String category,
            String severity,
            String gridId,
            String state,
            Instant reportedAt,
            Instant endedAt,
            boolean inTime,
            @JsonUnwrapped Basis basis) {}

    /**
     * Who had been told of a case by the instant.
     *
     * @param deliveredAt when the first channel delivered it
     * @param readAt when the recipient read it; none means that it is not known that it was read
     */
    public record Told(
            UUID noticeId,
            String kind,
            String recipient,
            Instant issuedAt,
            @Nullable Instant deliveredAt,
            @Nullable Instant readAt,
            List<UUID> eventIds) {}

    /** What had to be done, by which rule. */
    public record DutyInForce(
            String dutyId,
            String gridId,
            String role,
            String kind,
            @Nullable String title,
            String state,
            String recurrence,
            Instant since,
            String rules,
            @JsonUnwrapped Basis basis) {}

    /**
     * A window of a duty within the days before the instant that was missed, done late, or past due without any record.
     *
     * @param status MISSED, FULFILLED_LATE or UNRECORDED
     * @param responsible who held the role when the window closed, as recorded then
     */
    public record Lapse(
            String dutyId,
            String gridId,
            String role,
            Instant windowStart,
            Instant windowEnd,
            Instant dueAt,
            String status,
            @Nullable String personId,
            @Nullable Instant doneAt,
            List<String> responsible,
            String rules,
            @JsonUnwrapped Basis basis) {}

    /**
     * An overdue that the rules in force send to the grid above.
     *
     * @param madeAt when the case was escalated; none means that it was not
     */
    public record Escalation(
            UUID caseId,
            String title,
            String gridId,
            String stage,
            Instant dueAt,
            Instant overdueAt,
            List<String> responsible,
            @Nullable Instant madeAt,
            @Nullable String toGridId,
            String rules,
            @JsonUnwrapped Basis basis) {}

    /** The rules in force at the instant, with their version. */
    public record RulesInForce(String version, List<RuleLine> lines) {}

    /** One rule, as a value and in words. */
    public record RuleLine(String code, String value, String words, String wordsZh) {}

    /**
     * Something that was recorded after the instant and is claimed to have been so by then, in words.
     *
     * @param claimedAt when it is said to have happened, or, where that is earlier, from when on it is said to hold
     * @param backdated it is said to hold from before it happened: an assignment of today, from last month on
     */
    public record Entry(
            String type,
            String stream,
            Instant occurredAt,
            Instant claimedAt,
            boolean backdated,
            String actor,
            String words,
            String wordsZh,
            @JsonUnwrapped Basis basis) {}
}
