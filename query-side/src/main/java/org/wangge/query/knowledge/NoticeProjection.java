package org.wangge.query.knowledge;

import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.wangge.api.Actor;
import org.wangge.api.Envelope;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.casework.CaseEvent.CaseEscalated;
import org.wangge.api.casework.CaseEvent.CaseReported;
import org.wangge.api.notice.NoticeEvent.NoticeDelivered;
import org.wangge.api.notice.NoticeEvent.NoticeDeliveryFailed;
import org.wangge.api.notice.NoticeEvent.NoticeIssued;
import org.wangge.api.notice.NoticeEvent.NoticeRead;
import org.wangge.query.replay.Buffering;
import org.wangge.query.version.Additions;

/** Keeps every notice, what became of it, and who acted on which case. */
final class NoticeProjection implements Buffering {

    private final Additions notices;
    private final Additions facts;
    private final Additions acts;
    private final Additions grids;

    NoticeProjection(JdbcOperations jdbc) {
        this.notices = additions(
                jdbc,
                "notice",
                "notice_id",
                "kind",
                "person_id",
                "about_event_id",
                "about_stream",
                "case_id",
                "duty_id",
                "grid_id",
                "text",
                "channels",
                "rules");
        this.facts = additions(jdbc, "notice_fact", "notice_id", "fact", "channel", "attempt", "fault", "last");
        this.acts = additions(jdbc, "case_act", "case_id", "person_id", "type");
        this.grids = additions(jdbc, "case_grid", "case_id", "grid_id");
    }

    private static Additions additions(JdbcOperations jdbc, String table, String... own) {
        return new Additions(
                jdbc,
                table,
                Stream.concat(Stream.of("event_id", "position", "occurred_at", "recorded_at"), Stream.of(own))
                        .toArray(String[]::new));
    }

    @Override
    public void begin(boolean continued) {
        Stream.of(notices, facts, acts, grids).forEach(each -> each.begin(continued));
    }

    @Override
    public void flush() {
        Stream.of(notices, facts, acts, grids).forEach(Additions::flush);
    }

    @EventHandler
    void on(NoticeIssued event, Envelope envelope) {
        add(
                notices,
                envelope,
                event.noticeId(),
                event.kind(),
                event.personId(),
                event.about().eventId(),
                event.about().stream(),
                event.caseId(),
                event.dutyId(),
                event.gridId(),
                event.text(),
                event.channels(),
                event.rules());
    }

    @EventHandler
    void on(NoticeDelivered event, Envelope envelope) {
        fact(envelope, event.noticeId(), "DELIVERED", event.channel(), event.attempt(), null, null);
    }

    @EventHandler
    void on(NoticeDeliveryFailed event, Envelope envelope) {
        fact(envelope, event.noticeId(), "FAILED", event.channel(), event.attempt(), event.fault(), event.last());
    }

    @EventHandler
    void on(NoticeRead event, Envelope envelope) {
        fact(envelope, event.noticeId(), "READ", null, null, null, null);
    }

    private void fact(Envelope envelope, UUID noticeId, String fact, @Nullable Object... rest) {
        add(
                facts,
                envelope,
                Stream.concat(Stream.of(noticeId, fact), Arrays.stream(rest)).toArray());
    }

    /** What a process of Wangge did, or an import copied, is no act of a person who would know of it. */
    @EventHandler
    void on(CaseEvent event, Envelope envelope) {
        if (event instanceof CaseReported reported) {
            add(grids, envelope, event.caseId(), reported.gridId());
        } else if (event instanceof CaseEscalated escalated) {
            add(grids, envelope, event.caseId(), escalated.toGridId());
        }
        Actor actor = envelope.provenance().actor();
        if (!actor.account().equals(Actor.SYSTEM_ACCOUNT)
                && !envelope.provenance().imported()) {
            add(acts, envelope, event.caseId(), actor.identity(), envelope.type());
        }
    }

    private static void add(Additions table, Envelope envelope, @Nullable Object... values) {
        table.add(Stream.concat(
                        Stream.of(
                                envelope.eventId(), envelope.position(), envelope.occurredAt(), envelope.recordedAt()),
                        Arrays.stream(values))
                .toArray());
    }
}
