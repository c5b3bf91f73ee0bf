package org.wangge.command.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.wangge.command.casework.CaseBench.CASE;
import static org.wangge.command.casework.CaseBench.HASH;
import static org.wangge.command.casework.CaseBench.OTHER;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.wangge.api.Command;
import org.wangge.api.casework.CaseCommand;
import org.wangge.api.casework.CaseCommand.AcceptCase;
import org.wangge.api.casework.CaseCommand.CloseCase;
import org.wangge.api.casework.CaseCommand.CorrectCase;
import org.wangge.api.casework.CaseCommand.DecideExtension;
import org.wangge.api.casework.CaseCommand.Delist;
import org.wangge.api.casework.CaseCommand.DispatchCase;
import org.wangge.api.casework.CaseCommand.EscalateCase;
import org.wangge.api.casework.CaseCommand.GradeCase;
import org.wangge.api.casework.CaseCommand.LiftWorkStop;
import org.wangge.api.casework.CaseCommand.ListForSupervision;
import org.wangge.api.casework.CaseCommand.MergeDuplicate;
import org.wangge.api.casework.CaseCommand.OrderWorkStop;
import org.wangge.api.casework.CaseCommand.PlanRectification;
import org.wangge.api.casework.CaseCommand.RecordTransferOutcome;
import org.wangge.api.casework.CaseCommand.RectifyOnSpot;
import org.wangge.api.casework.CaseCommand.RejectCase;
import org.wangge.api.casework.CaseCommand.ReopenCase;
import org.wangge.api.casework.CaseCommand.ReportCase;
import org.wangge.api.casework.CaseCommand.RequestExtension;
import org.wangge.api.casework.CaseCommand.ServeNotice;
import org.wangge.api.casework.CaseCommand.SubmitRectification;
import org.wangge.api.casework.CaseCommand.TakeInterimMeasure;
import org.wangge.api.casework.CaseCommand.TransferCase;
import org.wangge.api.casework.CaseCommand.UrgeCase;
import org.wangge.api.casework.CaseCommand.VerifyRectification;
import org.wangge.api.casework.CaseKind;
import org.wangge.api.casework.Severity;
import org.wangge.command.Accepted;
import org.wangge.command.CommandDoor;

/** What comes in over HTTP becomes exactly the command that was meant, or is refused as malformed. */
class CaseEndpointTest {

    private record HandedIn(Command command, @Nullable Instant occurredAt, boolean creates) {}

    private static final Instant LATER = Instant.parse("2026-02-01T00:00:00Z");
    private static final Instant WHEN = Instant.parse("2026-01-31T16:00:00Z");

    private final List<HandedIn> handedIn = new ArrayList<>();
    private final CommandDoor door = new CommandDoor() {
        @Override
        public ResponseEntity<Accepted> create(Command command, @Nullable Instant occurredAt) {
            handedIn.add(new HandedIn(command, occurredAt, true));
            return ResponseEntity.status(201).build();
        }

        @Override
        public ResponseEntity<Accepted> step(Command command, @Nullable Instant occurredAt) {
            handedIn.add(new HandedIn(command, occurredAt, false));
            return ResponseEntity.ok().build();
        }
    };
    private final MockMvc http = MockMvcBuilders.standaloneSetup(new CaseEndpoint(door), new OversightEndpoint(door))
            .build();

    static Stream<Arguments> steps() {
        return Stream.of(
                step("grading", "'severity':'MAJOR','reason':'gas'", new GradeCase(CASE, Severity.MAJOR, "gas")),
                step(
                        "on-spot-rectification",
                        "'summary':'done','evidence':['" + HASH + "']",
                        new RectifyOnSpot(CASE, "done", List.of(HASH))),
                step(
                        "dispatches",
                        "'unitId':'u-fire','dueAt':'2026-02-01T08:00:00+08:00'",
                        new DispatchCase(CASE, "u-fire", null, LATER)),
                step("acceptance", "", new AcceptCase(CASE)),
                step("rejection", "'reason':'no'", new RejectCase(CASE, "no")),
                step(
                        "rectification-plan",
                        "'measure':'m','personId':'p-1','funds':'12.50','deadline':'2026-02-01T00:00:00Z','contingency':'c'",
                        new PlanRectification(CASE, "m", "p-1", "12.50", LATER, "c")),
                step("interim-measures", "'measure':'m'", new TakeInterimMeasure(CASE, "m")),
                step(
                        "extension-requests",
                        "'newDueAt':'2026-02-01T00:00:00Z','reason':'r'",
                        new RequestExtension(CASE, LATER, "r")),
                step("extension-decision", "'granted':true,'reason':'r'", new DecideExtension(CASE, true, "r")),
                step("rectification", "'summary':'done'", new SubmitRectification(CASE, "done", List.of())),
                step("verification", "'passed':false,'note':'n'", new VerifyRectification(CASE, false, "n")),
                step("closure", "", new CloseCase(CASE, null)),
                step("escalation", "'reason':'r'", new EscalateCase(CASE, "r")),
                step("transfer", "'authority':'Police','reason':'r'", new TransferCase(CASE, "Police", "r")),
                step("transfer-outcome", "'outcome':'o','settled':true", new RecordTransferOutcome(CASE, "o", true)),
                step("supervision-listing", "'supervisor':'s','reason':'r'", new ListForSupervision(CASE, "s", "r")),
                step("delisting", "'reason':'r'", new Delist(CASE, "r")),
                step("urges", "'text':'t'", new UrgeCase(CASE, "t")),
                step(
                        "notices",
                        "'noticeNumber':'7','unitId':'u-fire','text':'t'",
                        new ServeNotice(CASE, "7", "u-fire", "t")),
                step("work-stops", "'scope':'s','reason':'r'", new OrderWorkStop(CASE, "s", "r")),
                step("work-stop-lifting", "'reason':'r'", new LiftWorkStop(CASE, "r")),
                step("reopening", "'reason':'r'", new ReopenCase(CASE, "r")),
                step("merge", "'originalCaseId':'" + OTHER + "'", new MergeDuplicate(CASE, OTHER)),
                step("corrections", "'reason':'r','title':'t'", new CorrectCase(CASE, "r", null, "t", null, null)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("steps")
    void aStepBecomesItsCommand(String verb, String body, CaseCommand command) throws Exception {
        String separator = body.isEmpty() ? "" : ",";
        send("/" + CASE + "/" + verb, "{" + body + separator + "'occurredAt':'2026-02-01T00:00:00+08:00'}", 200);
        assertThat(handedIn).containsExactly(new HandedIn(command, WHEN, false));
    }

    @Test
    void aReportBecomesACaseUnderItsOwnId() throws Exception {
        send(
                "",
                "{'caseId':'" + CASE
                        + "','gridId':'G-1','kind':'HAZARD','category':'消防','severity':'MAJOR','title':'t',"
                        + "'latitude':'31.23','longitude':'-121.5'}",
                201);
        ReportCase command = new ReportCase(
                CASE,
                "G-1",
                CaseKind.HAZARD,
                "消防",
                Severity.MAJOR,
                "t",
                null,
                null,
                "31.23",
                "-121.5",
                null,
                List.of());
        assertThat(handedIn).containsExactly(new HandedIn(command, null, true));
    }

    @Test
    void aReportWithoutAnIdGetsATimeOrderedOne() throws Exception {
        send("", "{'gridId':'G-1','kind':'HAZARD','category':'FIRE','severity':'MAJOR','title':'t'}", 201);
        assertThat(((CaseCommand) handedIn.getFirst().command()).caseId().version())
                .isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'gridId':'has space'",
                "'gridId':null",
                "'kind':'ACCIDENT'",
                "'kind':null",
                "'severity':'HUGE'",
                "'severity':null",
                "'title':' '",
                "'category':''",
                "'latitude':'90.1','longitude':'0'",
                "'latitude':'1e1','longitude':'0'",
                "'latitude':'0','longitude':'180.01'",
                "'latitude':'0','longitude':'-200'",
                "'evidence':['ABC']",
                "'evidence':[null]",
                "'caseId':'not-a-uuid'",
                "'occurredAt':'yesterday'"
            })
    void aMalformedReportIsNotHandedIn(String flaw) throws Exception {
        String sound = "'gridId':'G-1','kind':'HAZARD','category':'FIRE','severity':'MAJOR','title':'t'";
        String name = flaw.substring(0, flaw.indexOf(':'));
        String rest = Stream.of(sound.split(","))
                .filter(property -> !property.startsWith(name + ":"))
                .reduce(flaw, (all, property) -> all + "," + property);
        send("", "{" + rest + "}", 400);
        assertThat(handedIn).isEmpty();
    }

    @Test
    void aTitleHasAtMostTwoHundredCharacters() throws Exception {
        String report = "{'gridId':'G-1','kind':'HAZARD','category':'FIRE','severity':'MAJOR','title':'%s'}";
        send("", report.formatted("案".repeat(201)), 400);
        send("", report.formatted("案".repeat(200)), 201);
        assertThat(handedIn).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.234", "-1", "1,000", "1234567890123", ".5", "1e3"})
    void moneyIsYuanAndFen(String funds) throws Exception {
        send(
                "/" + CASE + "/rectification-plan",
                "{'measure':'m','personId':'p-1','funds':'" + funds
                        + "','deadline':'2026-02-01T00:00:00Z','contingency':'c'}",
                400);
        assertThat(handedIn).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verification",
                "extension-decision",
                "transfer-outcome",
                "rejection",
                "dispatches",
                "rectification",
                "merge",
                "corrections"
            })
    void whatAStepCannotDoWithoutIsDemanded(String verb) throws Exception {
        send("/" + CASE + "/" + verb, "{}", 400);
        assertThat(handedIn).isEmpty();
    }

    private void send(String path, String body, int status) throws Exception {
        http.perform(post("/api/v1/cases" + path)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body.replace('\'', '"')))
                .andExpect(status().is(status));
    }

    private static Arguments step(String verb, String body, CaseCommand command) {
        return Arguments.of(verb, body, command);
    }
}
