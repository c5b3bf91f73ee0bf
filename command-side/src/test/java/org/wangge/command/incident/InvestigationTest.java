package org.wangge.command.incident;

import static org.wangge.command.incident.IncidentBench.EVENT;
import static org.wangge.command.incident.IncidentBench.FINDING;
import static org.wangge.command.incident.IncidentBench.HASH;
import static org.wangge.command.incident.IncidentBench.INCIDENT;
import static org.wangge.command.incident.IncidentBench.LEADER;
import static org.wangge.command.incident.IncidentBench.MEMBER;
import static org.wangge.command.incident.IncidentBench.OTHER_EVENT;
import static org.wangge.command.incident.IncidentBench.OTHER_FINDING;
import static org.wangge.command.incident.IncidentBench.SANCTION;
import static org.wangge.command.incident.IncidentBench.UNKNOWN;
import static org.wangge.command.incident.IncidentBench.by;
import static org.wangge.command.incident.IncidentBench.finding;
import static org.wangge.command.incident.IncidentBench.hour;
import static org.wangge.command.incident.IncidentBench.opening;
import static org.wangge.command.incident.IncidentBench.person;
import static org.wangge.command.incident.IncidentBench.settlement;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wangge.api.Actor;
import org.wangge.api.CommonRefusal;
import org.wangge.api.incident.Accountability;
import org.wangge.api.incident.IncidentCommand.CloseInvestigation;
import org.wangge.api.incident.IncidentCommand.DecideSanction;
import org.wangge.api.incident.IncidentCommand.OpenInvestigation;
import org.wangge.api.incident.IncidentCommand.RecordResponse;
import org.wangge.api.incident.IncidentCommand.SettlePoint;
import org.wangge.api.incident.IncidentEvent.FindingRecorded;
import org.wangge.api.incident.IncidentEvent.InvestigationClosed;
import org.wangge.api.incident.IncidentEvent.InvestigationOpened;
import org.wangge.api.incident.IncidentEvent.PointSettled;
import org.wangge.api.incident.IncidentEvent.ResponseRecorded;
import org.wangge.api.incident.IncidentEvent.SanctionDecided;
import org.wangge.api.incident.IncidentRefusal;
import org.wangge.api.incident.NoPassOver;
import org.wangge.api.incident.SanctionKind;
import org.wangge.api.people.PeopleRefusal;

/** 事故调查: opened at hour 10, a finding about the member at hour 20. */
class InvestigationTest {

    private static IncidentBench reported() {
        return new IncidentBench().reported();
    }

    private static IncidentBench found() {
        return reported().opened().found();
    }

    private static IncidentBench foundAboutTheUnit() {
        return reported().opened().given(finding(FINDING, null, "u-fire", EVENT), hour(20), LEADER);
    }

    // Opening

    @Test
    void anInvestigationIsOpenedWithItsLeadsAndLegalBasis() {
        reported()
                .when(opening(), hour(10), LEADER)
                .yields(new InvestigationOpened(INCIDENT, List.of(LEADER), null, "mandate 3"));
    }

    @Test
    void anInvestigationFollowsTheIncident() {
        reported().when(opening(), hour(0), LEADER).isRefused(CommonRefusal.OCCURRED_BEFORE_PREVIOUS, "/occurredAt");
        reported().when(opening(), hour(0.1), LEADER).yieldsSomething();
    }

    @Test
    void anInvestigationIsLedByPersonsOrAUnit() {
        reported().when(led(null), hour(10), LEADER).isRefused(IncidentRefusal.INVESTIGATION_WITHOUT_LEAD, "/leads");
        reported().when(led("u-fire"), hour(10), LEADER).yieldsSomething();
        reported().when(led("u-gone"), hour(10), LEADER).isRefused(PeopleRefusal.UNIT_IS_DISSOLVED, "/unitId");
        reported()
                .when(led(null, LEADER, MEMBER, LEADER), hour(10), LEADER)
                .isRefused(IncidentRefusal.LEAD_NAMED_TWICE, "/leads/2");
        reported().when(led(null, LEADER, "x"), hour(10), LEADER).isRefused(CommonRefusal.UNKNOWN_PERSON, "/leads/1");
        reported().when(led(null, "p-left"), hour(10), LEADER).isRefused(PeopleRefusal.PERSON_HAS_LEFT, "/leads/0");
        reported().when(led(null, "p-left"), hour(4), LEADER).yieldsSomething();
    }

    private static OpenInvestigation led(@Nullable String unitId, String... leads) {
        return new OpenInvestigation(INCIDENT, List.of(leads), unitId, "mandate 3");
    }

    // Findings

    @Test
    void aFindingNamesWhoAndTheEventsThatShowIt() {
        reported()
                .opened()
                .when(finding(FINDING, MEMBER, null, EVENT, OTHER_EVENT), hour(10), LEADER)
                .yields(new FindingRecorded(
                        INCIDENT,
                        FINDING,
                        MEMBER,
                        null,
                        Accountability.DIRECT,
                        "missed patrol",
                        List.of(EVENT, OTHER_EVENT)));
    }

    @Test
    void everyEventThatAFindingNamesIsInTheLog() {
        reported()
                .opened()
                .when(finding(FINDING, MEMBER, null, EVENT, UNKNOWN), hour(20), LEADER)
                .isRefused(IncidentRefusal.UNKNOWN_EVENT, "/evidence/1");
    }

    @Test
    void aFindingHasEvidenceAndEachPieceOnce() {
        reported()
                .opened()
                .when(finding(FINDING, MEMBER, null), hour(20), LEADER)
                .isRefused(IncidentRefusal.NO_EVIDENCE, "/evidence");
        reported()
                .opened()
                .when(finding(FINDING, MEMBER, null, EVENT, OTHER_EVENT, EVENT), hour(20), LEADER)
                .isRefused(IncidentRefusal.EVIDENCE_NAMED_TWICE, "/evidence/2");
    }

    @Test
    void aFindingIsAboutOnePersonOrOneUnitThatIsKnown() {
        IncidentBench bench = reported().opened();
        bench.when(finding(FINDING, null, null, EVENT), hour(20), LEADER)
                .isRefused(IncidentRefusal.FINDING_ABOUT_ONE, "/personId");
        bench.when(finding(FINDING, MEMBER, "u-fire", EVENT), hour(20), LEADER)
                .isRefused(IncidentRefusal.FINDING_ABOUT_ONE, "/unitId");
        bench.when(finding(FINDING, "x", null, EVENT), hour(20), LEADER)
                .isRefused(CommonRefusal.UNKNOWN_PERSON, "/personId");
        bench.when(finding(FINDING, null, "x", EVENT), hour(20), LEADER)
                .isRefused(CommonRefusal.UNKNOWN_UNIT, "/unitId");
        // Whoever left, or was dissolved, answers for what was.
        bench.when(finding(FINDING, "p-left", null, EVENT), hour(20), LEADER).yieldsSomething();
        bench.when(finding(FINDING, null, "u-gone", EVENT), hour(20), LEADER).yieldsSomething();
    }

    @Test
    void aFindingHasAnIdOfItsOwnAndFollowsTheOpening() {
        found().when(finding(FINDING, MEMBER, null, EVENT), hour(21), LEADER)
                .isRefused(IncidentRefusal.FINDING_ID_TAKEN, "/findingId");
        reported()
                .opened()
                .when(finding(FINDING, MEMBER, null, EVENT), hour(9.9), LEADER)
                .isRefused(CommonRefusal.OCCURRED_BEFORE_PREVIOUS, "/occurredAt");
    }

    // The right to respond

    private static final RecordResponse RESPONSE = new RecordResponse(INCIDENT, FINDING, "was at a fire");

    @Test
    void thePersonConcernedRespondsAndNobodyElse() {
        found().when(RESPONSE, hour(20), MEMBER)
                .yields(new ResponseRecorded(INCIDENT, FINDING, MEMBER, "was at a fire"));
        found().when(RESPONSE, hour(21), LEADER).isRefused(IncidentRefusal.NOT_THE_ONE_CONCERNED, "/findingId");
        found().when(RESPONSE, by(Actor.SYSTEM, hour(21))).isRefused(IncidentRefusal.NOT_THE_ONE_CONCERNED);
    }

    @Test
    void forAUnitWhoBelongsToItResponds() {
        foundAboutTheUnit()
                .when(RESPONSE, hour(21), "p-unit")
                .yields(new ResponseRecorded(INCIDENT, FINDING, "p-unit", "was at a fire"));
        foundAboutTheUnit().when(RESPONSE, hour(21), MEMBER).isRefused(IncidentRefusal.NOT_THE_ONE_CONCERNED);
    }

    @Test
    void aResponseFollowsTheFindingThatItIsTo() {
        found().when(new RecordResponse(INCIDENT, OTHER_FINDING, "no"), hour(21), MEMBER)
                .isRefused(IncidentRefusal.UNKNOWN_FINDING, "/findingId");
        found().when(RESPONSE, hour(19.9), MEMBER).isRefused(CommonRefusal.OCCURRED_BEFORE_PREVIOUS, "/occurredAt");
    }

    // Sanctions

    private static DecideSanction sanction(@Nullable UUID findingId, @Nullable String personId) {
        return new DecideSanction(INCIDENT, SANCTION, findingId, personId, SanctionKind.INTERVIEW, "talk");
    }

    @Test
    void aSanctionRestsOnAFindingAndSaysWhetherTheOneConcernedWasHeard() {
        SanctionDecided unheard = new SanctionDecided(
                INCIDENT, SANCTION, List.of(FINDING), MEMBER, null, SanctionKind.INTERVIEW, "talk", LEADER, false);
        found().when(sanction(FINDING, null), hour(25), LEADER).yields(unheard);
        found().when(sanction(FINDING, MEMBER), hour(25), LEADER).yields(unheard);
        found().given(RESPONSE, hour(21), MEMBER)
                .given(finding(OTHER_FINDING, MEMBER, null, OTHER_EVENT), hour(22), LEADER)
                .when(sanction(null, MEMBER), hour(25), LEADER)
                .yields(new SanctionDecided(
                        INCIDENT,
                        SANCTION,
                        List.of(FINDING, OTHER_FINDING),
                        MEMBER,
                        null,
                        SanctionKind.INTERVIEW,
                        "talk",
                        LEADER,
                        true));
        foundAboutTheUnit()
                .when(sanction(FINDING, null), hour(25), LEADER)
                .yields(new SanctionDecided(
                        INCIDENT,
                        SANCTION,
                        List.of(FINDING),
                        null,
                        "u-fire",
                        SanctionKind.INTERVIEW,
                        "talk",
                        LEADER,
                        false));
    }

    @Test
    void withoutAFindingThereIsNoSanction() {
        found().when(sanction(null, null), hour(25), LEADER)
                .isRefused(IncidentRefusal.SANCTION_WITHOUT_FINDING, "/findingId");
        found().when(sanction(null, "p-other"), hour(25), LEADER)
                .isRefused(IncidentRefusal.SANCTION_WITHOUT_FINDING, "/personId");
        found().when(sanction(UNKNOWN, null), hour(25), LEADER)
                .isRefused(IncidentRefusal.UNKNOWN_FINDING, "/findingId");
        found().when(sanction(FINDING, "p-other"), hour(25), LEADER)
                .isRefused(IncidentRefusal.FINDING_ABOUT_ANOTHER, "/findingId");
    }

    @Test
    void noMachineDecidesASanction() {
        found().when(sanction(FINDING, null), by(Actor.SYSTEM, hour(25)))
                .isRefused(IncidentRefusal.DECIDED_BY_NO_PERSON);
        found().when(sanction(FINDING, null), by(new Actor("robot", null, "LEADER", null, null), hour(25)))
                .isRefused(IncidentRefusal.DECIDED_BY_NO_PERSON);
    }

    @Test
    void nobodyDecidesOnHimselfNorInTheOwnPlace() {
        found().when(sanction(FINDING, null), hour(25), MEMBER).isRefused(IncidentRefusal.DECIDER_IS_CONCERNED);
        Actor inHisPlace = new Actor("deputy", "p-deputy", null, null, MEMBER);
        found().when(sanction(FINDING, null), by(inHisPlace, hour(25))).isRefused(IncidentRefusal.DECIDER_IS_CONCERNED);
        found().when(sanction(FINDING, null), by(person("p-deputy"), hour(25))).yieldsSomething();
    }

    @Test
    void aSanctionHasAnIdOfItsOwnAndFollowsItsFinding() {
        found().given(sanction(FINDING, null), hour(25), LEADER)
                .when(sanction(FINDING, null), hour(26), LEADER)
                .isRefused(IncidentRefusal.SANCTION_ID_TAKEN, "/sanctionId");
        found().when(sanction(FINDING, null), hour(19.9), LEADER)
                .isRefused(CommonRefusal.OCCURRED_BEFORE_PREVIOUS, "/occurredAt");
        found().when(sanction(FINDING, null), hour(20), LEADER).yieldsSomething();
    }

    // The four points, and the end

    @Test
    void aPointIsSettledByEventsOrByFiles() {
        IncidentBench bench = reported().opened();
        bench.when(settlement(NoPassOver.CAUSE_FOUND), hour(10), LEADER)
                .yields(new PointSettled(INCIDENT, NoPassOver.CAUSE_FOUND, "done", List.of(EVENT), List.of()));
        bench.when(point(List.of(), List.of(HASH)), hour(30), LEADER).yieldsSomething();
        bench.when(point(List.of(), List.of()), hour(30), LEADER).isRefused(IncidentRefusal.NO_EVIDENCE, "/evidence");
        bench.when(point(List.of(UNKNOWN), List.of()), hour(30), LEADER)
                .isRefused(IncidentRefusal.UNKNOWN_EVENT, "/evidence/0");
        bench.when(point(List.of(EVENT), List.of(HASH, "cd".repeat(32))), hour(30), LEADER)
                .isRefused(CommonRefusal.UNKNOWN_EVIDENCE, "/files/1");
        bench.when(point(List.of(), List.of(HASH, HASH)), hour(30), LEADER)
                .isRefused(IncidentRefusal.EVIDENCE_NAMED_TWICE, "/files/1");
        bench.when(settlement(NoPassOver.CAUSE_FOUND), hour(9), LEADER)
                .isRefused(CommonRefusal.OCCURRED_BEFORE_PREVIOUS, "/occurredAt");
    }

    private static SettlePoint point(List<UUID> evidence, List<String> files) {
        return new SettlePoint(INCIDENT, NoPassOver.MEASURES_TAKEN, "done", evidence, files);
    }

    @Test
    void aPointIsSettledOnce() {
        reported()
                .opened()
                .settled(NoPassOver.CAUSE_FOUND)
                .when(settlement(NoPassOver.CAUSE_FOUND), hour(31), LEADER)
                .isRefused(IncidentRefusal.POINT_SETTLED_ALREADY, "/point");
    }

    @Test
    void anInvestigationClosesOnlyWithAllFourPointsSettled() {
        CloseInvestigation close = new CloseInvestigation(INCIDENT, "done");
        reported()
                .opened()
                .settled(NoPassOver.CAUSE_FOUND, NoPassOver.MEASURES_TAKEN)
                .when(close, hour(40), LEADER)
                .isRefused(
                        IncidentRefusal.POINTS_NOT_SETTLED, "", "not settled: RESPONSIBLE_DEALT_WITH, PEOPLE_EDUCATED");
        for (NoPassOver missing : NoPassOver.values()) {
            IncidentBench bench = reported().opened();
            for (NoPassOver point : NoPassOver.values()) {
                if (point != missing) {
                    bench.settled(point);
                }
            }
            bench.when(close, hour(40), LEADER)
                    .isRefused(IncidentRefusal.POINTS_NOT_SETTLED, "", "not settled: " + missing);
            bench.settled(missing).when(close, hour(40), LEADER).yields(new InvestigationClosed(INCIDENT, "done"));
        }
    }

    @Test
    void anInvestigationClosesAfterItsLastStep() {
        IncidentBench bench = found().settled(NoPassOver.values());
        bench.when(new CloseInvestigation(INCIDENT, null), hour(29.9), LEADER)
                .isRefused(CommonRefusal.OCCURRED_BEFORE_PREVIOUS, "/occurredAt");
        bench.when(new CloseInvestigation(INCIDENT, null), hour(30), LEADER).yieldsSomething();
    }
}
