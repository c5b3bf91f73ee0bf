package org.wangge.command.notice;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.time.Instant;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Provenance;
import org.wangge.api.Refused;
import org.wangge.api.Streams;
import org.wangge.api.notice.NoticeChannel;
import org.wangge.api.notice.NoticeCommand.IssueNotice;
import org.wangge.api.notice.NoticeCommand.ReadNotice;
import org.wangge.api.notice.NoticeCommand.RecordDelivery;
import org.wangge.api.notice.NoticeCommand.RecordDeliveryFailure;
import org.wangge.api.notice.NoticeEvent;
import org.wangge.api.notice.NoticeEvent.NoticeDelivered;
import org.wangge.api.notice.NoticeEvent.NoticeDeliveryFailed;
import org.wangge.api.notice.NoticeEvent.NoticeIssued;
import org.wangge.api.notice.NoticeEvent.NoticeRead;
import org.wangge.command.directory.Directory;

/**
 * 通知: one person is told of one event. What was recorded once is not recorded again: an outcome that is reported twice changes
 * nothing, and a second reading neither.
 */
@Aggregate(type = "notice")
final class Notice {

    @AggregateIdentifier
    private @Nullable String stream;

    private @Nullable NoticeIssued issued;
    private @Nullable Instant issuedAt;
    private boolean read;
    private Deliveries deliveries = Deliveries.NONE;

    /** For Axon, which then replays the events. */
    Notice() {}

    @CommandHandler
    Notice(IssueNotice command, Directory directory) {
        directory.requirePerson(command.personId(), "/personId");
        apply(new NoticeIssued(
                command.noticeId(),
                command.kind(),
                command.personId(),
                command.about(),
                command.caseId(),
                command.dutyId(),
                command.gridId(),
                command.text(),
                command.channels(),
                command.rules()));
        if (command.channels().contains(NoticeChannel.INBOX)) {
            apply(new NoticeDelivered(command.noticeId(), command.caseId(), NoticeChannel.INBOX, 1));
        }
    }

    @CommandHandler
    void decide(RecordDelivery command) {
        if (deliveries.settled(command.channel())) {
            return;
        }
        apply(new NoticeDelivered(command.noticeId(), issued().caseId(), command.channel(), command.attempt()));
    }

    @CommandHandler
    void decide(RecordDeliveryFailure command) {
        if (deliveries.settled(command.channel()) || command.attempt() <= deliveries.failures(command.channel())) {
            return;
        }
        apply(new NoticeDeliveryFailed(
                command.noticeId(),
                issued().caseId(),
                command.channel(),
                command.attempt(),
                command.fault(),
                command.last()));
    }

    /** To everybody else it is as if there were no such notice. */
    @CommandHandler
    void decide(ReadNotice command, Provenance provenance) {
        if (!issued().personId().equals(provenance.actor().personId())) {
            throw Refused.because(CommonRefusal.NOT_FOUND, "", "there is no " + command.stream());
        }
        if (provenance.occurredAt().isBefore(issuedAt)) {
            throw Refused.because(
                    CommonRefusal.OCCURRED_BEFORE_PREVIOUS, "/occurredAt", "it was issued at " + issuedAt);
        }
        if (!read) {
            apply(new NoticeRead(command.noticeId(), issued().caseId()));
        }
    }

    @EventSourcingHandler
    void evolve(NoticeEvent event, Provenance provenance) {
        deliveries = deliveries.after(event);
        switch (event) {
            case NoticeIssued first -> {
                stream = Streams.notice(first.noticeId());
                issued = first;
                issuedAt = provenance.occurredAt();
            }
            case NoticeRead _ -> read = true;
            case NoticeDelivered _, NoticeDeliveryFailed _ -> {}
        }
    }

    private NoticeIssued issued() {
        return Objects.requireNonNull(issued, "a notice begins with its issue");
    }
}
