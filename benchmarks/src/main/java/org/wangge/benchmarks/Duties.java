package org.wangge.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Actor;
import org.wangge.api.Event;
import org.wangge.api.Streams;
import org.wangge.api.duty.DutyEvent.DutyFulfilled;
import org.wangge.api.duty.DutyEvent.DutyFulfilledLate;
import org.wangge.api.duty.DutyEvent.DutyMissed;
import org.wangge.api.duty.DutyEvent.Window;
import org.wangge.api.inspection.InspectionCommand.CheckedItem;
import org.wangge.api.inspection.InspectionCommand.Finding;
import org.wangge.api.inspection.InspectionCommand.InspectionReport;
import org.wangge.api.inspection.InspectionCommand.ItemResult;
import org.wangge.api.inspection.InspectionEvent.InspectionCorrected;
import org.wangge.api.inspection.InspectionEvent.InspectionRecorded;
import org.wangge.api.inspection.InspectionKind;
import org.wangge.api.notice.NoticeEvent.Fact;
import org.wangge.api.notice.NoticeKind;
import org.wangge.benchmarks.Town.Cell;

/** A quarter of the lowest grids are patrolled daily, the others inspected weekly: nine in ten in time, one in 25 not at all. */
final class Duties {

    static final Duration DAY = Duration.ofHours(10);
    static final Duration DAY_GRACE = Duration.ofHours(4);
    static final Duration WEEK = Duration.ofHours(106);
    static final Duration WEEK_GRACE = Duration.ofHours(24);

    private static final List<String> ITEMS =
            List.of("exit-clear", "extinguisher", "wiring", "gas-valve", "hydrant", "fire-lane", "sign", "alarm");

    private final Town town;
    private final Cases cases;

    Duties(Town town) {
        this.town = town;
        this.cases = new Cases(town);
    }

    static boolean isDaily(int cellOfStreet) {
        return cellOfStreet % 4 == 0;
    }

    static String id(String cell) {
        return "d-" + cell;
    }

    void begin() {
        for (int cell = 0; cell < town.cells.size(); cell++) {
            Cell place = town.cells.get(cell);
            boolean daily = isDaily(cell);
            town.at(Town.START, () -> open(place, daily, Town.START));
        }
        town.at(Town.START, this::spotChecks);
    }

    private void open(Cell cell, boolean daily, Instant start) {
        Instant end = start.plus(daily ? DAY : WEEK);
        Window window = new Window(start, end, end.plus(daily ? DAY_GRACE : WEEK_GRACE), Town.RULES);
        int fate = town.random.nextInt(100);
        if (fate < 91) {
            town.at(between(start, end), () -> fulfil(cell, daily, window));
        } else if (fate < 96) {
            town.at(between(end.plusSeconds(1800), window.dueAt().minusSeconds(1800)), () -> fulfilLate(cell, window));
        } else {
            town.at(window.dueAt(), () -> miss(cell, window));
        }
        Instant next = start.plus(Duration.ofDays(daily ? 1 : 7));
        town.at(next, () -> open(cell, daily, next));
    }

    private Instant between(Instant from, Instant to) {
        return from.plusSeconds(
                town.random.nextLong(1, Duration.between(from, to).toSeconds()));
    }

    private void fulfil(Cell cell, boolean daily, Window window) {
        Instant at = town.claimed(window.windowStart());
        if (!at.isBefore(window.windowEnd())) {
            at = window.windowEnd().minusSeconds(60);
        }
        UUID inspection = !daily || town.one(5) ? inspect(cell, InspectionKind.DUTY, id(cell.id()), at) : null;
        record(
                cell,
                window,
                0,
                new DutyFulfilled(id(cell.id()), cell.id(), "GRID_MEMBER", window, cell.member(), inspection, null),
                at);
    }

    private void fulfilLate(Cell cell, Window window) {
        record(
                cell,
                window,
                0,
                new DutyFulfilledLate(id(cell.id()), cell.id(), "GRID_MEMBER", window, cell.member(), null, "迟到"),
                town.claimed(window.windowEnd().plusSeconds(60)));
    }

    private void miss(Cell cell, Window window) {
        String stream = Streams.occurrence(id(cell.id()), window.windowStart());
        UUID missed = town.record(
                stream,
                0,
                new DutyMissed(id(cell.id()), cell.id(), "GRID_MEMBER", window, List.of(cell.member())),
                window.dueAt(),
                Actor.SYSTEM);
        town.tell(NoticeKind.DUTY_MISSED, cell.head(), new Fact(missed, stream), null, cell.id(), "未履职");
        if (town.one(4)) {
            town.within(
                    4,
                    40,
                    () -> record(
                            cell,
                            window,
                            1,
                            new DutyFulfilled(
                                    id(cell.id()), cell.id(), "GRID_MEMBER", window, cell.member(), null, "补录"),
                            between(window.windowStart(), window.windowEnd())));
        }
    }

    private void record(Cell cell, Window window, long sequence, Event event, Instant at) {
        town.record(Streams.occurrence(id(cell.id()), window.windowStart()), sequence, event, at, member(cell));
    }

    private static Actor member(Cell cell) {
        return Town.person(cell.member(), "GRID_MEMBER", cell.id());
    }

    private void spotChecks() {
        for (int check = 0; check < 10; check++) {
            town.within(
                    0.1, 10, () -> inspect(town.anyCell(), InspectionKind.SPOT_CHECK, null, town.claimed(Town.START)));
        }
        town.in(Duration.ofDays(1), this::spotChecks);
    }

    private UUID inspect(Cell cell, InspectionKind kind, @Nullable String dutyId, Instant at) {
        UUID inspection = town.id();
        List<CheckedItem> items = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (String code : ITEMS) {
            boolean failed = town.one(60);
            items.add(new CheckedItem(code, failed ? ItemResult.FAIL : ItemResult.PASS, null, List.of()));
            if (failed) {
                findings.add(new Finding(
                        town.id(), code, Cases.CATEGORIES.getFirst(), "GENERAL", "不合格：" + code, false, List.of()));
            }
        }
        String stream = Streams.inspection(inspection);
        InspectionReport report =
                new InspectionReport(cell.id(), dutyId, kind, null, items, findings, "30.12345", "120.54321", null);
        town.record(stream, 0, new InspectionRecorded(inspection, cell.member(), report), at, member(cell));
        for (Finding finding : findings) {
            cases.found(cell, finding, inspection, at);
        }
        if (town.one(100)) {
            town.within(
                    2,
                    60,
                    () -> town.record(
                            stream,
                            1,
                            new InspectionCorrected(inspection, 0, "录错", items, "更正"),
                            town.now(),
                            member(cell)));
        }
        return inspection;
    }
}
