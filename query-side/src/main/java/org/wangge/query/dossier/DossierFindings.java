package org.wangge.query.dossier;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wangge.query.dossier.DossierPage.Column;
import org.wangge.query.dossier.DossierPage.Row;
import org.wangge.query.reconstruction.Reconstruction;
import org.wangge.query.reconstruction.Reconstruction.DutyInForce;
import org.wangge.query.reconstruction.Reconstruction.EndedCase;
import org.wangge.query.reconstruction.Reconstruction.Entry;
import org.wangge.query.reconstruction.Reconstruction.Escalation;
import org.wangge.query.reconstruction.Reconstruction.Inspection;
import org.wangge.query.reconstruction.Reconstruction.Lapse;
import org.wangge.query.reconstruction.Reconstruction.OpenCase;
import org.wangge.query.reconstruction.Reconstruction.Told;

/** What was done, found, told, missed and escalated, and what was written in afterwards: the sections with a line for each. */
final class DossierFindings {

    private final DossierPage page;
    private final DossierWords words;
    private final Markup markup;

    DossierFindings(DossierPage page) {
        this.page = page;
        this.words = page.words;
        this.markup = page.markup;
    }

    void write(Reconstruction found) {
        page.section(
                "inspections",
                found.inspections(),
                List.of(
                        new Column("inspection.when", "w20"),
                        new Column("inspection.what", "w24"),
                        new Column("inspection.timing", "w20"),
                        new Column("inspection.result", null)),
                Inspection::basis,
                this::inspection);
        page.section(
                "openCases",
                found.openCases(),
                List.of(
                        new Column("case.title", null),
                        new Column("case.stage", "w20"),
                        new Column("case.holder", "w20"),
                        new Column("case.deadline", "w20")),
                OpenCase::basis,
                this::openCase,
                this::told);
        page.section(
                "endedCases",
                found.endedCases(),
                List.of(
                        new Column("case.title", null),
                        new Column("ended.lived", "w30"),
                        new Column("ended.outcome", "w20")),
                EndedCase::basis,
                this::endedCase);
        page.section(
                "duties",
                found.duties(),
                List.of(
                        new Column("duty.what", null),
                        new Column("duty.where", "w20"),
                        new Column("duty.when", "w24"),
                        new Column("duty.state", "w20")),
                DutyInForce::basis,
                this::duty);
        page.section(
                "lapses",
                found.lapses(),
                List.of(
                        new Column("lapse.window", "w24"),
                        new Column("lapse.what", null),
                        new Column("lapse.status", "w24"),
                        new Column("lapse.responsible", "w16")),
                Lapse::basis,
                this::lapse);
        page.section(
                "escalations",
                found.escalations(),
                List.of(
                        new Column("escalation.case", null),
                        new Column("escalation.due", "w24"),
                        new Column("lapse.responsible", "w16"),
                        new Column("escalation.made", "w20")),
                Escalation::basis,
                this::escalation);
    }

    void afterwards(Reconstruction found) {
        page.afterwards(
                "recordedAfterwards",
                found.recordedAfterwards(),
                List.of(
                        new Column("entry.recorded", "w30"),
                        new Column("entry.occurred", "w16"),
                        new Column("entry.what", null)),
                Entry::basis,
                this::entry);
    }

    private void inspection(Inspection each, Row row) {
        row.cell(() -> {
            page.line(words.minute(each.beganAt()));
            if (each.endedAt() != null) {
                page.small(words.say("inspection.until", "endedAt", each.endedAt()));
            }
        });
        row.cell(() -> {
            page.line(grid(each.gridId(), each.gridName()));
            page.line(words.say(
                    "inspection.by", "kind", words.code("InspectionKind", each.kind()), "inspector", each.inspector()));
        });
        row.cell(() -> {
            page.line(words.code("Timing", each.timing()));
            if (each.dutyId() != null) {
                page.small(words.say("inspection.duty", "dutyId", each.dutyId()));
            }
            if (each.windowStart() != null) {
                page.small(words.say(
                        "inspection.window", "windowStart", each.windowStart(), "windowEnd", each.windowEnd()));
            }
        });
        row.cell(() -> {
            page.line(words.say(
                    "inspection.counts",
                    "passed",
                    each.passed(),
                    "failed",
                    each.failed(),
                    "notApplicable",
                    each.notApplicable()));
            if (!each.failedItems().isEmpty()) {
                page.line(words.say("inspection.failed", "items", each.failedItems()));
            }
            if (!each.caseIds().isEmpty()) {
                page.small(words.say("inspection.cases", "cases", each.caseIds()));
            }
            if (each.corrections() > 0) {
                page.small(words.say("inspection.corrections", "corrections", each.corrections()));
            }
        });
    }

    private void openCase(OpenCase each, Row row) {
        row.cell(() -> {
            page.line(each.title());
            page.small(words.say(
                    "case.what", "category", each.category(), "severity", words.code("Severity", each.severity())));
            page.small(grid(each.gridId(), each.gridName()));
            page.small(words.say("case.reported", "reportedAt", each.reportedAt(), "reporter", each.reporter()));
            page.small(words.say("case.id", "caseId", each.caseId()));
        });
        row.cell(() -> {
            page.line(words.code("CaseState", each.state()));
            if (each.stage() != null) {
                page.line(words.say("case.waits", "stage", words.code("CaseStage", each.stage())));
            }
            page.small(words.say("case.since", "since", each.stageSince()));
            if (each.knownThen() != null) {
                page.line(words.say("case.knownThen", "knownThen", knownThen(each.knownThen())));
            }
        });
        row.cell(() -> page.line(words.say(
                "holder.text",
                "kind",
                words.code("Holder", each.holderKind()),
                "name",
                each.holderName() == null ? each.holder() : each.holderName(),
                "code",
                each.holderName() == null ? null : each.holder())));
        row.cell(() -> deadlines(each));
    }

    private String knownThen(String code) {
        String state = words.code("CaseState", code);
        return state.equals(code) ? words.code("CaseStage", code) : state;
    }

    private void deadlines(OpenCase each) {
        if (each.deadline() != null) {
            page.line(words.say("case.deadline.text", "deadline", each.deadline()));
        }
        if (each.dueAt() != null) {
            page.line(words.say("case.due", "dueAt", each.dueAt()));
        }
        if (each.overdueSeconds() != null && each.overdueSeconds() > 0) {
            markup.line(
                    "p",
                    "tag",
                    words.say("case.overdue", "overdue", words.span(Duration.ofSeconds(each.overdueSeconds()))));
        } else if (each.deadline() == null && each.dueAt() == null) {
            page.line(words.say("case.noDeadline"));
        } else {
            page.line(words.say("case.inTime"));
        }
        List<String> history = new ArrayList<>();
        counted(history, "case.extended", "extensions", each.extensions());
        counted(history, "case.rejected", "rejections", each.rejections());
        counted(history, "case.returned", "returns", each.returns());
        counted(history, "case.urged", "urges", each.urges());
        if (each.supervisor() != null) {
            history.add(words.say("case.supervised", "supervisor", each.supervisor()));
        }
        if (each.workStopped()) {
            history.add(words.say("case.workStopped"));
        }
        if (!history.isEmpty()) {
            page.small(String.join(words.say("list.semicolon"), history));
        }
    }

    private void counted(List<String> history, String key, String name, int count) {
        if (count > 0) {
            history.add(words.say(key, name, count));
        }
    }

    /** Who knew: each notice by itself, since each rests on its own events. */
    private void told(OpenCase each, int width) {
        String style = each.basis().afterwards() == null ? "told" : "told late";
        if (each.told().isEmpty()) {
            markup.raw("<tr class=\"" + style + "\"><td class=\"said\" colspan=\"" + width + "\">")
                    .text(words.say("told.none"))
                    .raw("</td></tr>");
        }
        for (Told told : each.told()) {
            markup.raw("<tr class=\"" + style + "\"><td class=\"said\" colspan=\"" + (width - 1) + "\">")
                    .text(words.say("told") + "　" + toldWords(told))
                    .raw("</td>");
            page.rests(told.eventIds());
            markup.raw("</tr>");
        }
    }

    private String toldWords(Told told) {
        return String.join(
                words.say("list.semicolon"),
                words.say(
                        "told.text",
                        "kind",
                        words.code("NoticeKind", told.kind()),
                        "recipient",
                        told.recipient(),
                        "issuedAt",
                        told.issuedAt()),
                told.deliveredAt() == null
                        ? words.say("told.undelivered")
                        : words.say("told.delivered", "deliveredAt", told.deliveredAt()),
                told.readAt() == null ? words.say("told.unread") : words.say("told.read", "readAt", told.readAt()));
    }

    private void endedCase(EndedCase each, Row row) {
        row.cell(() -> {
            page.line(each.title());
            page.small(words.say(
                    "case.what", "category", each.category(), "severity", words.code("Severity", each.severity())));
            page.small(each.gridId());
            page.small(words.say("case.id", "caseId", each.caseId()));
        });
        row.cell(() -> {
            page.line(words.say("ended.reported", "reportedAt", each.reportedAt()));
            page.line(words.say("ended.ended", "endedAt", each.endedAt()));
        });
        row.cell(() -> {
            page.line(words.code("CaseState", each.state()));
            page.line(words.say(each.inTime() ? "ended.inTime" : "ended.late"));
        });
    }

    private void duty(DutyInForce each, Row row) {
        row.cell(() -> {
            page.line(each.title() == null ? words.code("DutyKind", each.kind()) : each.title());
            page.small(words.code("DutyKind", each.kind()) + " · " + each.dutyId());
        });
        row.cell(() -> {
            page.line(each.gridId());
            page.line(words.code("Role", each.role()));
        });
        row.cell(() -> page.line(each.recurrence()));
        row.cell(() -> {
            page.line(words.code("DutyState", each.state()));
            page.small(words.say("duty.since", "since", each.since()));
            page.small(words.say("duty.rules", "rules", each.rules()));
        });
    }

    private void lapse(Lapse each, Row row) {
        row.cell(() -> {
            page.line(words.say("lapse.window.text", "windowStart", each.windowStart(), "windowEnd", each.windowEnd()));
            page.small(words.say("lapse.due", "dueAt", each.dueAt()));
        });
        row.cell(() -> {
            page.line(each.dutyId());
            page.small(each.gridId() + " · " + words.code("Role", each.role()));
        });
        row.cell(() -> {
            markup.line("p", "tag", words.code("Lapse", each.status()));
            if (each.doneAt() != null) {
                page.small(words.say("lapse.done", "doneAt", each.doneAt(), "personId", each.personId()));
            }
            page.small(words.say("duty.rules", "rules", each.rules()));
        });
        row.cell(() -> responsible(each.responsible()));
    }

    private void escalation(Escalation each, Row row) {
        row.cell(() -> {
            page.line(each.title());
            page.line(words.say("escalation.stage", "stage", words.code("CaseStage", each.stage())));
            page.small(each.gridId());
            page.small(words.say("case.id", "caseId", each.caseId()));
        });
        row.cell(() -> {
            page.line(words.say("escalation.dueAt", "dueAt", each.dueAt()));
            page.line(words.say("escalation.overdueAt", "overdueAt", each.overdueAt()));
            page.small(words.say("duty.rules", "rules", each.rules()));
        });
        row.cell(() -> responsible(each.responsible()));
        row.cell(() -> {
            if (each.madeAt() == null) {
                markup.line("p", "tag", words.say("escalation.no"));
            } else {
                page.line(words.say("escalation.yes", "madeAt", each.madeAt(), "toGridId", each.toGridId()));
            }
        });
    }

    private void responsible(List<String> people) {
        if (people.isEmpty()) {
            page.line(words.say("lapse.nobody"));
        }
        people.forEach(page::line);
    }

    private void entry(Entry each, Row row) {
        row.cell(() -> page.small(words.say("entry.actor", "actor", each.actor())));
        row.cell(() -> page.line(words.minute(each.claimedAt())));
        row.cell(() -> {
            page.line(each.wordsZh());
            page.small(each.stream());
        });
    }

    private static String grid(String gridId, @Nullable String name) {
        return name == null ? gridId : name + "（" + gridId + "）";
    }
}
