package org.wangge.command.incident;

import static org.wangge.command.incident.IncidentBench.INCIDENT;
import static org.wangge.command.incident.IncidentBench.LEADER;
import static org.wangge.command.incident.IncidentBench.MEMBER;
import static org.wangge.command.incident.IncidentBench.amendment;
import static org.wangge.command.incident.IncidentBench.hour;
import static org.wangge.command.incident.IncidentBench.report;

import org.junit.jupiter.api.Test;
import org.wangge.api.CommonRefusal;
import org.wangge.api.incident.Casualties;
import org.wangge.api.incident.IncidentCommand.AmendIncident;
import org.wangge.api.incident.IncidentCommand.ReportIncident;
import org.wangge.api.incident.IncidentEvent.IncidentAmended;
import org.wangge.api.incident.IncidentEvent.IncidentReported;
import org.wangge.api.incident.IncidentRefusal;
import org.wangge.api.incident.IncidentSeverity;

/** 报告与续报. */
class IncidentReportTest {

    @Test
    void anIncidentIsReportedAsItIsTold() {
        new IncidentBench()
                .when(report(), hour(0), MEMBER)
                .yields(new IncidentReported(
                        INCIDENT, "G-1", IncidentSeverity.GENERAL, "Fall", null, "Stairs", null, new Casualties(0, 1)));
    }

    @Test
    void anIncidentHappensInAGridThatStands() {
        new IncidentBench().when(in("G-9"), hour(0), MEMBER).isRefused(CommonRefusal.UNKNOWN_GRID, "/gridId");
        new IncidentBench().when(in("G-2"), hour(0), MEMBER).isRefused(CommonRefusal.RETIRED_GRID, "/gridId");
    }

    private static ReportIncident in(String gridId) {
        return new ReportIncident(INCIDENT, gridId, IncidentSeverity.GENERAL, "Fall", null, null, null, null);
    }

    private static ReportIncident with(Casualties casualties) {
        return new ReportIncident(INCIDENT, "G-1", IncidentSeverity.GENERAL, "Fall", null, null, null, casualties);
    }

    @Test
    void casualtiesAreCountedFromZero() {
        new IncidentBench().when(with(new Casualties(0, 0)), hour(0), MEMBER).yieldsSomething();
        new IncidentBench()
                .when(with(new Casualties(-1, 0)), hour(0), MEMBER)
                .isRefused(IncidentRefusal.CASUALTIES_BELOW_ZERO, "/casualties/deaths");
        new IncidentBench()
                .when(with(new Casualties(0, -1)), hour(0), MEMBER)
                .isRefused(IncidentRefusal.CASUALTIES_BELOW_ZERO, "/casualties/seriouslyInjured");
    }

    @Test
    void anAmendmentNamesWhatItAmends() {
        new IncidentBench()
                .reported()
                .opened()
                .given(amendment(null, null, "Fall from a height"), hour(12), MEMBER)
                .found()
                .when(amendment(hour(-1), "G-3", null), hour(30), LEADER)
                .yields(new IncidentAmended(
                        INCIDENT, 2, "checked", hour(-1), "G-3", null, null, null, null, null, null));
    }

    @Test
    void anAmendmentChangesSomething() {
        new IncidentBench()
                .reported()
                .when(amendment(null, null, null), hour(1), LEADER)
                .isRefused(IncidentRefusal.AMENDMENT_CHANGES_NOTHING);
        new IncidentBench()
                .reported()
                .when(
                        new AmendIncident(
                                INCIDENT,
                                "again",
                                hour(0),
                                "G-1",
                                IncidentSeverity.GENERAL,
                                "Fall",
                                null,
                                "Stairs",
                                null,
                                new Casualties(0, 1)),
                        hour(1),
                        LEADER)
                .isRefused(IncidentRefusal.AMENDMENT_CHANGES_NOTHING);
    }

    @Test
    void anAmendedGridStands() {
        new IncidentBench()
                .reported()
                .when(amendment(null, "G-2", null), hour(1), LEADER)
                .isRefused(CommonRefusal.RETIRED_GRID, "/gridId");
    }

    @Test
    void anAmendedIncidentHasHappened() {
        new IncidentBench()
                .reported()
                .when(amendment(hour(1000), null, null), hour(1000), LEADER)
                .yieldsSomething();
        new IncidentBench()
                .reported()
                .when(amendment(hour(1000.1), null, null), hour(1000), LEADER)
                .isRefused(CommonRefusal.OCCURRED_IN_FUTURE, "/happenedAt");
    }

    @Test
    void anAmendmentDoesNotComeBeforeTheIncident() {
        new IncidentBench()
                .reported()
                .when(amendment(null, null, "Other"), hour(-0.1), LEADER)
                .isRefused(CommonRefusal.OCCURRED_BEFORE_PREVIOUS, "/occurredAt");
        new IncidentBench()
                .reported()
                .when(amendment(hour(3), null, null), hour(2), LEADER)
                .isRefused(CommonRefusal.OCCURRED_BEFORE_PREVIOUS, "/occurredAt");
    }

    @Test
    void anIncidentDoesNotHappenAfterItsInvestigationOpened() {
        new IncidentBench()
                .reported()
                .opened()
                .when(amendment(hour(10), null, null), hour(12), LEADER)
                .isRefused(IncidentRefusal.HAPPENED_AFTER_INVESTIGATION, "/happenedAt");
        new IncidentBench()
                .reported()
                .opened()
                .when(amendment(hour(9.9), null, null), hour(12), LEADER)
                .yieldsSomething();
        new IncidentBench()
                .reported()
                .opened()
                .closed()
                .when(amendment(hour(11), null, null), hour(50), LEADER)
                .isRefused(IncidentRefusal.HAPPENED_AFTER_INVESTIGATION, "/happenedAt");
    }
}
