package org.wangge.api.grid;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Event;
import org.wangge.api.StoredAs;

/** What happened to a grid. */
public sealed interface GridEvent extends Event {

    String gridId();

    /** 网格已设立. */
    @StoredAs("grid.defined")
    record GridDefined(
            String gridId,
            String name,
            GridKind kind,
            int level,
            @Nullable String parentId,
            boolean keySite) implements GridEvent {}

    /** 网格已更名. */
    @StoredAs("grid.renamed")
    record GridRenamed(String gridId, String name) implements GridEvent {}

    /** 上级网格已调整. */
    @StoredAs("grid.moved")
    record GridMoved(String gridId, String fromParentId, String toParentId) implements GridEvent {}

    /** 网格已撤销. */
    @StoredAs("grid.retired")
    record GridRetired(String gridId, String reason) implements GridEvent {}

    /** 责任已任命. */
    @StoredAs("grid.responsibility-assigned")
    record ResponsibilityAssigned(String gridId, String role, String personId, Instant effectiveFrom, String rules)
            implements GridEvent {}

    /** 责任已交接, with what was open and went along: the first 500 cases and duties; {@link OpenItemsHandedOver} lists the rest. */
    @StoredAs("grid.responsibility-handed-over")
    record ResponsibilityHandedOver(
            String gridId,
            String role,
            String fromPersonId,
            String toPersonId,
            Instant effectiveAt,
            String reason,
            List<UUID> openCaseIds,
            List<String> dutyIds,
            String rules)
            implements GridEvent {}

    /**
     * 在办事项已移交: what else was open and went along with the handover recorded just before it, where that was too much for one
     * event.
     *
     * @param page of these, from 1
     * @param pages how many of these there are
     */
    @StoredAs("grid.open-items-handed-over")
    record OpenItemsHandedOver(
            String gridId,
            String role,
            String fromPersonId,
            String toPersonId,
            int page,
            int pages,
            List<UUID> openCaseIds,
            List<String> dutyIds)
            implements GridEvent {}

    /** 责任已免除. {@code vacant} says that nobody holds the role from then on: a blind spot (盲区), not an error. */
    @StoredAs("grid.responsibility-relieved")
    record ResponsibilityRelieved(
            String gridId, String role, String personId, Instant effectiveAt, String reason, boolean vacant)
            implements GridEvent {}

    /** 已指定AB岗/B角. */
    @StoredAs("grid.stand-in-appointed")
    record StandInAppointed(String gridId, String role, String personId, String forPersonId, Instant from, Instant to)
            implements GridEvent {}

    /** 责任书已签订. */
    @StoredAs("grid.responsibility-letter-signed")
    record ResponsibilityLetterSigned(
            String gridId, String role, String personId, String letterSha256, Instant signedAt) implements GridEvent {}

    /**
     * 时段已设定: from {@code effectiveFrom} on the grid counts within these hours, see {@link SlotHours}. Replaces whatever was set
     * for instants from then on.
     */
    @StoredAs("grid.slot-hours-set")
    record SlotHoursSet(
            String gridId, List<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId timeZone, Instant effectiveFrom)
            implements GridEvent {

        /** The hours themselves. */
        public SlotHours hours() {
            return new SlotHours(days, from, to, timeZone);
        }
    }

    /** 业务线已设定: {@code line} is a category of cases. Replaces whatever was set for instants from {@code effectiveFrom} on. */
    @StoredAs("grid.business-line-set")
    record BusinessLineSet(String gridId, String line, Instant effectiveFrom) implements GridEvent {}
}
