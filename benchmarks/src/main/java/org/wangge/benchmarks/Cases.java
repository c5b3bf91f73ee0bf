package org.wangge.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Actor;
import org.wangge.api.casework.CaseEvent.CaseReported;
import org.wangge.api.casework.CaseKind;
import org.wangge.api.casework.Severity;
import org.wangge.api.inspection.InspectionCommand.Finding;
import org.wangge.api.plan.DefaultRules;
import org.wangge.benchmarks.Town.Cell;

/** What is found and reported: some 60 cases a day beside those that inspections find. */
final class Cases {

    static final List<String> CATEGORIES = List.of("FIRE", "GAS", "WATER", "TRAFFIC", "BUILDING", "ENVIRONMENT");

    private final Town town;

    Cases(Town town) {
        this.town = town;
    }

    void begin() {
        town.at(Town.START, this::day);
    }

    private void day() {
        for (int report = 0; report < 30; report++) {
            town.within(0.1, 11, this::reported);
        }
        town.in(Duration.ofDays(1), this::day);
    }

    private void reported() {
        Cell cell = town.anyCell();
        int grade = town.random.nextInt(25);
        Severity severity = grade == 0 ? Severity.MAJOR : grade < 5 ? Severity.SERIOUS : Severity.GENERAL;
        String category = CATEGORIES.get(town.random.nextInt(CATEGORIES.size()));
        CaseKind kind = town.one(4) ? CaseKind.COMPLAINT : CaseKind.HAZARD;
        Instant at = town.claimed(Town.START);
        begin(cell, town.id(), kind, category, severity, "安全隐患 " + town.random.nextInt(10_000), null, at);
    }

    void found(Cell cell, Finding finding, UUID inspection, Instant at) {
        begin(
                cell,
                finding.caseId(),
                CaseKind.HAZARD,
                finding.category(),
                Severity.GENERAL,
                finding.title(),
                inspection,
                at);
    }

    private void begin(
            Cell cell,
            UUID id,
            CaseKind kind,
            String category,
            Severity severity,
            String title,
            @Nullable UUID inspection,
            Instant at) {
        CaseLife life = new CaseLife(town, id, cell, severity, at);
        Actor reporter = Town.person(cell.member(), "GRID_MEMBER", cell.id());
        Instant dispatchBy = town.now().plus(DefaultRules.DISPATCH_WITHIN);
        life.step(
                new CaseReported(
                        id,
                        cell.id(),
                        kind,
                        category,
                        severity,
                        title,
                        "现场发现，需要处理。",
                        "第" + town.random.nextInt(300) + "号",
                        "30.12345",
                        "120.54321",
                        inspection,
                        List.of(),
                        null,
                        dispatchBy,
                        Town.RULES),
                at,
                reporter);
        life.begin(dispatchBy);
    }
}
