package org.wangge.query.ledger;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.wangge.query.CaseStories.accepted;
import static org.wangge.query.CaseStories.closed;
import static org.wangge.query.CaseStories.dispatched;
import static org.wangge.query.CaseStories.grid;
import static org.wangge.query.CaseStories.reported;
import static org.wangge.query.CaseStories.submitted;
import static org.wangge.query.CaseStories.verified;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.casework.CaseEvent.CaseCorrected;
import org.wangge.api.casework.CaseEvent.CaseEscalated;
import org.wangge.api.casework.CaseEvent.CaseGraded;
import org.wangge.api.casework.CaseEvent.CaseMergedAsDuplicate;
import org.wangge.api.casework.CaseEvent.CaseOverdue;
import org.wangge.api.casework.CaseEvent.CaseRectifiedOnSpot;
import org.wangge.api.casework.CaseEvent.CaseRejected;
import org.wangge.api.casework.CaseEvent.CaseReopened;
import org.wangge.api.casework.CaseEvent.CaseTransferred;
import org.wangge.api.casework.CaseEvent.CaseUrged;
import org.wangge.api.casework.CaseEvent.Delisted;
import org.wangge.api.casework.CaseEvent.ExtensionGranted;
import org.wangge.api.casework.CaseEvent.ExtensionRequested;
import org.wangge.api.casework.CaseEvent.ListedForSupervision;
import org.wangge.api.casework.CaseEvent.NoticeServed;
import org.wangge.api.casework.CaseEvent.TransferOutcomeRecorded;
import org.wangge.api.casework.CaseEvent.VerificationFailed;
import org.wangge.api.casework.CaseEvent.WorkStopLifted;
import org.wangge.api.casework.CaseEvent.WorkStopOrdered;
import org.wangge.api.casework.CaseStage;
import org.wangge.api.casework.Severity;
import org.wangge.eventstore.TimeOrderedIds;
import org.wangge.query.History;

/**
 * Random histories of cases, such as the case's rules let in: the steps of a case follow one another in time, what happens
 * beside them happens any time, and all of it may be recorded late.
 */
public final class CaseTales {

    /** What was written into the log. */
    public record Fact(Instant occurredAt, Instant recordedAt, UUID eventId, CaseEvent event) {}

    private static final int HOURS = 24 * 8;

    public final List<Fact> facts = new ArrayList<>();
    public final Instant day;
    private final History history;
    private final String town;
    private final Random random;
    private final Map<UUID, String> states = new TreeMap<>();
    private final Map<UUID, Instant> reported = new TreeMap<>();
    private final Map<UUID, Instant> stepped = new TreeMap<>();
    private Instant now;

    public CaseTales(History history, String town, long seed) {
        this.history = history;
        this.town = town;
        this.random = new Random(seed);
        this.day = history.freshDay();
        this.now = day;
    }

    public Instant now() {
        return now;
    }

    /** An instant of the tale, often one at which something happened or was recorded. */
    public Instant anyInstant() {
        Fact fact = facts.get(random.nextInt(facts.size()));
        return switch (random.nextInt(4)) {
            case 0 -> fact.occurredAt();
            case 1 -> fact.recordedAt();
            case 2 -> fact.recordedAt().minusMillis(1);
            default -> day.plus(ofMinutes(random.nextInt(HOURS * 60)));
        };
    }

    public void tell(int cases) {
        history.append(grid(town, 1, null), grid(town + "-V1", 2, town), grid(town + "-V2", 2, town));
        while (now.isBefore(day.plus(ofHours(HOURS)))) {
            now = now.plus(ofMinutes(random.nextInt(90)));
            history.at(now);
            if (states.size() < cases && random.nextInt(3) == 0) {
                report(TimeOrderedIds.next());
            } else if (!states.isEmpty()) {
                List<UUID> all = List.copyOf(states.keySet());
                UUID caseId = all.get(random.nextInt(all.size()));
                if (random.nextInt(3) == 0) {
                    beside(caseId);
                } else {
                    step(caseId);
                }
            }
        }
    }

    private void report(UUID caseId) {
        Instant occurred = late(day.minus(ofHours(12)));
        record(occurred, reported(caseId, town + any("-V1", "-V2"), any("堵塞", "漏电"), deadline(occurred)));
        states.put(caseId, "REPORTED");
        reported.put(caseId, occurred);
        stepped.put(caseId, occurred);
    }

    private void step(UUID caseId) {
        Instant at = late(stepped.get(caseId));
        String unit = any("u-1", "u-2");
        CaseEvent event = switch (random.nextInt(6) == 0 ? "ANY" : states.get(caseId)) {
            case "REPORTED" ->
                random.nextInt(8) == 0
                        ? new CaseRectifiedOnSpot(caseId, "清理", List.of(), deadline(at), "default-1")
                        : dispatched(caseId, unit, deadline(at), deadline(at));
            case "DISPATCHED" ->
                random.nextInt(3) == 0
                        ? new CaseRejected(caseId, unit, "驳回", deadline(at), "default-1")
                        : accepted(caseId, unit, deadline(at));
            case "ACCEPTED" -> submitted(caseId, deadline(at));
            case "RECTIFIED" ->
                random.nextInt(3) == 0
                        ? new VerificationFailed(caseId, "p-5", "未清", deadline(at), "default-1")
                        : verified(caseId, deadline(at));
            case "VERIFIED", "RECTIFIED_ON_SPOT" -> closed(caseId);
            case "TRANSFERRED" ->
                new TransferOutcomeRecorded(caseId, "住建局", "办结", random.nextInt(3) == 0, deadline(at), "default-1");
            case "CLOSED" -> random.nextInt(3) == 0 ? new CaseReopened(caseId, "复发", deadline(at), "default-1") : null;
            default -> aside(caseId);
        };
        if (event == null) {
            return;
        }
        if (random.nextInt(6) == 0) {
            // The deadline's fact of the step that ends, recorded with it.
            record(at, new CaseOverdue(caseId, CaseStage.ACCEPT, at, unit, List.of(), "default-1"));
        }
        record(at, event);
        stepped.put(caseId, at);
        states.merge(caseId, stateAfter(event), (before, after) -> after.isEmpty() ? before : after);
    }

    private CaseEvent aside(UUID caseId) {
        String state = states.get(caseId);
        if (List.of("CLOSED", "TRANSFERRED", "MERGED").contains(state)) {
            return null;
        }
        return switch (random.nextInt(5)) {
            case 0 -> new CaseTransferred(caseId, "住建局", "越权");
            case 1 -> new CaseMergedAsDuplicate(caseId, TimeOrderedIds.next());
            default -> new CaseEscalated(caseId, town + "-V1", town + any("", "-V1", "-V2"), "提级");
        };
    }

    private static String stateAfter(CaseEvent event) {
        return switch (event) {
            case CaseRectifiedOnSpot _ -> "RECTIFIED_ON_SPOT";
            case CaseEvent.CaseDispatched _ -> "DISPATCHED";
            case CaseEvent.CaseAccepted _ -> "ACCEPTED";
            case CaseRejected _ -> "REPORTED";
            case CaseEvent.RectificationSubmitted _ -> "RECTIFIED";
            case CaseEvent.RectificationVerified _ -> "VERIFIED";
            case VerificationFailed _ -> "ACCEPTED";
            case CaseEvent.CaseClosed _ -> "CLOSED";
            case CaseTransferred _ -> "TRANSFERRED";
            case TransferOutcomeRecorded e -> e.settled() ? "CLOSED" : "REPORTED";
            case CaseMergedAsDuplicate _ -> "MERGED";
            case CaseReopened _ -> "REPORTED";
            default -> "";
        };
    }

    private void beside(UUID caseId) {
        Instant at = late(reported.get(caseId));
        record(
                at,
                switch (random.nextInt(10)) {
                    case 0 -> new CaseUrged(caseId, null, "抓紧");
                    case 1 -> new CaseGraded(caseId, any(Severity.MAJOR, Severity.GENERAL), "定级");
                    case 2 -> new NoticeServed(caseId, "N-1", "u-1", "整改");
                    case 3 -> new ListedForSupervision(caseId, any("p-8", "p-9"), "重大");
                    case 4 -> new Delisted(caseId, "已改");
                    case 5 -> new WorkStopOrdered(caseId, "工作面", "危险");
                    case 6 -> new WorkStopLifted(caseId, "已改");
                    case 7 ->
                        states.get(caseId).equals("ACCEPTED")
                                ? new ExtensionRequested(caseId, now.plus(ofHours(9)), "下雨")
                                : new CaseUrged(caseId, null, "抓紧");
                    default ->
                        new CaseCorrected(
                                caseId,
                                "笔误",
                                any("FIRE", "WATER", null),
                                any("标题 " + random.nextInt(9), null),
                                null,
                                any("一楼", "二楼", null));
                });
        if (states.get(caseId).equals("ACCEPTED") && random.nextInt(4) == 0) {
            // Asked and decided after the case was accepted; the rectification may be entered later as earlier.
            record(late(stepped.get(caseId)), new ExtensionGranted(caseId, null, deadline(now), "同意"));
        }
    }

    /** Now, or some time after the given instant. */
    private Instant late(Instant from) {
        long seconds = now.getEpochSecond() - from.getEpochSecond();
        return random.nextBoolean() || seconds <= 0 ? now : from.plusSeconds(random.nextLong(seconds + 1));
    }

    private Instant deadline(Instant from) {
        return from.plus(ofHours(1 + random.nextInt(40)));
    }

    @SafeVarargs
    private <T> T any(T... several) {
        return several[random.nextInt(several.length)];
    }

    private void record(Instant occurred, CaseEvent event) {
        history.append(occurred, event);
        facts.add(new Fact(occurred, now, history.lastEventId(), event));
    }
}
