package org.wangge.command.duty;

import java.time.Instant;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wangge.api.Envelope;
import org.wangge.api.Streams;
import org.wangge.api.duty.DutyEvent;
import org.wangge.api.duty.DutyEvent.DutyEstablished;
import org.wangge.api.duty.DutySchedule;

/** Folds a duty's schedule from its stream; the stream is short, so nothing is kept and nothing can be stale. */
@Component
final class LoggedDutySchedules implements DutySchedules {

    private final EventStore events;

    LoggedDutySchedules(EventStore events) {
        this.events = events;
    }

    @Override
    public Optional<DutySchedule> of(String dutyId) {
        DutySchedule schedule = null;
        DomainEventStream stream = events.readEvents(Streams.duty(dutyId));
        while (stream.hasNext()) {
            DomainEventMessage<?> message = stream.next();
            schedule = next(schedule, (DutyEvent) message.getPayload(), recordedAt(message));
        }
        return Optional.ofNullable(schedule);
    }

    private static DutySchedule next(@Nullable DutySchedule schedule, DutyEvent event, Instant recordedAt) {
        if (schedule != null) {
            return schedule.after(event, recordedAt);
        }
        return DutySchedule.establishedBy((DutyEstablished) event, recordedAt);
    }

    /** An event of the unit of work that is under way has no envelope yet; it is being recorded now. */
    private static Instant recordedAt(DomainEventMessage<?> message) {
        Object envelope = message.getMetaData().get(Envelope.KEY);
        return envelope instanceof Envelope stored ? stored.recordedAt() : message.getTimestamp();
    }
}
