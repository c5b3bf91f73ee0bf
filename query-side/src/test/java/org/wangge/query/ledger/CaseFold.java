package org.wangge.query.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.casework.CaseEvent.CaseCorrected;
import org.wangge.api.casework.CaseEvent.CaseOverdue;
import org.wangge.api.casework.CaseEvent.CaseReported;
import org.wangge.query.ledger.CaseTales.Fact;

/** What the ledger of cases must show, by reading events one after another. Can be told to make a mistake. */
public final class CaseFold {

    /** Mistakes that a comparison must notice. */
    public enum Error {
        NONE,
        /** Late entries count as known when they happened. */
        KNOWN_BEFORE_RECORDED,
        /** A correction holds from when it was made on. */
        CORRECTED_ONLY_FROM_THEN_ON,
        /** A correction was known from ever. */
        CORRECTIONS_KNOWN_BEFORE_RECORDED,
        /** A step entered late holds only from what was known to have happened after it. */
        STEPS_WAIT_FOR_WHAT_WAS_KNOWN,
        /** The second correction of a case is forgotten. */
        ONE_CORRECTION_IS_ENOUGH,
        /** Not what had happened, but what was recorded by then. */
        HAPPENED_WHEN_RECORDED
    }

    private final List<Fact> facts;
    private final Error error;

    public CaseFold(List<Fact> facts, Error error) {
        this.facts = facts;
        this.error = error;
    }

    /** By case: the columns that are compared. */
    public Map<String, Map<String, Object>> asOf(@Nullable Instant at, @Nullable Instant knownAt) {
        Map<String, Map<String, Object>> cases = new TreeMap<>();
        Map<String, Instant> latest = new HashMap<>();
        for (Fact fact : facts) {
            CaseEvent event = fact.event();
            String id = event.caseId().toString();
            Instant happened = error == Error.HAPPENED_WHEN_RECORDED ? fact.recordedAt() : fact.occurredAt();
            if (error == Error.STEPS_WAIT_FOR_WHAT_WAS_KNOWN && !(event instanceof CaseOverdue)) {
                Instant waits = happened;
                happened = latest.merge(id, waits, (one, other) -> one.isAfter(other) ? one : other);
            }
            Instant recorded = error == Error.KNOWN_BEFORE_RECORDED
                            || error == Error.CORRECTIONS_KNOWN_BEFORE_RECORDED && event instanceof CaseCorrected
                    ? fact.occurredAt()
                    : fact.recordedAt();
            boolean fromEver = event instanceof CaseCorrected && error != Error.CORRECTED_ONLY_FROM_THEN_ON;
            if (at != null && happened.isAfter(at) && !fromEver || knownAt != null && recorded.isAfter(knownAt)) {
                continue;
            }
            if (event instanceof CaseReported) {
                cases.put(id, new TreeMap<>());
            }
            Map<String, Object> row = cases.get(id);
            if (row != null) {
                apply(row, fact);
            }
        }
        return cases;
    }

    private static void waitsFor(Map<String, Object> row, String state, @Nullable String stage, Instant since) {
        row.put("state", state);
        put(row, "stage", stage);
        put(row, "stageSince", stage == null && !state.equals("TRANSFERRED") ? null : since.toString());
    }

    private static void ends(Map<String, Object> row, String state, Instant when) {
        waitsFor(row, state, null, when);
        row.remove("deadline");
        row.put("closedAt", when.toString());
    }

    private static void put(Map<String, Object> row, String name, @Nullable Object value) {
        if (value == null) {
            row.remove(name);
        } else {
            row.put(name, value.toString());
        }
    }

    private static void count(Map<String, Object> row, String name) {
        row.merge(name, 1L, (one, other) -> (Long) one + (Long) other);
    }

    private static void notHeld(Map<String, Object> row) {
        List.of("unitId", "acceptBy", "dueAt").forEach(row::remove);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void apply(Map<String, Object> row, Fact fact) {
        Instant when = fact.occurredAt();
        if (!(fact.event() instanceof CaseOverdue) && when.plusSeconds(3600).isBefore(fact.recordedAt())) {
            count(row, "lateSteps");
        }
        switch (fact.event()) {
            case CaseReported e -> {
                row.put("gridId", e.gridId());
                row.put("category", e.category());
                row.put("title", e.title());
                row.put("severity", e.severity().name());
                waitsFor(row, "REPORTED", "DISPATCH", when);
                put(row, "deadline", e.dispatchBy());
            }
            case CaseEvent.CaseDispatched e -> {
                row.put("unitId", e.unitId());
                put(row, "acceptBy", e.acceptBy());
                put(row, "dueAt", e.dueAt());
                waitsFor(row, "DISPATCHED", "ACCEPT", when);
                put(row, "deadline", earlier(e.acceptBy(), e.dueAt()));
            }
            case CaseEvent.CaseAccepted e -> {
                put(row, "dueAt", e.rectifyBy());
                waitsFor(row, "ACCEPTED", "RECTIFY", when);
                put(row, "deadline", e.rectifyBy());
            }
            case CaseEvent.CaseRejected e -> {
                notHeld(row);
                count(row, "rejections");
                waitsFor(row, "REPORTED", "DISPATCH", when);
                put(row, "deadline", e.dispatchBy());
            }
            case CaseEvent.CaseRectifiedOnSpot e -> {
                waitsFor(row, "RECTIFIED_ON_SPOT", "CLOSE", when);
                put(row, "deadline", e.closeBy());
            }
            case CaseEvent.RectificationSubmitted e -> {
                waitsFor(row, "RECTIFIED", "VERIFY", when);
                put(row, "deadline", e.verifyBy());
            }
            case CaseEvent.RectificationVerified e -> {
                waitsFor(row, "VERIFIED", "CLOSE", when);
                put(row, "deadline", e.closeBy());
            }
            case CaseEvent.VerificationFailed e -> {
                count(row, "returns");
                waitsFor(row, "ACCEPTED", "RECTIFY", when);
                put(row, "deadline", e.rectifyBy());
            }
            case CaseEvent.CaseClosed e -> {
                ends(row, "CLOSED", when);
                put(row, "outcome", e.outcome());
            }
            case CaseEvent.CaseMergedAsDuplicate e -> {
                ends(row, "MERGED", when);
                put(row, "originalCaseId", e.originalCaseId());
            }
            case CaseEvent.CaseReopened e -> {
                notHeld(row);
                row.remove("closedAt");
                row.remove("outcome");
                count(row, "reopenings");
                waitsFor(row, "REPORTED", "DISPATCH", when);
                put(row, "deadline", e.dispatchBy());
            }
            case CaseEvent.CaseEscalated e -> {
                row.put("gridId", e.toGridId());
                count(row, "escalations");
            }
            case CaseEvent.CaseTransferred e -> {
                notHeld(row);
                row.put("authority", e.authority());
                waitsFor(row, "TRANSFERRED", null, when);
                row.remove("deadline");
            }
            case CaseEvent.TransferOutcomeRecorded e -> {
                row.put("outcome", e.outcome());
                if (e.settled()) {
                    ends(row, "CLOSED", when);
                } else {
                    row.remove("authority");
                    count(row, "answers");
                    waitsFor(row, "REPORTED", "DISPATCH", when);
                    put(row, "deadline", e.dispatchBy());
                }
            }
            case CaseEvent.CaseGraded e -> row.put("severity", e.severity().name());
            case CaseEvent.CaseUrged _ -> count(row, "urges");
            case CaseEvent.NoticeServed _ -> count(row, "notices");
            case CaseEvent.ListedForSupervision e -> row.put("supervisor", e.supervisor());
            case CaseEvent.Delisted _ -> row.remove("supervisor");
            case CaseEvent.WorkStopOrdered _ -> row.put("workStopped", "true");
            case CaseEvent.WorkStopLifted _ -> row.remove("workStopped");
            case CaseEvent.ExtensionRequested _ -> row.put("extensionPending", "true");
            case CaseEvent.ExtensionGranted e -> extend(row, e.newDueAt());
            case CaseOverdue _ -> count(row, "overdueStages");
            case CaseCorrected e -> {
                if (error != Error.ONE_CORRECTION_IS_ENOUGH || !row.containsKey("corrections")) {
                    put(row, "category", e.category() == null ? row.get("category") : e.category());
                    put(row, "title", e.title() == null ? row.get("title") : e.title());
                    put(row, "place", e.place() == null ? row.get("place") : e.place());
                }
                count(row, "corrections");
            }
            default -> throw new IllegalStateException("not foreseen: " + fact);
        }
    }

    private static void extend(Map<String, Object> row, Instant due) {
        row.remove("extensionPending");
        count(row, "extensions");
        put(row, "dueAt", due);
        if ("RECTIFY".equals(row.get("stage"))) {
            put(row, "deadline", due);
        } else if ("ACCEPT".equals(row.get("stage"))) {
            put(row, "deadline", earlier(Instant.parse((String) row.get("acceptBy")), due));
        }
    }
}
