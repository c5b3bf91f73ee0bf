package org.wangge.query.figures;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Event;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.casework.CaseEvent.CaseAccepted;
import org.wangge.api.casework.CaseEvent.CaseClosed;
import org.wangge.api.casework.CaseEvent.CaseCorrected;
import org.wangge.api.casework.CaseEvent.CaseDispatched;
import org.wangge.api.casework.CaseEvent.CaseEscalated;
import org.wangge.api.casework.CaseEvent.CaseGraded;
import org.wangge.api.casework.CaseEvent.CaseMergedAsDuplicate;
import org.wangge.api.casework.CaseEvent.CaseRejected;
import org.wangge.api.casework.CaseEvent.CaseReopened;
import org.wangge.api.casework.CaseEvent.CaseReported;
import org.wangge.api.casework.CaseEvent.CaseUrged;
import org.wangge.api.casework.CaseEvent.ExtensionGranted;
import org.wangge.api.casework.CaseEvent.RectificationSubmitted;
import org.wangge.api.casework.CaseEvent.RectificationVerified;
import org.wangge.api.casework.CaseEvent.VerificationFailed;
import org.wangge.api.duty.DutyEvent.DutyMissed;
import org.wangge.api.duty.DutyEvent.OccurrenceEvent;
import org.wangge.api.grid.GridEvent.GridDefined;
import org.wangge.api.grid.GridEvent.GridMoved;

/** Counts by reading events one after another, as slowly and plainly as one can. Can be told to make a mistake. */
final class NaiveFigures {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** Mistakes that a comparison must notice. */
    enum Error {
        NONE,
        /** Closed exactly at the due time counts as late. */
        LATE_AT_THE_DUE_TIME_ITSELF,
        /** What is open and past due is forgotten. */
        ONLY_CLOSED_CASES_ARE_OVERDUE,
        /** A rejected case keeps its due time. */
        REJECTED_CASES_KEEP_THEIR_DUE_TIME,
        /** The month is that of Greenwich. */
        WRONG_TIME_ZONE,
        /** Late entries count as known when they happened. */
        KNOWN_BEFORE_RECORDED,
        /** The tree as it is now, whenever is asked about. */
        TODAYS_TREE,
        /** A stage that a case is in still counts as left. */
        UNFINISHED_STAGES,
        /** The first decision about a window, not the last. */
        FIRST_DECISION,
        /** A correction holds from when it was made, not from the case's beginning. */
        CORRECTED_ONLY_FROM_THEN_ON,
        /** One event of the log is not read. */
        ONE_EVENT_MISSED
    }

    record Fact(Instant occurredAt, Instant recordedAt, Event event) {}

    record Asked(
            String by,
            @Nullable Integer level,
            String top,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Instant at,
            @Nullable Instant knownAt,
            Instant now) {

        Instant instant() {
            return at == null ? now : at;
        }

        boolean within(Instant time) {
            return (from == null || !time.isBefore(from)) && (to == null || time.isBefore(to));
        }
    }

    private final List<Fact> facts;
    private final Error error;

    NaiveFigures(List<Fact> facts, Error error) {
        this.facts = new ArrayList<>(facts);
        this.error = error;
        if (error == Error.ONE_EVENT_MISSED) {
            for (int i = facts.size() - 1; i >= 0; i--) {
                if (facts.get(i).event() instanceof CaseReported) {
                    UUID gone = ((CaseReported) facts.get(i).event()).caseId();
                    this.facts.removeIf(fact -> fact.event() instanceof CaseEvent step
                            && step.caseId().equals(gone));
                    break;
                }
            }
        }
    }

    private static final class CaseFile {
        String grid = "";
        String unit = "";
        String category = "";
        String kind = "";
        Instant reportedAt = Instant.EPOCH;
        boolean open = true;
        boolean merged;

        @Nullable
        Instant dueAt;

        @Nullable
        Instant closedAt;

        @Nullable
        String stage;

        Instant since = Instant.EPOCH;
        final Map<String, List<Long>> visits = new TreeMap<>();

        void waitFor(@Nullable String next, Instant time) {
            if (stage != null && !(stage.equals(next) && since.equals(time))) {
                visits.computeIfAbsent(stage, key -> new ArrayList<>())
                        .add(Math.max(0, time.getEpochSecond() - since.getEpochSecond()));
            }
            stage = next;
            since = time;
            open = next != null;
        }
    }

    private boolean known(Fact fact, Asked asked) {
        Instant when = error == Error.KNOWN_BEFORE_RECORDED ? fact.occurredAt() : fact.recordedAt();
        return asked.knownAt() == null || !when.isAfter(asked.knownAt());
    }

    Map<String, Map<String, Object>> figures(Asked asked) {
        Map<String, String> parents = new LinkedHashMap<>();
        Map<String, Integer> levels = new LinkedHashMap<>();
        Map<UUID, CaseFile> cases = new LinkedHashMap<>();
        Map<Instant, List<OccurrenceEvent>> windows = new LinkedHashMap<>();
        for (Fact fact : facts) {
            boolean happened = asked.at() == null || !fact.occurredAt().isAfter(asked.at());
            switch (fact.event()) {
                // A grid stands from ever.
                case GridDefined e -> {
                    levels.put(e.gridId(), e.level());
                    if (e.parentId() != null) {
                        parents.put(e.gridId(), e.parentId());
                    }
                }
                case GridMoved e -> {
                    if (error == Error.TODAYS_TREE || happened && known(fact, asked)) {
                        parents.put(e.gridId(), e.toParentId());
                    }
                }
                case OccurrenceEvent e -> {
                    if (happened && known(fact, asked)) {
                        windows.computeIfAbsent(e.window().windowStart(), key -> new ArrayList<>())
                                .add(e);
                    }
                }
                case CaseEvent e -> step(cases, e, fact, asked);
                default -> throw new IllegalStateException("not foreseen: " + fact);
            }
        }
        Map<String, Tally> tallies = new TreeMap<>();
        cases.values().forEach(each -> {
            if (asked.within(each.reportedAt) && below(each.grid, asked.top(), parents)) {
                tallies.computeIfAbsent(key(each, asked, parents, levels), key -> new Tally())
                        .add(each, asked.instant());
            }
        });
        boolean duties = List.of("total", "grid", "month").contains(asked.by());
        if (duties) {
            windows.forEach((start, decisions) -> {
                OccurrenceEvent last = error == Error.FIRST_DECISION ? decisions.getFirst() : decisions.getLast();
                if (asked.within(start) && below(last.gridId(), asked.top(), parents)) {
                    CaseFile like = new CaseFile();
                    like.grid = last.gridId();
                    like.reportedAt = start;
                    tallies.computeIfAbsent(key(like, asked, parents, levels), key -> new Tally())
                            .add(last, decisions.stream().anyMatch(DutyMissed.class::isInstance));
                }
            });
        }
        Map<String, Map<String, Object>> rows = new TreeMap<>();
        tallies.forEach((key, tally) -> rows.put(key, tally.row(key, duties)));
        return rows;
    }

    private void step(Map<UUID, CaseFile> cases, CaseEvent event, Fact fact, Asked asked) {
        CaseFile file = cases.get(event.caseId());
        if (file == null) {
            if (!(event instanceof CaseReported)) {
                return;
            }
            file = new CaseFile();
        }
        // What was wrong was wrong from the beginning; everything else holds from when it happened.
        boolean holds = asked.at() == null
                || !fact.occurredAt().isAfter(asked.at())
                || event instanceof CaseCorrected && error != Error.CORRECTED_ONLY_FROM_THEN_ON;
        if (!known(fact, asked) || !holds) {
            return;
        }
        cases.put(event.caseId(), file);
        Instant time = fact.occurredAt();
        switch (event) {
            case CaseReported e -> {
                file.grid = e.gridId();
                file.category = e.category();
                file.kind = e.kind().name();
                file.reportedAt = time;
                file.waitFor("dispatch", time);
            }
            case CaseDispatched e -> {
                file.unit = e.unitId();
                file.dueAt = e.dueAt();
                file.waitFor("accept", time);
            }
            case CaseAccepted e -> {
                file.dueAt = e.rectifyBy() == null ? file.dueAt : e.rectifyBy();
                file.waitFor("rectify", time);
            }
            case CaseRejected _ -> {
                file.unit = "";
                file.dueAt = error == Error.REJECTED_CASES_KEEP_THEIR_DUE_TIME ? file.dueAt : null;
                file.waitFor("dispatch", time);
            }
            case CaseReopened _ -> {
                file.unit = "";
                file.dueAt = null;
                file.closedAt = null;
                file.waitFor("dispatch", time);
            }
            case RectificationSubmitted _ -> file.waitFor("verify", time);
            case RectificationVerified _ -> file.waitFor("close", time);
            case VerificationFailed _ -> file.waitFor("rectify", time);
            case CaseEscalated e -> file.grid = e.toGridId();
            case ExtensionGranted e -> file.dueAt = e.newDueAt();
            case CaseUrged _, CaseGraded _ -> {}
            case CaseCorrected e -> file.category = e.category() == null ? file.category : e.category();
            case CaseClosed _ -> {
                file.waitFor(null, time);
                file.closedAt = time;
                file.merged = false;
            }
            case CaseMergedAsDuplicate _ -> {
                file.waitFor(null, time);
                file.closedAt = time;
                file.merged = true;
            }
            default -> throw new IllegalStateException("not foreseen: " + event);
        }
        if (file.open) {
            file.merged = false;
        }
    }

    private static boolean below(String grid, String top, Map<String, String> parents) {
        for (String at = grid; at != null; at = parents.get(at)) {
            if (at.equals(top)) {
                return true;
            }
        }
        return false;
    }

    private String key(CaseFile file, Asked asked, Map<String, String> parents, Map<String, Integer> levels) {
        return switch (asked.by()) {
            case "total" -> "total";
            case "unit" -> file.unit;
            case "category" -> file.category;
            case "kind" -> file.kind;
            case "month" ->
                YearMonth.from(file.reportedAt.atZone(error == Error.WRONG_TIME_ZONE ? ZoneId.of("UTC") : ZONE))
                        .toString();
            default -> {
                String at = file.grid;
                while (at != null && asked.level() != null && !asked.level().equals(levels.get(at))) {
                    at = parents.get(at);
                }
                yield at == null ? "" : at;
            }
        };
    }

    private final class Tally {
        private final Map<String, Long> counts = new TreeMap<>();
        private final Map<String, List<Long>> visits = new TreeMap<>();
        private long onTime;

        private void count(String name, boolean yes) {
            counts.merge(name, yes ? 1L : 0L, Long::sum);
        }

        void add(CaseFile file, Instant now) {
            Instant due = file.dueAt;
            boolean late = !file.open
                    && due != null
                    && (error == Error.LATE_AT_THE_DUE_TIME_ITSELF
                            ? !file.closedAt.isBefore(due)
                            : file.closedAt.isAfter(due));
            boolean pastDue = file.open && due != null && due.isBefore(now);
            count("reported", true);
            count("open", file.open);
            count("closed", !file.open);
            count("merged", file.merged);
            count("withDue", due != null);
            count("closedLate", late);
            count("overdue", late || pastDue && error != Error.ONLY_CLOSED_CASES_ARE_OVERDUE);
            onTime += !file.open && due != null && !late ? 1 : 0;
            file.visits.forEach((stage, seconds) ->
                    visits.computeIfAbsent(stage, key -> new ArrayList<>()).addAll(seconds));
            if (error == Error.UNFINISHED_STAGES && file.stage != null) {
                visits.computeIfAbsent(file.stage, key -> new ArrayList<>())
                        .add(now.getEpochSecond() - file.since.getEpochSecond());
            }
        }

        void add(OccurrenceEvent decision, boolean missed) {
            String name = decision.getClass().getSimpleName();
            count("dutiesFulfilled", name.equals("DutyFulfilled"));
            count("dutiesFulfilledLate", name.equals("DutyFulfilledLate"));
            count("dutiesMissed", name.equals("DutyMissed"));
            count("dutiesExcused", name.equals("DutyExcused"));
            count("dutiesEnteredAfterMiss", missed && !name.equals("DutyMissed"));
        }

        Map<String, Object> row(String key, boolean duties) {
            Map<String, Object> row = new TreeMap<>();
            row.put("key", key);
            for (String name : List.of("reported", "open", "closed", "merged", "withDue", "closedLate", "overdue")) {
                row.put(name, counts.getOrDefault(name, 0L));
            }
            rate(row, "onTimeRate", onTime, onTime + counts.getOrDefault("overdue", 0L));
            if (duties) {
                for (String name : List.of("Fulfilled", "FulfilledLate", "Missed", "Excused", "EnteredAfterMiss")) {
                    row.put("duties" + name, counts.getOrDefault("duties" + name, 0L));
                }
                long fulfilled = counts.getOrDefault("dutiesFulfilled", 0L);
                long late = counts.getOrDefault("dutiesFulfilledLate", 0L);
                long owed = fulfilled + late + counts.getOrDefault("dutiesMissed", 0L);
                rate(row, "dutyOnTimeRate", fulfilled, owed);
                rate(row, "dutyFulfilmentRate", fulfilled + late, owed);
            }
            for (String stage : List.of("dispatch", "accept", "rectify", "verify", "close")) {
                List<Long> seconds =
                        visits.getOrDefault(stage, List.of()).stream().sorted().toList();
                row.put(stage + "Count", (long) seconds.size());
                if (!seconds.isEmpty()) {
                    long sum = seconds.stream().mapToLong(Long::longValue).sum();
                    row.put(
                            stage + "MeanSeconds",
                            divided(sum, seconds.size(), 0).longValueExact());
                    row.put(stage + "P50Seconds", seconds.get((int) Math.ceil(seconds.size() * 0.5) - 1));
                    row.put(stage + "P90Seconds", seconds.get((seconds.size() * 9 + 9) / 10 - 1));
                }
            }
            return row;
        }

        private void rate(Map<String, Object> row, String name, long part, long whole) {
            if (whole > 0) {
                row.put(name, divided(part, whole, 4).toPlainString());
            }
        }

        private BigDecimal divided(long part, long whole, int digits) {
            return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), digits, RoundingMode.HALF_UP);
        }
    }
}
