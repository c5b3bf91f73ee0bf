package org.wangge.benchmarks.peers;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.casework.CaseEvent.CaseReported;

/** A row of the one view that stock Axon keeps. */
@Entity
@Table(name = "case_row", indexes = @Index(name = "case_row_grid", columnList = "gridId"))
class CaseRow {

    @Id
    private @Nullable UUID caseId;

    @Column(nullable = false)
    private String gridId = "";

    @Column(nullable = false)
    private String category = "";

    @Column(nullable = false)
    private String severity = "";

    @Column(nullable = false)
    private String title = "";

    private int measures;
    private @Nullable String lastMeasure;
    private @Nullable Instant reportedAt;
    private @Nullable Instant changedAt;

    protected CaseRow() {}

    CaseRow(CaseReported event, Instant at) {
        this.caseId = event.caseId();
        this.gridId = event.gridId();
        this.category = event.category();
        this.severity = event.severity().name();
        this.title = event.title();
        this.reportedAt = at;
        this.changedAt = at;
    }

    void take(String measure, Instant at) {
        measures++;
        lastMeasure = measure;
        changedAt = at;
    }
}
