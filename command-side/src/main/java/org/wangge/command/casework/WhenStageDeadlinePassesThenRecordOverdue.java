package org.wangge.command.casework;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.wangge.api.Actor;
import org.wangge.api.Envelope;
import org.wangge.api.casework.CaseCommand.RecordOverdue;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.casework.CaseEvent.CaseAccepted;
import org.wangge.api.casework.CaseEvent.CaseDispatched;
import org.wangge.api.casework.CaseEvent.CaseRectifiedOnSpot;
import org.wangge.api.casework.CaseEvent.CaseRejected;
import org.wangge.api.casework.CaseEvent.CaseReopened;
import org.wangge.api.casework.CaseEvent.CaseReported;
import org.wangge.api.casework.CaseEvent.ExtensionGranted;
import org.wangge.api.casework.CaseEvent.RectificationSubmitted;
import org.wangge.api.casework.CaseEvent.RectificationVerified;
import org.wangge.api.casework.CaseEvent.TransferOutcomeRecorded;
import org.wangge.api.casework.CaseEvent.VerificationFailed;
import org.wangge.api.casework.CaseStage;
import org.wangge.command.CommandDesk;
import org.wangge.command.Submission;
import org.wangge.command.Timers;

/**
 * 阶段到期即记录超时: one timer per case, stage and deadline. The timer knows nothing of what has become of the case meanwhile; the
 * case itself decides whether an overdue is owed. So timers are never cancelled, may fire twice, and may be set again by a replay.
 */
@Component
@ProcessingGroup("case-deadlines")
class WhenStageDeadlinePassesThenRecordOverdue {

    static final String SOURCE = "process:case-deadlines";

    /** Carries no data but its id, {@code <caseId>/<STAGE>/<dueAt>}. */
    static final TaskDescriptor<Void> TIMER = TaskDescriptor.of("case-stage-deadline");

    /** A deadline has passed once its instant is over. */
    private static final Duration JUST_AFTER = Duration.ofMillis(1);

    private final Timers timers;

    WhenStageDeadlinePassesThenRecordOverdue(Timers timers) {
        this.timers = timers;
    }

    /**
     * Sets a timer for each deadline that the event set. Of an imported history only what was not yet over when it was taken over
     * gets one.
     */
    @EventHandler
    void on(CaseEvent event, Envelope envelope) {
        for (Deadline deadline : setBy(event)) {
            boolean longOver =
                    envelope.provenance().imported() && !deadline.at().isAfter(envelope.recordedAt());
            if (!longOver) {
                timers.setOnce(
                        TIMER.instance(timerId(event.caseId(), deadline)).scheduledTo(firingTime(deadline, envelope)));
            }
        }
    }

    /**
     * A deadline that had passed when it came to run again (a verification that failed late) gets a firing time of its own, so that
     * its command is not taken for the one that was sent in vain while the case stood elsewhere.
     */
    private static Instant firingTime(Deadline deadline, Envelope envelope) {
        Instant justAfter = deadline.at().plus(JUST_AFTER);
        return justAfter.isAfter(envelope.recordedAt()) ? justAfter : envelope.recordedAt();
    }

    static String timerId(UUID caseId, Deadline deadline) {
        return caseId + "/" + deadline.stage() + "/" + deadline.at();
    }

    static RecordOverdue commandOf(String timerId) {
        String[] parts = timerId.split("/", 3);
        return new RecordOverdue(UUID.fromString(parts[0]), CaseStage.valueOf(parts[1]), Instant.parse(parts[2]));
    }

    static List<Deadline> setBy(CaseEvent event) {
        return switch (event) {
            case CaseReported e -> deadline(CaseStage.DISPATCH, e.dispatchBy());
            case CaseRejected e -> deadline(CaseStage.DISPATCH, e.dispatchBy());
            case CaseReopened e -> deadline(CaseStage.DISPATCH, e.dispatchBy());
            case TransferOutcomeRecorded e -> deadline(CaseStage.DISPATCH, e.dispatchBy());
            case CaseDispatched e ->
                Stream.concat(
                                deadline(CaseStage.ACCEPT, e.acceptBy()).stream(),
                                deadline(CaseStage.RECTIFY, e.dueAt()).stream())
                        .toList();
            case CaseAccepted e -> deadline(CaseStage.RECTIFY, e.rectifyBy());
            case ExtensionGranted e -> deadline(CaseStage.RECTIFY, e.newDueAt());
            case VerificationFailed e -> deadline(CaseStage.RECTIFY, e.rectifyBy());
            case RectificationSubmitted e -> deadline(CaseStage.VERIFY, e.verifyBy());
            case RectificationVerified e -> deadline(CaseStage.CLOSE, e.closeBy());
            case CaseRectifiedOnSpot e -> deadline(CaseStage.CLOSE, e.closeBy());
            default -> List.of();
        };
    }

    private static List<Deadline> deadline(CaseStage stage, @Nullable Instant at) {
        return at == null ? List.of() : List.of(new Deadline(stage, at));
    }

    /** The timer's other end, as the scheduler wants it. */
    @Configuration(proxyBeanMethods = false)
    static class Timer {

        /** Tries again until the command is accepted: no deadline is lost. */
        @Bean
        OneTimeTask<Void> caseStageDeadline(CommandDesk desk, Clock clock) {
            return Tasks.oneTime(TIMER)
                    .onFailure(new FailureHandler.OnFailureRetryLater<>(Duration.ofSeconds(10)))
                    .execute((instance, execution) -> {
                        RecordOverdue command = commandOf(instance.getId());
                        if (!clock.instant().isAfter(command.dueAt())) {
                            throw new IllegalStateException("the scheduler's clock is ahead of ours");
                        }
                        Instant firedFor = execution.getExecution().executionTime;
                        desk.submit(new Submission(
                                command,
                                Actor.SYSTEM,
                                null,
                                SOURCE,
                                "overdue/" + instance.getId() + "/" + firedFor,
                                null));
                    });
        }
    }
}
