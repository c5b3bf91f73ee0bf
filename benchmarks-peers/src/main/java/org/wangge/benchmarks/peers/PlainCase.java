package org.wangge.benchmarks.peers;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A case as an entity: what it is now, and no more. */
@Entity
@Table(name = "plain_case", indexes = @Index(name = "plain_case_grid", columnList = "gridId"))
class PlainCase {

    @Id
    private @Nullable UUID caseId;

    @Version
    private @Nullable Long version;

    @Column(nullable = false)
    private String gridId = "";

    @Column(nullable = false)
    private String kind = "";

    @Column(nullable = false)
    private String category = "";

    @Column(nullable = false)
    private String severity = "";

    @Column(nullable = false)
    private String title = "";

    private boolean open = true;
    private int measures;
    private @Nullable String lastMeasure;
    private @Nullable Instant reportedAt;
    private @Nullable Instant changedAt;

    protected PlainCase() {}

    PlainCase(Requests.Report body, Instant at) {
        this.caseId = body.caseId();
        this.gridId = body.gridId();
        this.kind = body.kind().name();
        this.category = body.category();
        this.severity = body.severity().name();
        this.title = body.title();
        this.reportedAt = at;
        this.changedAt = at;
    }

    void take(String measure, Instant at) {
        if (!open) {
            throw new IllegalStateException(caseId + " is not open");
        }
        measures++;
        lastMeasure = measure;
        changedAt = at;
    }
}
