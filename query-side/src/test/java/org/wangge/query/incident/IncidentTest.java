package org.wangge.query.incident;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wangge.query.CaseStories.grid;
import static org.wangge.query.IncidentStories.amended;
import static org.wangge.query.IncidentStories.closed;
import static org.wangge.query.IncidentStories.found;
import static org.wangge.query.IncidentStories.incident;
import static org.wangge.query.IncidentStories.opened;
import static org.wangge.query.IncidentStories.responded;
import static org.wangge.query.IncidentStories.sanctioned;
import static org.wangge.query.IncidentStories.settled;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.core.context.SecurityContextHolder;
import org.wangge.api.incident.Casualties;
import org.wangge.api.incident.NoPassOver;
import org.wangge.edge.access.SignedIn;
import org.wangge.eventstore.TimeOrderedIds;
import org.wangge.query.Asking;
import org.wangge.query.History;
import org.wangge.query.QuerySideTestApplication;
import tools.jackson.databind.JsonNode;

/** An incident at 08:00 that was reported at 09:00 and gone into from 10:00 on. */
@SpringBootTest(classes = QuerySideTestApplication.class)
class IncidentTest {

    private static final String LEDGER = "/api/v1/ledgers/incidents?gridId={g}";
    private static final String FILE = "/api/v1/incidents/{id}";

    @Autowired
    private History history;

    @Autowired
    private Asking asking;

    private final String town = History.prefix();
    private final String village = town + "-1";
    private final UUID incident = TimeOrderedIds.next();
    private final UUID finding = TimeOrderedIds.next();
    private final UUID evidence = TimeOrderedIds.next();
    private Instant day = Instant.EPOCH;

    @BeforeEach
    void anIncidentIsReported() {
        day = history.freshDay();
        history.append(grid(town, 1, null), grid(village, 2, town), grid(town + "-2", 2, town));
        history.at(hour(9));
        history.append(hour(8), incident(incident, village, "坠落"));
    }

    private Instant hour(double hour) {
        return day.plus(ofMinutes(Math.round(hour * 60)));
    }

    private long investigated() {
        history.at(hour(10));
        history.append(opened(incident));
        history.at(hour(11));
        history.append(found(incident, finding, "p-2", evidence));
        history.at(hour(12));
        return history.append(responded(incident, finding, "p-2"));
    }

    @Test
    void theLedgerHasItAtItsOwnTimeOnceItWasKnown() {
        long position = history.head();
        assertThat(asking.items(position, LEDGER, village)).hasSize(1);
        assertThat(asking.items(position, LEDGER + "&knownAt={k}", town, hour(8.5)))
                .isEmpty();
        assertThat(asking.items(position, LEDGER + "&at={t}", town, hour(7.9))).isEmpty();
        assertThat(asking.items(position, LEDGER + "&at={t}&knownAt={k}", town, hour(8), hour(9)))
                .hasSize(1);
        assertThat(asking.items(position, LEDGER, town + "-2")).isEmpty();
        JsonNode item = asking.items(position, LEDGER, town).getFirst();
        assertThat(item.get("occurredAt").asString()).isEqualTo(hour(8).toString());
        assertThat(item.get("seriouslyInjured").asInt()).isEqualTo(1);
        assertThat(item.get("state").asString()).isEqualTo("REPORTED");
    }

    @Test
    void whoIsFoundResponsibleReadsThatAndNobodyElsesFindings() {
        long position = investigated();
        try {
            signIn("p-2");
            JsonNode own = asking.items(position, "/api/v1/findings").stream()
                    .filter(item -> item.get("findingId").asString().equals(finding.toString()))
                    .findFirst()
                    .orElseThrow();
            assertThat(own.get("text").asString()).isEqualTo("未按时巡查");
            assertThat(own.get("evidence").get(0).asString()).isEqualTo(evidence.toString());
            assertThat(own.get("responded").asBoolean()).isTrue();
            assertThat(asking.items(position, "/api/v1/findings?at={t}&knownAt={t}", hour(11.5), hour(11.5)).stream()
                            .filter(item -> item.get("findingId").asString().equals(finding.toString())))
                    .singleElement()
                    .satisfies(item ->
                            assertThat(item.get("responded").asBoolean()).isFalse());
            signIn("p-3");
            assertThat(asking.items(position, "/api/v1/findings")).isEmpty();
            asking.problem(400, "/api/v1/findings?personId=p-2");
        } finally {
            SecurityContextHolder.clearContext();
        }
        asking.problem(401, "/api/v1/findings");
    }

    private static void signIn(String personId) {
        SecurityContextHolder.getContext()
                .setAuthentication(
                        new SignedIn("someone", personId, null, List.of(), List.of(), null).asAuthentication());
    }

    @Test
    void filtersNarrowTheLedger() {
        long position = history.head();
        assertThat(asking.items(position, LEDGER + "&severity=GENERAL&state=REPORTED", town))
                .hasSize(1);
        assertThat(asking.items(position, LEDGER + "&severity=MAJOR", town)).isEmpty();
        assertThat(asking.items(position, LEDGER + "&state=CLOSED", town)).isEmpty();
        assertThat(asking.items(position, LEDGER + "&from={f}&to={t}", town, hour(8), hour(8.1)))
                .hasSize(1);
        assertThat(asking.items(position, LEDGER + "&from={f}&to={t}", town, hour(7), hour(8)))
                .isEmpty();
    }

    @Test
    void anAmendmentHoldsFromTheIncidentsOwnTimeButWasKnownOnlyLater() {
        investigated();
        history.at(hour(20));
        long position = history.append(amended(incident, hour(7), town + "-2", new Casualties(1, 0)));

        JsonNode then =
                asking.items(position, LEDGER + "&at={t}", town, hour(7.5)).getFirst();
        assertThat(then.get("deaths").asInt()).isEqualTo(1);
        assertThat(then.get("gridId").asString()).isEqualTo(town + "-2");
        assertThat(then.get("state").asString()).isEqualTo("REPORTED");
        assertThat(then.get("occurredAt").asString()).isEqualTo(hour(7).toString());
        assertThat(then.get("lateEntered").asBoolean()).isTrue();
        assertThat(asking.items(position, LEDGER + "&at={t}&knownAt={k}", town, hour(7.5), hour(19)))
                .isEmpty();
        JsonNode believed =
                asking.items(position, LEDGER + "&knownAt={k}", town, hour(19)).getFirst();
        assertThat(believed.get("deaths").asInt()).isZero();
        assertThat(believed.get("gridId").asString()).isEqualTo(village);
        assertThat(believed.get("lateEntered").asBoolean()).isFalse();
        // The step stays where it was taken.
        assertThat(asking.items(position, LEDGER + "&at={t}", town, hour(10))
                        .getFirst()
                        .get("state")
                        .asString())
                .isEqualTo("UNDER_INVESTIGATION");
    }

    @Test
    void anAmendmentToALaterTimeLeavesNoTraceOfTheFormerOneInWhatIsKnownNow() {
        history.at(hour(20));
        long position = history.append(amended(incident, hour(8.5), null, null));

        assertThat(asking.items(position, LEDGER + "&at={t}", town, hour(8.2))).isEmpty();
        assertThat(asking.items(position, LEDGER + "&at={t}&knownAt={k}", town, hour(8.2), hour(19)))
                .hasSize(1);
    }

    @Test
    void theFileHasFindingsWithTheirEvidenceAndResponses() {
        long position = investigated();
        JsonNode file = asking.json(position, FILE, incident);

        assertThat(file.get("incident").get("state").asString()).isEqualTo("UNDER_INVESTIGATION");
        assertThat(file.get("investigation").get("leads").get(0).asString()).isEqualTo("p-chen");
        JsonNode one = file.get("findings").get(0);
        assertThat(one.get("personId").asString()).isEqualTo("p-2");
        assertThat(one.get("evidence").get(0).asString()).isEqualTo(evidence.toString());
        assertThat(one.get("responses").get(0).get("text").asString()).isEqualTo("当时在抢险");
        assertThat(one.get("eventId").asString()).isNotEmpty();
        assertThat(file.get("position").asLong()).isGreaterThanOrEqualTo(position);
        assertThat(file.get("closure").isNull()).isTrue();
    }

    @Test
    void theFileAsItWasKnownHasNothingThatWasRecordedLater() {
        long position = investigated();
        JsonNode file = asking.json(position, FILE + "?knownAt={k}", incident, hour(11.5));
        assertThat(file.get("findings").get(0).get("responses")).isEmpty();
        assertThat(file.get("incident").get("responses").asInt()).isZero();
        assertThat(asking.json(position, FILE + "?knownAt={k}", incident, hour(9.5))
                        .get("findings"))
                .isEmpty();
        assertThat(asking.json(position, FILE + "?at={t}", incident, hour(9.5))
                        .get("investigation")
                        .isNull())
                .isTrue();
        assertThat(asking.problem(404, FILE + "?knownAt={k}", incident, hour(8.5))
                        .get("type")
                        .asString())
                .isEqualTo("urn:wangge:problem:not-found");
        asking.problem(404, FILE, UUID.randomUUID());
    }

    @Test
    void everyVersionStaysInTheFileAndSaysWhenItWasSuperseded() {
        history.at(hour(20));
        long position = history.append(amended(incident, null, null, new Casualties(2, 0)));
        JsonNode versions = asking.json(position, FILE, incident).get("versions");
        assertThat(versions).hasSize(2);
        assertThat(versions.get(0).get("deaths").asInt()).isZero();
        assertThat(versions.get(0).get("supersededAt").asString()).isEqualTo(hour(20).toString());
        assertThat(versions.get(1).get("deaths").asInt()).isEqualTo(2);
        JsonNode before =
                asking.json(position, FILE + "?knownAt={k}", incident, hour(19)).get("versions");
        assertThat(before).hasSize(1);
        assertThat(before.get(0).get("supersededAt").isNull()).isTrue();
    }

    @Test
    void allFourPointsAreShownTheOpenOnesToo() {
        investigated();
        history.at(hour(13));
        long position = history.append(settled(incident, NoPassOver.MEASURES_TAKEN, evidence));
        JsonNode points = asking.json(position, FILE, incident).get("points");
        assertThat(List.of(0, 1, 2, 3))
                .extracting(i -> points.get(i).get("settled").asBoolean())
                .containsExactly(false, false, true, false);
        assertThat(asking.items(position, LEDGER, village)
                        .getFirst()
                        .get("settled")
                        .get(0)
                        .asString())
                .isEqualTo("MEASURES_TAKEN");
    }

    @Test
    void aClosedIncidentIsClosedFromItsClosingOn() {
        investigated();
        history.at(hour(14));
        history.append(sanctioned(incident, finding, "p-2"));
        history.at(hour(15));
        long position = history.append(closed(incident));
        JsonNode item =
                asking.items(position, LEDGER + "&state=CLOSED", village).getFirst();
        assertThat(item.get("closedAt").asString()).isEqualTo(hour(15).toString());
        assertThat(item.get("sanctions").asInt()).isEqualTo(1);
        assertThat(asking.items(position, LEDGER + "&state=CLOSED&at={t}", village, hour(15).minus(ofHours(1))))
                .isEmpty();
        JsonNode file = asking.json(position, FILE, incident);
        assertThat(file.get("closure").get("conclusion").asString()).isEqualTo("结案");
        assertThat(file.get("sanctions").get(0).get("decidedBy").asString()).isEqualTo("p-zhao");
        assertThat(file.get("sanctions").get(0).get("heard").asBoolean()).isTrue();
    }

    @Test
    void stepsTouchTheGridAndThePersonsInTheTimeline() {
        long position = investigated();
        assertThat(asking.items(position, "/api/v1/timeline?gridId={g}&type=incident.finding-recorded", village))
                .hasSize(1)
                .first()
                .satisfies(entry -> {
                    assertThat(entry.get("wordsZh").asString()).startsWith("事故“坠落”认定p-2负直接责任：");
                    assertThat(entry.get("touches"))
                            .extracting(JsonNode::asString)
                            .contains("grid:" + village, "person:p-2", "incident:" + incident);
                });
    }
}
