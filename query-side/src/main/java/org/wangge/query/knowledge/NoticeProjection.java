package org.wangge.query.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.Actor;
import org.wangge.api.Envelope;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.casework.CaseEvent.CaseEscalated;
import org.wangge.api.casework.CaseEvent.CaseReported;
import org.wangge.api.notice.NoticeEvent.NoticeDelivered;
import org.wangge.api.notice.NoticeEvent.NoticeDeliveryFailed;
import org.wangge.api.notice.NoticeEvent.NoticeIssued;
import org.wangge.api.notice.NoticeEvent.NoticeRead;
import org.wangge.query.version.Row;

/** Keeps every notice, what became of it, and who acted on which case. */
final class NoticeProjection {

    private final JdbcClient sql;

    NoticeProjection(JdbcClient sql) {
        this.sql = sql;
    }

    @EventHandler
    void on(NoticeIssued event, Envelope envelope) {
        insert(
                "notice (event_id, position, occurred_at, recorded_at, notice_id, kind, person_id, about_event_id,"
                        + " about_stream, case_id, duty_id, grid_id, text, channels, rules)",
                envelope,
                event.noticeId().toString(),
                event.kind(),
                event.personId(),
                event.about().eventId(),
                event.about().stream(),
                text(event.caseId()),
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
        List<@Nullable Object> values = new ArrayList<>();
        values.add(noticeId.toString());
        values.add(fact);
        for (Object value : rest) {
            values.add(value);
        }
        insert(
                "notice_fact (event_id, position, occurred_at, recorded_at, notice_id, fact, channel, attempt, fault, last)",
                envelope,
                values.toArray());
    }

    /** What a process of Wangge did, or an import copied, is no act of a person who would know of it. */
    @EventHandler
    void on(CaseEvent event, Envelope envelope) {
        String caseId = event.caseId().toString();
        if (event instanceof CaseReported reported) {
            lies(envelope, caseId, reported.gridId());
        } else if (event instanceof CaseEscalated escalated) {
            lies(envelope, caseId, escalated.toGridId());
        }
        Actor actor = envelope.provenance().actor();
        if (!actor.account().equals(Actor.SYSTEM_ACCOUNT)
                && !envelope.provenance().imported()) {
            insert(
                    "case_act (event_id, position, occurred_at, recorded_at, case_id, person_id, type)",
                    envelope,
                    caseId,
                    actor.identity(),
                    envelope.type());
        }
    }

    private void lies(Envelope envelope, String caseId, String gridId) {
        insert("case_grid (event_id, position, occurred_at, recorded_at, case_id, grid_id)", envelope, caseId, gridId);
    }

    private void insert(String table, Envelope envelope, @Nullable Object... values) {
        List<@Nullable Object> bound = new ArrayList<>();
        bound.add(envelope.eventId());
        bound.add(envelope.position());
        bound.add(Row.stored(envelope.occurredAt()));
        bound.add(Row.stored(envelope.recordedAt()));
        for (Object value : values) {
            bound.add(Row.stored(value));
        }
        sql.sql("insert into " + table + " values (?" + ", ?".repeat(bound.size() - 1) + ")")
                .params(bound)
                .update();
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
