package org.wangge.benchmarks.peers;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wangge.api.casework.CaseKind;
import org.wangge.api.casework.Severity;
import tools.jackson.databind.json.JsonMapper;

/** The service that keeps the entities and their audit table. */
@Service
class PlainCases implements Doing {

    private static final String ACTOR = "wang.fang";

    private final EntityManager entities;
    private final JsonMapper json;
    private final Clock clock = Clock.systemUTC();

    PlainCases(EntityManager entities, JsonMapper json) {
        this.entities = entities;
        this.json = json;
    }

    @Transactional
    public void report(Requests.Report body) {
        Instant now = clock.instant();
        entities.persist(new PlainCase(body, now));
        entities.persist(new AuditRow(body.caseId(), "REPORTED", ACTOR, json.writeValueAsString(body), now));
    }

    @Transactional
    public void take(UUID caseId, Requests.Measure body) {
        Instant now = clock.instant();
        PlainCase found = entities.find(PlainCase.class, caseId);
        if (found == null) {
            throw new IllegalStateException("no case " + caseId);
        }
        found.take(body.measure(), now);
        entities.persist(new AuditRow(caseId, "MEASURE_TAKEN", ACTOR, json.writeValueAsString(body), now));
    }

    @Override
    @Transactional
    public void create(UUID caseId) {
        report(new Requests.Report(caseId, Texts.GRID, CaseKind.HAZARD, Texts.CATEGORY, Severity.GENERAL, Texts.TITLE));
    }

    @Override
    @Transactional
    public void step(UUID caseId) {
        take(caseId, new Requests.Measure(Texts.MEASURE));
    }

    @Override
    @Transactional
    public void fill(java.util.List<UUID> caseIds) {
        Doing.super.fill(caseIds);
    }
}
