package org.wangge.command.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangge.command.casework.CaseBench.CASE;
import static org.wangge.command.casework.CaseBench.OFFICE;
import static org.wangge.command.casework.CaseBench.day;

import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wangge.api.Actor;
import org.wangge.api.Envelope;
import org.wangge.api.casework.CaseCommand.RecordOverdue;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.casework.CaseEvent.CaseAccepted;
import org.wangge.api.casework.CaseEvent.CaseDispatched;
import org.wangge.api.casework.CaseEvent.CaseRectifiedOnSpot;
import org.wangge.api.casework.CaseEvent.CaseRejected;
import org.wangge.api.casework.CaseEvent.CaseReopened;
import org.wangge.api.casework.CaseEvent.CaseUrged;
import org.wangge.api.casework.CaseEvent.ExtensionGranted;
import org.wangge.api.casework.CaseEvent.RectificationSubmitted;
import org.wangge.api.casework.CaseEvent.RectificationVerified;
import org.wangge.api.casework.CaseEvent.TransferOutcomeRecorded;
import org.wangge.api.casework.CaseEvent.VerificationFailed;
import org.wangge.api.casework.CaseStage;
import org.wangge.command.Submission;
import org.wangge.command.Timers;
import org.wangge.eventstore.Receipt;

/** 阶段到期即记录超时. */
class WhenStageDeadlinePassesThenRecordOverdueTest {

    private final Map<String, Instant> timers = new LinkedHashMap<>();
    private final WhenStageDeadlinePassesThenRecordOverdue automation =
            new WhenStageDeadlinePassesThenRecordOverdue(remembering(timers));

    @Test
    void everyEventThatSetsADeadlineSetsATimerForJustAfterIt() {
        assertThat(timersOf(new CaseDispatched(CASE, "u-fire", day(2), day(16), "default-1")))
                .containsExactly(
                        Map.entry(CASE + "/ACCEPT/" + day(2), day(2).plusMillis(1)),
                        Map.entry(CASE + "/RECTIFY/" + day(16), day(16).plusMillis(1)));
        assertThat(timersOf(new CaseRejected(CASE, "u-fire", "no", day(9), "default-1")))
                .containsOnlyKeys(CASE + "/DISPATCH/" + day(9));
        assertThat(timersOf(new CaseReopened(CASE, "again", day(9), "default-1")))
                .containsOnlyKeys(CASE + "/DISPATCH/" + day(9));
        assertThat(timersOf(new TransferOutcomeRecorded(CASE, "Police", "no", false, day(9), "default-1")))
                .containsOnlyKeys(CASE + "/DISPATCH/" + day(9));
        assertThat(timersOf(new CaseAccepted(CASE, "u-fire", day(16), "default-1")))
                .containsOnlyKeys(CASE + "/RECTIFY/" + day(16));
        assertThat(timersOf(new ExtensionGranted(CASE, day(16), day(20), "yes")))
                .containsOnlyKeys(CASE + "/RECTIFY/" + day(20));
        assertThat(timersOf(new VerificationFailed(CASE, OFFICE, null, day(16), "default-1")))
                .containsOnlyKeys(CASE + "/RECTIFY/" + day(16));
        assertThat(timersOf(new RectificationSubmitted(CASE, OFFICE, "done", List.of(), day(8), "default-1")))
                .containsOnlyKeys(CASE + "/VERIFY/" + day(8));
        assertThat(timersOf(new RectificationVerified(CASE, OFFICE, null, day(7), "default-1")))
                .containsOnlyKeys(CASE + "/CLOSE/" + day(7));
        assertThat(timersOf(new CaseRectifiedOnSpot(CASE, "done", List.of(), day(7), "default-1")))
                .containsOnlyKeys(CASE + "/CLOSE/" + day(7));
    }

    @Test
    void anythingElseSetsNone() {
        assertThat(timersOf(new CaseUrged(CASE, null, "hurry"))).isEmpty();
        assertThat(timersOf(new CaseDispatched(CASE, "u-fire", null, null, "imported")))
                .isEmpty();
        assertThat(timersOf(new TransferOutcomeRecorded(CASE, "Police", "fined", true, null, "default-1")))
                .isEmpty();
    }

    @Test
    void aDeadlineThatHadPassedWhenItCameToRunAgainGetsAFiringTimeOfItsOwn() {
        automation.on(new VerificationFailed(CASE, OFFICE, null, day(16), "default-1"), recorded(day(18), "http"));
        assertThat(timers).containsExactly(Map.entry(CASE + "/RECTIFY/" + day(16), day(18)));
    }

    @Test
    void importedHistorySetsNoTimerForWhatIsLongOver() {
        automation.on(new CaseDispatched(CASE, "u-fire", null, day(16), "imported"), recorded(day(16), "import:b"));
        assertThat(timers).isEmpty();
    }

    @Test
    void anImportedOpenCaseGetsItsTimerWhileItsDueTimeIsAhead() {
        automation.on(
                new CaseDispatched(CASE, "u-fire", null, day(16), "imported"),
                recorded(day(16).minusMillis(1), "import:b"));
        assertThat(timers).containsOnlyKeys(CASE + "/RECTIFY/" + day(16));
    }

    @Test
    void aFiringTimerSendsTheSameCommandUnderTheSameKey() {
        List<Submission> sent = new ArrayList<>();
        fire(day(3), sent);
        fire(day(3).plusMillis(5), sent);
        assertThat(sent.getFirst())
                .isEqualTo(new Submission(
                        new RecordOverdue(CASE, CaseStage.ACCEPT, day(2)),
                        Actor.SYSTEM,
                        null,
                        "process:case-deadlines",
                        "overdue/" + CASE + "/ACCEPT/" + day(2) + "/" + day(2).plusMillis(1),
                        null));
        assertThat(sent.get(1)).isEqualTo(sent.getFirst());
    }

    @Test
    void aTimerThatFiresTooEarlyIsTriedAgainAndNotLost() {
        List<Submission> sent = new ArrayList<>();
        assertThatThrownBy(() -> fire(day(2), sent)).isInstanceOf(IllegalStateException.class);
        assertThat(sent).isEmpty();
    }

    private Map<String, Instant> timersOf(CaseEvent event) {
        timers.clear();
        automation.on(event, recorded(day(1), "http"));
        return timers;
    }

    private static Envelope recorded(Instant recordedAt, String source) {
        return new Envelope(
                1,
                new UUID(0, 1),
                "case.any",
                1,
                "case:" + CASE,
                0,
                recordedAt,
                CaseBench.by(CaseBench.person(OFFICE), day(0), source));
    }

    private static void fire(Instant now, List<Submission> sent) {
        OneTimeTask<Void> task = new WhenStageDeadlinePassesThenRecordOverdue.Timer()
                .caseStageDeadline(
                        submission -> {
                            sent.add(submission);
                            return new Receipt(submission.command().stream(), 0, List.of(), 1, false);
                        },
                        new CaseBench.StoppedClock(now));
        TaskInstance<Void> instance = WhenStageDeadlinePassesThenRecordOverdue.TIMER
                .instance(CASE + "/ACCEPT/" + day(2))
                .build();
        Execution execution = new Execution(day(2).plusMillis(1), instance);
        task.executeOnce(instance, context(execution));
    }

    private static ExecutionContext context(@Nullable Execution execution) {
        return new ExecutionContext(null, execution, null, null);
    }

    private static Timers remembering(Map<String, Instant> timers) {
        return timer -> timers.putIfAbsent(timer.getId(), timer.getNextExecutionTime(Instant.EPOCH));
    }
}
