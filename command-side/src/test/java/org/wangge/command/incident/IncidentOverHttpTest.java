package org.wangge.command.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangge.command.CommandSide;
import org.wangge.command.CommandSide.Answer;
import org.wangge.eventstore.TimeOrderedIds;

/** An incident over HTTP, on the real log. */
class IncidentOverHttpTest {

    private static final String PASSWORD = "long enough to be one";

    private final CommandSide side = CommandSide.shared();
    private final UUID incident = TimeOrderedIds.next();
    private final UUID finding = TimeOrderedIds.next();
    private String grid = "";
    private String leaderId = "";
    private String memberId = "";
    private String leader = "";
    private String member = "";
    private String evidence = "";

    @BeforeEach
    void aTownWithALeaderAndAMember() {
        Answer defined = side.post("/api/v1/grids", CommandSide.grid(CommandSide.fresh("g"), 1, null))
                .accepted();
        grid = defined.body().path("id").stringValue();
        evidence = defined.eventIds().getFirst();
        leaderId = side.somePerson();
        memberId = side.somePerson();
        leader = account(leaderId, "LEADER");
        member = account(memberId, "GRID_MEMBER");
    }

    private String account(String personId, String role) {
        String username = CommandSide.fresh("someone");
        side.post(
                        "/api/v1/accounts",
                        "{\"username\":\"" + username + "\",\"password\":\"" + PASSWORD + "\",\"personId\":\""
                                + personId + "\",\"roles\":[\"" + role + "\"]}")
                .accepted();
        return side.signIn(username, PASSWORD);
    }

    private Answer as(String who, String path, String body, String... headers) {
        return side.postAs(who, "/api/v1/incidents" + path, body.replace('\'', '"'), headers);
    }

    private Answer report(String more) {
        return as(
                member,
                "",
                "{'incidentId':'" + incident + "','gridId':'" + grid
                        + "','occurredAt':'2026-03-02T07:00:00+00:00','severity':'GENERAL','title':'坠落'" + more + "}");
    }

    private Answer step(String who, String verb, String body) {
        return as(who, "/" + incident + "/" + verb, "{" + body + "}");
    }

    private void opened() {
        report("").accepted();
        step(leader, "investigation", "'leads':['" + leaderId + "'],'legalBasis':'授权'")
                .accepted();
    }

    private void found() {
        opened();
        step(
                        leader,
                        "findings",
                        "'findingId':'" + finding + "','personId':'" + memberId
                                + "','responsibility':'DIRECT','text':'未巡查','evidence':['" + evidence + "']")
                .accepted();
    }

    private List<String> types() {
        return side.types("incident:" + incident);
    }

    @Test
    void anInvestigationGoesAllTheWay() {
        Answer reported = report(",'casualties':{'deaths':0,'seriouslyInjured':2},'line':'FIRE'");
        assertThat(reported.status()).isEqualTo(201);
        assertThat(reported.header("ETag")).isEqualTo("\"0\"");
        step(leader, "amendments", "'reason':'核实','happenedAt':'2026-03-02T06:30:00Z'")
                .accepted();
        step(leader, "investigation", "'leads':['" + leaderId + "'],'legalBasis':'授权'")
                .accepted();
        step(
                        leader,
                        "findings",
                        "'findingId':'" + finding + "','personId':'" + memberId
                                + "','responsibility':'DIRECT','text':'未巡查','evidence':['" + evidence + "']")
                .accepted();
        step(member, "responses", "'findingId':'" + finding + "','text':'在抢险'").accepted();
        step(leader, "sanctions", "'findingId':'" + finding + "','kind':'INTERVIEW','text':'约谈'")
                .accepted();
        for (String point : List.of("CAUSE_FOUND", "RESPONSIBLE_DEALT_WITH", "MEASURES_TAKEN", "PEOPLE_EDUCATED")) {
            step(leader, "points", "'point':'" + point + "','text':'已落实','evidence':['" + evidence + "']")
                    .accepted();
        }
        step(leader, "closure", "'conclusion':'结案'").accepted();

        assertThat(types())
                .containsExactly(
                        "incident.reported",
                        "incident.amended",
                        "incident.investigation-opened",
                        "incident.finding-recorded",
                        "incident.response-recorded",
                        "incident.sanction-decided",
                        "incident.point-settled",
                        "incident.point-settled",
                        "incident.point-settled",
                        "incident.point-settled",
                        "incident.investigation-closed");
        assertThat(side.bodies("incident:" + incident)
                        .getFirst()
                        .path("occurredAt")
                        .stringValue())
                .startsWith("2026-03-02T07:00:00");
        assertThat(side.stream("incident:" + incident).get(5).path("heard").booleanValue())
                .isTrue();
    }

    @Test
    void aRepeatedReportGetsTheFirstAnswerAndAStaleStepIsRefused() {
        assertThat(report("").status()).isEqualTo(201);
        assertThat(report("").status()).isEqualTo(200);
        assertThat(report(",'place':'elsewhere'").problem()).isEqualTo("already-exists");
        Answer stale = as(leader, "/" + incident + "/amendments", "{'reason':'核实','title':'跌落'}", "If-Match", "\"7\"");
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.problem()).isEqualTo("stale-version");
        assertThat(types()).containsExactly("incident.reported");
    }

    @Test
    void anEventThatIsNotInTheLogIsNoEvidence() {
        opened();
        Answer refused = step(
                leader,
                "findings",
                "'personId':'" + memberId + "','responsibility':'DIRECT','text':'未巡查','evidence':['" + evidence + "','"
                        + TimeOrderedIds.next() + "']");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.problem()).isEqualTo("unknown-event");
        assertThat(refused.blamed()).containsExactly("/evidence/1");
        assertThat(types()).hasSize(2);
    }

    @Test
    void closingNamesThePointsThatAreMissing() {
        opened();
        step(leader, "points", "'point':'CAUSE_FOUND','text':'已查清','evidence':['" + evidence + "']")
                .accepted();
        Answer refused = step(leader, "closure", "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("points-not-settled");
        assertThat(refused.body().toString())
                .contains("RESPONSIBLE_DEALT_WITH, MEASURES_TAKEN, PEOPLE_EDUCATED")
                .doesNotContain("CAUSE_FOUND");
        assertThat(types()).hasSize(3);
    }

    @Test
    void anAdministratorWithoutAPersonDecidesNoSanction() {
        found();
        Answer refused =
                step(side.adminToken(), "sanctions", "'findingId':'" + finding + "','kind':'WARNING','text':'警告'");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.problem()).isEqualTo("decided-by-no-person");
        assertThat(types()).hasSize(3);
    }

    @Test
    void onlyTheOneConcernedResponds() {
        found();
        Answer refused = step(leader, "responses", "'findingId':'" + finding + "','text':'不服'");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.problem()).isEqualTo("not-the-one-concerned");
        assertThat(refused.blamed()).containsExactly("/findingId");
        assertThat(types()).hasSize(3);
    }

    @Test
    void aMemberReportsAndRespondsAndLeavesTheRestToLeaders() {
        found();
        for (String verb : List.of("amendments", "investigation", "findings", "sanctions", "points", "closure")) {
            assertThat(step(member, verb, "").status()).as(verb).isEqualTo(403);
        }
        assertThat(types()).hasSize(3);
    }

    @Test
    void aResponseForAUnitIsGivenByWhoBelongsToItNow() {
        opened();
        String unit = side.someUnit();
        step(
                        leader,
                        "findings",
                        "'findingId':'" + finding + "','unitId':'" + unit
                                + "','responsibility':'MANAGERIAL','text':'未管','evidence':['" + evidence + "']")
                .accepted();
        String response = "'findingId':'" + finding + "','text':'说明'";
        assertThat(step(member, "responses", response).problem()).isEqualTo("not-the-one-concerned");
        side.post("/api/v1/people/" + memberId + "/changes", "{\"unitId\":\"" + unit + "\"}")
                .accepted();
        step(member, "responses", response).accepted();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ,'title':' '                                        | /title
            ,'severity':'HUGE'                                  | /severity
            ,'line':'two words'                                 | /line
            ,'casualties':{'deaths':-1,'seriouslyInjured':0}    | /casualties/deaths
            ,'names':['somebody']                               | /names
            """)
    void aMalformedReportIsBlamedOnItsField(String flaw, String pointer) {
        String name = flaw.substring(2, flaw.indexOf(':') - 1);
        String sound = "'gridId':'" + grid + "','occurredAt':'2026-03-02T07:00:00Z','severity':'GENERAL','title':'坠落'";
        String rest = java.util.stream.Stream.of(sound.split(",'"))
                .map(each -> each.startsWith("'") ? each : "'" + each)
                .filter(each -> !each.startsWith("'" + name + "'"))
                .reduce((one, other) -> one + "," + other)
                .orElseThrow();
        Answer refused = as(member, "", "{'incidentId':'" + incident + "'," + rest + flaw + "}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.blamed()).containsExactly(pointer);
        assertThat(types()).isEmpty();
    }

    @Test
    void anIncidentHasATimeAndAnUnknownOneIsNotFound() {
        Answer timeless = as(member, "", "{'gridId':'" + grid + "','severity':'GENERAL','title':'坠落'}");
        assertThat(timeless.status()).isEqualTo(400);
        assertThat(timeless.blamed()).containsExactly("/occurredAt");
        assertThat(step(leader, "closure", "").status()).isEqualTo(404);
    }
}
