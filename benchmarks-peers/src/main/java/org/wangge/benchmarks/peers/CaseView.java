package org.wangge.benchmarks.peers;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.wangge.api.casework.CaseEvent.CaseReported;
import org.wangge.api.casework.CaseEvent.InterimMeasureTaken;

/** The one view that stock Axon keeps, where it is asked to: one row per case, by entities. */
@Component
@ProcessingGroup(CaseView.NAME)
@ConditionalOnProperty(name = "peer.view", havingValue = "true")
class CaseView {

    static final String NAME = "cases";

    private final EntityManager entities;

    CaseView(EntityManager entities) {
        this.entities = entities;
    }

    @EventHandler
    void on(CaseReported event, @Timestamp Instant at) {
        entities.persist(new CaseRow(event, at));
    }

    @EventHandler
    void on(InterimMeasureTaken event, @Timestamp Instant at) {
        CaseRow row = entities.find(CaseRow.class, event.caseId());
        if (row == null) {
            throw new IllegalStateException("no case " + event.caseId());
        }
        row.take(event.measure(), at);
    }
}
