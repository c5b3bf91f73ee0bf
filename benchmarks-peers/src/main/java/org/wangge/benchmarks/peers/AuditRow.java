package org.wangge.benchmarks.peers;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who did what to which case, written beside it. */
@Entity
@Table(name = "audit_row", indexes = @Index(name = "audit_row_case", columnList = "caseId, at"))
class AuditRow {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE)
    private @Nullable Long id;

    @Column(nullable = false)
    private UUID caseId = new UUID(0, 0);

    @Column(nullable = false)
    private String action = "";

    @Column(nullable = false)
    private String actor = "";

    @Column(nullable = false, columnDefinition = "text")
    private String details = "";

    @Column(nullable = false)
    private Instant at = Instant.EPOCH;

    protected AuditRow() {}

    AuditRow(UUID caseId, String action, String actor, String details, Instant at) {
        this.caseId = caseId;
        this.action = action;
        this.actor = actor;
        this.details = details;
        this.at = at;
    }
}
