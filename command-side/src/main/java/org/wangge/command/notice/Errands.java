package org.wangge.command.notice;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.FailureHandler.OnFailureRetryLater;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;
import org.wangge.api.Actor;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Envelope;
import org.wangge.api.Refused;
import org.wangge.api.Streams;
import org.wangge.api.notice.DeliveryFault;
import org.wangge.api.notice.NoticeChannel;
import org.wangge.api.notice.NoticeCommand;
import org.wangge.api.notice.NoticeCommand.IssueNotice;
import org.wangge.api.notice.NoticeCommand.RecordDelivery;
import org.wangge.api.notice.NoticeCommand.RecordDeliveryFailure;
import org.wangge.api.notice.NoticeEvent;
import org.wangge.api.notice.NoticeEvent.NoticeIssued;
import org.wangge.command.CommandDesk;
import org.wangge.command.JsonTaskData;
import org.wangge.command.Submission;
import org.wangge.command.Submission.Cause;
import org.wangge.command.notice.Outlet.NotDelivered;

/**
 * 跑腿: issues notices and carries them out of the house, on a scheduler of their own, since a mail server that hangs must not hold
 * up the timers of cases and duties. An errand is a row: one process picks it at a time, and it outlives all of them.
 *
 * <p>Outside deliveries are made at least once: a process that dies between sending and recording sends again. Once an outcome is
 * in the log nothing is sent again.
 */
@Component
class Errands implements SmartLifecycle {

    static final String SOURCE = "process:notices";

    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);
    private static final TaskDescriptor<Issue> ISSUE = TaskDescriptor.of("issue-notice", Issue.class);
    private static final TaskDescriptor<Void> DELIVER = TaskDescriptor.of("deliver-notice");
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final Duration LONGEST_ERRAND = Duration.ofSeconds(20);
    private static final int THREADS = 4;
    /** An errand whose process has said nothing for four times as long is somebody else's. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    private static final int MISSED_HEARTBEATS = 4;
    private static final int RECORDING_TRIES = 5;

    private final CommandDesk desk;
    private final EventStore log;
    private final NoticePlan plan;
    private final Outlets outlets;
    private final Clock clock;
    private final Scheduler scheduler;
    private volatile boolean running;

    /** What an errand to issue a notice remembers. */
    record Issue(IssueNotice command, Cause cause) {}

    Errands(
            CommandDesk desk,
            EventStore log,
            NoticePlan plan,
            Outlets outlets,
            Clock clock,
            @Qualifier("logDataSource") DataSource logDataSource,
            @Value("${wangge.timers.poll:PT1S}") Duration poll) {
        this.desk = desk;
        this.log = log;
        this.plan = plan;
        this.outlets = outlets;
        this.clock = clock;
        this.scheduler = Scheduler.create(
                        new TransactionAwareDataSourceProxy(logDataSource),
                        Tasks.custom(ISSUE)
                                .onFailure(new OnFailureRetryLater<>(RETRY))
                                .onDeadExecutionRevive()
                                .execute((errand, context) -> issueNow(errand)),
                        Tasks.custom(DELIVER)
                                .onFailure(new OnFailureRetryLater<>(RETRY))
                                .onDeadExecutionRevive()
                                .execute((errand, context) -> deliverNow(errand)))
                .serializer(new JsonTaskData())
                .tableName("command.notice_tasks")
                .clock(clock::instant)
                .pollingInterval(poll)
                .shutdownMaxWait(LONGEST_ERRAND)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .threads(THREADS)
                .build();
    }

    /** Has a notice issued; asked twice, it is one errand. */
    void issue(IssueNotice command, Cause cause) {
        scheduler.scheduleIfNotExists(
                ISSUE.instance(command.noticeId().toString())
                        .data(new Issue(command, cause))
                        .build(),
                clock.instant());
    }

    /** Has a notice carried out of the house; asked twice, it is one errand. */
    void deliver(UUID noticeId, NoticeChannel channel) {
        scheduler.scheduleIfNotExists(DELIVER.instance(noticeId + "/" + channel).build(), clock.instant());
    }

    /** What the log says has become of a notice. */
    Deliveries deliveriesOf(UUID noticeId) {
        Deliveries deliveries = Deliveries.NONE;
        for (NoticeEvent event : eventsOf(noticeId)) {
            deliveries = deliveries.after(event);
        }
        return deliveries;
    }

    private List<NoticeEvent> eventsOf(UUID noticeId) {
        return log.readEvents(Streams.notice(noticeId))
                .asStream()
                .map(message -> (NoticeEvent) message.getPayload())
                .toList();
    }

    private CompletionHandler<Issue> issueNow(TaskInstance<Issue> errand) {
        Issue issue = errand.getData();
        try {
            submit(issue.command(), "issue/" + errand.getId(), issue.cause());
        } catch (Refused refused) {
            if (refused.code() == CommonRefusal.CONCURRENT_CHANGE) {
                throw refused;
            }
            if (refused.code() != CommonRefusal.ALREADY_EXISTS) {
                LOG.warn("Notice {} was not issued: {}", errand.getId(), refused.code());
            }
        }
        return new OnCompleteRemove<>();
    }

    private CompletionHandler<Void> deliverNow(TaskInstance<Void> errand) {
        String[] parts = errand.getId().split("/", 2);
        UUID noticeId = UUID.fromString(parts[0]);
        NoticeChannel channel = NoticeChannel.valueOf(parts[1]);
        Deliveries deliveries = deliveriesOf(noticeId);
        if (deliveries.settled(channel)) {
            return new OnCompleteRemove<>();
        }
        int attempt = deliveries.failures(channel) + 1;
        try {
            send(noticeId, channel);
        } catch (NotDelivered failure) {
            return failed(noticeId, channel, attempt, failure);
        }
        record(new RecordDelivery(noticeId, channel, attempt), channel, attempt);
        return new OnCompleteRemove<>();
    }

    private void send(UUID noticeId, NoticeChannel channel) throws NotDelivered {
        Outlet outlet = outlets.by(channel)
                .orElseThrow(() -> new NotDelivered(DeliveryFault.CHANNEL_OFF, true, "not configured any more"));
        var first = log.readEvents(Streams.notice(noticeId)).next();
        if (!(first.getPayload() instanceof NoticeIssued issued)
                || !(first.getMetaData().get(Envelope.KEY) instanceof Envelope envelope)) {
            throw new IllegalStateException("a notice begins with its issue: " + noticeId);
        }
        if (!outlet.reaches(issued.personId())) {
            throw new NotDelivered(DeliveryFault.NO_ADDRESS, true, "no address");
        }
        outlet.send(issued, envelope.occurredAt(), clock.instant());
    }

    /** One line for the operator, without an address, a text or a secret. */
    private CompletionHandler<Void> failed(UUID noticeId, NoticeChannel channel, int attempt, NotDelivered failure) {
        @Nullable
        Instant next = failure.forGood()
                ? null
                : plan.pauseAfter(attempt)
                        .map(pause -> clock.instant().plus(pause))
                        .orElse(null);
        LOG.warn(
                "Notice {} was not delivered by {}, attempt {}: {} ({}); {}",
                noticeId,
                channel,
                attempt,
                failure.fault(),
                failure.detail(),
                next == null ? "given up" : "next attempt at " + next);
        record(new RecordDeliveryFailure(noticeId, channel, attempt, failure.fault(), next == null), channel, attempt);
        return next == null
                ? new OnCompleteRemove<>()
                : (complete, operations) -> operations.reschedule(complete, next);
    }

    /** Somebody may read the notice at this very moment: that must not make us send it again. */
    private void record(NoticeCommand command, NoticeChannel channel, int attempt) {
        String key = "deliver/" + command.noticeId() + "/" + channel + "/" + attempt;
        for (int i = 1; ; i++) {
            try {
                submit(command, key, null);
                return;
            } catch (Refused refused) {
                if (refused.code() != CommonRefusal.CONCURRENT_CHANGE || i == RECORDING_TRIES) {
                    throw refused;
                }
            }
        }
    }

    private void submit(NoticeCommand command, String key, @Nullable Cause cause) {
        var _ = desk.submit(new Submission(command, Actor.SYSTEM, null, SOURCE, key, null, cause));
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void start() {
        scheduler.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        scheduler.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
