package org.wangge.api.grid;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Command;
import org.wangge.api.Streams;

/** What one can ask of a grid: its place in the tree, and who answers for it. */
public sealed interface GridCommand extends Command {

    String gridId();

    @Override
    default String stream() {
        return Streams.grid(gridId());
    }

    /** 设立网格. The parent exists and stands on a higher level, that is a smaller number; only level 1 has none. */
    record DefineGrid(
            String gridId,
            String name,
            GridKind kind,
            int level,
            @Nullable String parentId,
            boolean keySite) implements GridCommand {}

    /** 网格更名. */
    record RenameGrid(String gridId, String name) implements GridCommand {}

    /** 调整上级网格. The level stays; the new parent stands on a higher level, so that no cycle can arise. */
    record MoveGrid(String gridId, String parentId) implements GridCommand {}

    /** 撤销网格. */
    record RetireGrid(String gridId, String reason) implements GridCommand {}

    /** 责任任命. {@code effectiveFrom} may lie in the future or the past. */
    record AssignResponsibility(String gridId, String role, String personId, Instant effectiveFrom)
            implements GridCommand {}

    /** 责任交接. One assignment ends exactly when the next begins. */
    record HandOverResponsibility(
            String gridId, String role, String fromPersonId, String toPersonId, Instant effectiveAt, String reason)
            implements GridCommand {}

    /** 免除责任. Without a successor this leaves a vacancy, which is recorded with its reason. */
    record RelieveResponsibility(String gridId, String role, String personId, Instant effectiveAt, String reason)
            implements GridCommand {}

    /**
     * 指定AB岗/B角: {@code personId} covers the role from {@code from} (included) to {@code to} (excluded).
     *
     * @param forPersonId whose assignment is covered; may be left out where only one person holds the role
     */
    record AppointStandIn(
            String gridId,
            String role,
            String personId,
            @Nullable String forPersonId,
            Instant from,
            Instant to) implements GridCommand {}

    /** 签订责任书: the signed document behind an assignment, kept by its SHA-256. */
    record SignResponsibilityLetter(String gridId, String role, String personId, String letterSha256, Instant signedAt)
            implements GridCommand {}

    /**
     * 设定时段: when a grid of kind {@link GridKind#TIME_SLOT} counts, from {@code effectiveFrom} on; see {@link SlotHours}. What was
     * set before for later instants no longer holds.
     */
    record SetSlotHours(
            String gridId, List<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId timeZone, Instant effectiveFrom)
            implements GridCommand {}

    /** 设定业务线: which line (a category of cases, such as FIRE) a grid of kind {@link GridKind#BUSINESS_LINE} stands for. */
    record SetBusinessLine(String gridId, String line, Instant effectiveFrom) implements GridCommand {}
}
