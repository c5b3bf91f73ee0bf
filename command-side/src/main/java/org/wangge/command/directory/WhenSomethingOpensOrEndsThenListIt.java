package org.wangge.command.directory;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;
import org.wangge.api.casework.CaseEvent.CaseClosed;
import org.wangge.api.casework.CaseEvent.CaseEscalated;
import org.wangge.api.casework.CaseEvent.CaseMergedAsDuplicate;
import org.wangge.api.casework.CaseEvent.CaseReopened;
import org.wangge.api.casework.CaseEvent.CaseReported;
import org.wangge.api.casework.CaseEvent.TransferOutcomeRecorded;
import org.wangge.api.duty.DutyEvent.DutyEstablished;
import org.wangge.api.duty.DutyEvent.DutyRetired;
import org.wangge.api.grid.GridEvent.GridDefined;
import org.wangge.api.grid.GridEvent.GridMoved;
import org.wangge.api.grid.GridEvent.GridRetired;

/** Keeps the list of what is open in each grid, from the log. */
@Component
@ProcessingGroup(OpenItemRows.PROCESSOR)
final class WhenSomethingOpensOrEndsThenListIt {

    private final OpenItemRows rows;

    WhenSomethingOpensOrEndsThenListIt(OpenItemRows rows) {
        this.rows = rows;
    }

    @EventHandler
    void on(GridDefined event) {
        if (event.parentId() != null) {
            rows.put(OpenItemRows.GRID, event.gridId(), event.parentId());
        }
    }

    @EventHandler
    void on(GridMoved event) {
        rows.put(OpenItemRows.GRID, event.gridId(), event.toParentId());
    }

    @EventHandler
    void on(GridRetired event) {
        rows.remove(OpenItemRows.GRID, event.gridId());
    }

    @EventHandler
    void on(DutyEstablished event) {
        rows.put(OpenItemRows.DUTY, event.dutyId(), event.gridId());
    }

    @EventHandler
    void on(DutyRetired event) {
        rows.remove(OpenItemRows.DUTY, event.dutyId());
    }

    @EventHandler
    void on(CaseReported event) {
        rows.put(OpenItemRows.CASE, event.caseId().toString(), event.gridId());
    }

    @EventHandler
    void on(CaseEscalated event) {
        rows.put(OpenItemRows.CASE, event.caseId().toString(), event.toGridId());
    }

    @EventHandler
    void on(CaseClosed event) {
        rows.close(event.caseId().toString());
    }

    @EventHandler
    void on(CaseMergedAsDuplicate event) {
        rows.close(event.caseId().toString());
    }

    @EventHandler
    void on(TransferOutcomeRecorded event) {
        if (event.settled()) {
            rows.close(event.caseId().toString());
        }
    }

    @EventHandler
    void on(CaseReopened event) {
        rows.reopen(event.caseId().toString());
    }
}
