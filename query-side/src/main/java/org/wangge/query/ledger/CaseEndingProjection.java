package org.wangge.query.ledger;

import org.axonframework.eventhandling.EventHandler;
import org.wangge.api.Envelope;
import org.wangge.api.casework.CaseEvent.CaseClosed;
import org.wangge.api.casework.CaseEvent.CaseCorrected;
import org.wangge.api.casework.CaseEvent.CaseMergedAsDuplicate;
import org.wangge.api.casework.CaseEvent.CaseReopened;
import org.wangge.api.casework.CaseStage;
import org.wangge.query.version.Row;

/** 办结: how a case ended, began again, and was set right. */
final class CaseEndingProjection {

    private final CaseVersions cases;

    CaseEndingProjection(CaseVersions cases) {
        this.cases = cases;
    }

    @EventHandler
    void on(CaseClosed event, Envelope envelope) {
        cases.advance(
                event, envelope, CaseVersions.ended(new Row().set("outcome", event.outcome()), "CLOSED", envelope));
    }

    @EventHandler
    void on(CaseReopened event, Envelope envelope) {
        cases.advance(
                event,
                envelope,
                CaseVersions.waitsFor(
                        CaseVersions.notHeld(new Row())
                                .set("closed_at", null)
                                .set("outcome", null)
                                .count("reopenings"),
                        "REPORTED",
                        CaseStage.DISPATCH,
                        envelope,
                        event.dispatchBy()));
    }

    @EventHandler
    void on(CaseMergedAsDuplicate event, Envelope envelope) {
        cases.advance(
                event,
                envelope,
                CaseVersions.ended(
                        new Row().set("original_case_id", event.originalCaseId().toString()), "MERGED", envelope));
    }

    @EventHandler
    void on(CaseCorrected event, Envelope envelope) {
        cases.correct(
                event,
                envelope,
                new Row()
                        .setIfGiven("category", event.category())
                        .setIfGiven("title", event.title())
                        .setIfGiven("place", event.place())
                        .count("corrections"));
    }
}
