package org.wangge.query.ledger;

import java.time.Instant;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Envelope;
import org.wangge.api.casework.CaseEvent.ExtensionGranted;
import org.wangge.api.casework.CaseEvent.ExtensionRefused;
import org.wangge.api.casework.CaseEvent.ExtensionRequested;
import org.wangge.api.casework.CaseEvent.InterimMeasureTaken;
import org.wangge.api.casework.CaseEvent.RectificationPlanned;
import org.wangge.api.casework.CaseEvent.RectificationSubmitted;
import org.wangge.api.casework.CaseEvent.RectificationVerified;
import org.wangge.api.casework.CaseEvent.VerificationFailed;
import org.wangge.api.casework.CaseStage;
import org.wangge.query.version.Former;
import org.wangge.query.version.Row;

/** 整改: what was planned, put off, submitted and verified. */
final class CaseRectificationProjection {

    private final CaseVersions cases;

    CaseRectificationProjection(CaseVersions cases) {
        this.cases = cases;
    }

    @EventHandler
    void on(RectificationPlanned event, Envelope envelope) {
        cases.advance(event, envelope, new Row().set("planned", true).set("plan_person", event.personId()));
    }

    @EventHandler
    void on(InterimMeasureTaken event, Envelope envelope) {
        cases.advance(event, envelope, new Row());
    }

    @EventHandler
    void on(ExtensionRequested event, Envelope envelope) {
        cases.advance(event, envelope, new Row().set("extension_pending", true));
    }

    @EventHandler
    void on(ExtensionGranted event, Envelope envelope) {
        cases.advance(
                event,
                envelope,
                new Row()
                        .set("extension_pending", false)
                        .count("extensions")
                        .set("due_at", event.newDueAt())
                        .derive("deadline", former -> deadline(former, event.newDueAt())));
    }

    @EventHandler
    void on(ExtensionRefused event, Envelope envelope) {
        cases.advance(event, envelope, new Row().set("extension_pending", false));
    }

    @EventHandler
    void on(RectificationSubmitted event, Envelope envelope) {
        cases.advance(
                event,
                envelope,
                CaseVersions.waitsFor(
                        new Row().set("rectifier", event.rectifier()).set("rectified_at", envelope.occurredAt()),
                        "RECTIFIED",
                        CaseStage.VERIFY,
                        envelope,
                        event.verifyBy()));
    }

    @EventHandler
    void on(RectificationVerified event, Envelope envelope) {
        cases.advance(
                event,
                envelope,
                CaseVersions.waitsFor(
                        new Row().set("verifier", event.verifier()).set("verified_at", envelope.occurredAt()),
                        "VERIFIED",
                        CaseStage.CLOSE,
                        envelope,
                        event.closeBy()));
    }

    @EventHandler
    void on(VerificationFailed event, Envelope envelope) {
        cases.advance(
                event,
                envelope,
                CaseVersions.waitsFor(
                        new Row()
                                .set("verifier", event.verifier())
                                .set("rectified_at", null)
                                .count("returns"),
                        "ACCEPTED",
                        CaseStage.RECTIFY,
                        envelope,
                        event.rectifyBy()));
    }

    /** Until a case is accepted both deadlines run. */
    private static @Nullable Instant deadline(Former former, Instant newDueAt) {
        String stage = former.text("stage");
        if (CaseStage.RECTIFY.name().equals(stage)) {
            return newDueAt;
        }
        if (CaseStage.ACCEPT.name().equals(stage)) {
            return CaseVersions.earlier(former.instant("accept_by"), newDueAt);
        }
        return former.instant("deadline");
    }
}
