package org.wangge.command.notice;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;
import org.wangge.api.Envelope;
import org.wangge.api.Event;
import org.wangge.api.Streams;
import org.wangge.api.casework.CaseEvent.CaseEscalated;
import org.wangge.api.casework.CaseEvent.CaseReported;
import org.wangge.api.grid.GridEvent;
import org.wangge.api.grid.Roster;
import org.wangge.api.notice.NoticeChannel;
import org.wangge.api.notice.NoticeCommand.IssueNotice;
import org.wangge.api.notice.NoticeEvent;
import org.wangge.api.notice.NoticeEvent.NoticeIssued;
import org.wangge.command.RepeatableIds;
import org.wangge.command.Submission.Cause;
import org.wangge.command.notice.NoticePlan.Concerned;
import org.wangge.command.notice.NoticePlan.Draft;

/**
 * 涉及谁就通知谁. Follows the log and leaves an errand for every notice that is owed, and for every outside delivery of one that was
 * issued, in the transaction that moves this reader on.
 *
 * <p>Nobody is told twice, however often the log is read again: whom an event concerns follows from the log as it stood then, the
 * notice's id follows from the event and the person, and what the notice's own events say has happened is not done again.
 */
@Component
@ProcessingGroup(WhenSomebodyIsConcernedThenIssueNotice.PROCESSOR)
class WhenSomebodyIsConcernedThenIssueNotice {

    static final String PROCESSOR = "notices";

    private final NoticePlan plan;
    private final UnitMembers members;
    private final EventStore log;
    private final Outlets outlets;
    private final Errands errands;
    private final Clock clock;

    WhenSomebodyIsConcernedThenIssueNotice(
            NoticePlan plan, UnitMembers members, EventStore log, Outlets outlets, Errands errands, Clock clock) {
        this.plan = plan;
        this.members = members;
        this.log = log;
        this.outlets = outlets;
        this.errands = errands;
        this.clock = clock;
    }

    /** Somebody else's history is no news to anybody. */
    @EventHandler
    void on(Event event, Envelope envelope) {
        if (event instanceof NoticeIssued issued) {
            deliver(issued);
        } else if (!envelope.provenance().imported() && plan.news(envelope.recordedAt(), clock.instant())) {
            plan.draft(event, new AsTheLogStood(envelope)).ifPresent(draft -> issue(draft, envelope));
        }
    }

    private void issue(Draft draft, Envelope envelope) {
        Cause cause = new Cause(envelope.eventId(), envelope.provenance().correlationId());
        for (String personId : draft.personIds()) {
            UUID noticeId = RepeatableIds.of("notice", envelope.eventId().toString(), personId);
            if (log.lastSequenceNumberFor(Streams.notice(noticeId)).isPresent()) {
                continue;
            }
            List<NoticeChannel> channels = new ArrayList<>();
            channels.add(NoticeChannel.INBOX);
            channels.addAll(outlets.reaching(personId));
            errands.issue(
                    new IssueNotice(
                            noticeId,
                            draft.kind(),
                            personId,
                            new NoticeEvent.Fact(envelope.eventId(), envelope.aggregateId()),
                            draft.caseId(),
                            draft.dutyId(),
                            draft.gridId(),
                            draft.text(),
                            channels,
                            plan.version()),
                    cause);
        }
    }

    private void deliver(NoticeIssued issued) {
        List<NoticeChannel> outside = issued.channels().stream()
                .filter(channel -> channel != NoticeChannel.INBOX)
                .toList();
        if (!outside.isEmpty()) {
            Deliveries deliveries = errands.deliveriesOf(issued.noticeId());
            outside.stream()
                    .filter(channel -> !deliveries.settled(channel))
                    .forEach(channel -> errands.deliver(issued.noticeId(), channel));
        }
    }

    /** The log up to the event in question, so that the answer is the same whenever it is asked. */
    private final class AsTheLogStood implements Concerned {

        private final Envelope event;

        AsTheLogStood(Envelope event) {
            this.event = event;
        }

        @Override
        public List<String> peopleOf(String unitId) {
            return members.of(unitId, event.position());
        }

        @Override
        public List<String> holders(String gridId, List<String> roles) {
            Roster roster = new Roster();
            upTo(Streams.grid(gridId)).forEach(each -> roster.evolve((GridEvent) each));
            return roles.stream()
                    .flatMap(role -> roster.holders(role, event.recordedAt()).stream())
                    .distinct()
                    .toList();
        }

        @Override
        public Optional<String> gridOf(UUID caseId) {
            return upTo(Streams.caseFile(caseId))
                    .flatMap(each -> switch (each) {
                        case CaseReported reported -> Stream.of(reported.gridId());
                        case CaseEscalated escalated -> Stream.of(escalated.toGridId());
                        default -> Stream.empty();
                    })
                    .reduce((earlier, later) -> later);
        }

        private Stream<Object> upTo(String stream) {
            return log.readEvents(stream)
                    .asStream()
                    .filter(message -> position(message) <= event.position())
                    .map(DomainEventMessage::getPayload);
        }
    }

    private static long position(DomainEventMessage<?> message) {
        return message.getMetaData().get(Envelope.KEY) instanceof Envelope stored ? stored.position() : Long.MAX_VALUE;
    }
}
