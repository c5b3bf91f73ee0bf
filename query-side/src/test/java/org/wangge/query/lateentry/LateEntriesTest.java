package org.wangge.query.lateentry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangge.query.CaseStories.grid;
import static org.wangge.query.CaseStories.reported;
import static org.wangge.query.IncidentStories.amended;
import static org.wangge.query.IncidentStories.incident;
import static org.wangge.query.IncidentStories.opened;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.wangge.api.grid.GridEvent;
import org.wangge.eventstore.TimeOrderedIds;
import org.wangge.query.Asking;
import org.wangge.query.History;
import org.wangge.query.QuerySideTestApplication;
import tools.jackson.databind.JsonNode;

/** A town with two villages and a street in the first; an incident in the first village on the 40th day at 08:00. */
@SpringBootTest(classes = QuerySideTestApplication.class)
class LateEntriesTest {

    private static final String LIST = "/api/v1/late-entries?gridId={g}";
    private static final String OF_INCIDENT = "/api/v1/late-entries?incidentId={i}";

    @Autowired
    private History history;

    @Autowired
    private Asking asking;

    private final String town = History.prefix();
    private final String village = town + "-1";
    private final String street = village + "-1";
    private final String other = town + "-2";
    private final UUID incident = TimeOrderedIds.next();
    private Instant eight = Instant.EPOCH;

    @BeforeEach
    void anIncidentHappens() {
        Instant day = history.freshDay();
        for (int i = 0; i < 4; i++) {
            eight = history.freshDay();
        }
        history.at(day);
        history.append(grid(town, 1, null), grid(village, 2, town), grid(street, 3, village), grid(other, 2, town));
        history.at(eight);
        history.append(incident(incident, village, "坠落"));
    }

    /** So many minutes after the incident. */
    private Instant minute(double minutes) {
        return eight.plus(Duration.ofSeconds(Math.round(minutes * 60)));
    }

    private long entered(double recorded, double happened, String gridId) {
        history.at(minute(recorded));
        return history.append(minute(happened), reported(TimeOrderedIds.next(), gridId, "补记", null));
    }

    private List<Long> positions(long head, String path, Object... variables) {
        return asking.items(head, path, variables).stream()
                .map(item -> item.get("position").asLong())
                .toList();
    }

    @Test
    void whatWasEnteredAfterTheIncidentAboutTheTimeBeforeItIsListedHoweverSoon() {
        long within = entered(12, -20, village);
        JsonNode item = asking.items(within, OF_INCIDENT, incident).getFirst();

        assertThat(item.get("position").asLong()).isEqualTo(within);
        assertThat(item.get("lateEntered").asBoolean()).isFalse();
        assertThat(item.get("lateSeconds").asLong()).isEqualTo(32 * 60);
        assertThat(item.get("afterIncidentSeconds").asLong()).isEqualTo(12 * 60);
        assertThat(item.get("afterIncident").asString()).isEqualTo("entered 12 min after the incident");
        assertThat(item.get("afterIncidentZh").asString()).isEqualTo("事故发生后12分钟补录");
        assertThat(item.get("actor").asString()).isEqualTo("p-wang");
        assertThat(item.get("incidentIds").get(0).asString()).isEqualTo(incident.toString());
        JsonNode borne = item.get("incidents").get(0);
        assertThat(borne.get("title").asString()).isEqualTo("坠落");
        assertThat(borne.get("afterIncidentZh").asString()).isEqualTo("事故发生后12分钟补录");
        assertThat(Instant.parse(borne.get("occurredAt").asString())).isEqualTo(eight);
        // It is listed without asking for the incident, too.
        assertThat(positions(within, LIST, village)).containsExactly(within);
    }

    /** The seconds around an incident; the very instant of it is not before it. */
    @ParameterizedTest
    @CsvSource({
        "1, -1, true",
        "1, 0, false",
        "0, -1, false",
        "0.1, -0.1, true",
        "1, 0.5, false",
        "1, -43200, true",
        "1, -43200.1, false"
    })
    void onlyWhatClaimsToBeBeforeAndWasRecordedAfterBearsOnIt(double recorded, double happened, boolean bears) {
        long position = entered(recorded, happened, village);
        assertThat(positions(position, OF_INCIDENT, incident)).hasSize(bears ? 1 : 0);
    }

    @Test
    void theIncidentsChainIsItsGridThoseAboveAndThoseBelow() {
        long above = entered(1, -1, town);
        long here = entered(2, -1, village);
        long below = entered(3, -1, street);
        long beside = entered(4, -1, other);

        assertThat(positions(beside, OF_INCIDENT, incident)).containsExactly(above, here, below);
        assertThat(positions(beside, OF_INCIDENT + "&gridId={g}", incident, street))
                .containsExactly(below);
        // What is beside was in time, so it is no late entry at all.
        assertThat(positions(beside, LIST, other)).isEmpty();
    }

    @Test
    void theTreeIsTheOneInWhichTheIncidentHappened() {
        long before = entered(1, -1, street);
        history.at(minute(5));
        long moved = history.append(new GridEvent.GridMoved(street, village, other));
        assertThat(positions(moved, OF_INCIDENT, incident)).containsExactly(before);
    }

    @Test
    void lateIsWhatWasRecordedAfterTheToleranceWhetherItBearsOnAnIncidentOrNot() {
        entered(100, 40, other);
        long late = entered(100, 39, other);
        JsonNode item = asking.items(late, LIST, other).getFirst();

        assertThat(positions(late, LIST, other)).containsExactly(late);
        assertThat(item.get("lateEntered").asBoolean()).isTrue();
        assertThat(item.get("lateBy").asString()).isEqualTo("recorded 1 h 1 min after it happened");
        assertThat(item.get("lateByZh").asString()).isEqualTo("补录：发生后1小时1分钟才记录");
        assertThat(item.get("incidents").isNull()).isTrue();
        assertThat(item.get("afterIncidentSeconds").isNull()).isTrue();
        assertThat(item.get("afterIncident").isNull()).isTrue();
    }

    @Test
    void anAssignmentWrittenIntoThePastIsWrittenInAfterwards() {
        history.at(minute(30));
        long position = history.append(
                new GridEvent.ResponsibilityAssigned(village, "LEAD", "p-9", minute(-3 * 1440 - 5), "default-1"));
        JsonNode item = asking.items(position, OF_INCIDENT, incident).getFirst();

        assertThat(item.get("type").asString()).isEqualTo("grid.responsibility-assigned");
        assertThat(item.get("backdated").asBoolean()).isTrue();
        assertThat(item.get("claimedAt").asString())
                .isEqualTo(minute(-3 * 1440 - 5).toString());
        assertThat(item.get("lateBy").asString()).isEqualTo("recorded 3 d 35 min after it is said to hold");
        assertThat(item.get("afterIncident").asString()).isEqualTo("entered 30 min after the incident");
        assertThat(positions(position, LIST + "&personId=p-9", village)).containsExactly(position);
        assertThat(positions(position, LIST + "&personId=p-8", village)).isEmpty();
    }

    @Test
    void anEntryThatBearsOnTwoIncidentsNamesTheNearestFirst() {
        UUID second = TimeOrderedIds.next();
        history.at(minute(10));
        history.append(incident(second, street, "火灾"));
        long position = entered(25, -1, village);
        JsonNode item = asking.items(position, LIST, village).getFirst();

        assertThat(item.get("incidentIds"))
                .extracting(JsonNode::asString)
                .containsExactly(second.toString(), incident.toString());
        assertThat(item.get("afterIncidentSeconds").asLong()).isEqualTo(15 * 60);
        JsonNode asked = asking.items(position, OF_INCIDENT, incident).getFirst();
        assertThat(asked.get("incidentIds")).extracting(JsonNode::asString).containsExactly(incident.toString());
        assertThat(asked.get("afterIncidentSeconds").asLong()).isEqualTo(25 * 60);
    }

    @Test
    void theIncidentsOwnFileIsNotWrittenInBeforeIt() {
        history.at(minute(90));
        history.append(amended(incident, minute(30), null, null));
        long position = history.append(minute(40), opened(incident));
        // The report was made at 08:00 of what, as is known now, happened at 08:30.
        assertThat(positions(position, OF_INCIDENT, incident)).isEmpty();
    }

    @Test
    void anAmendedTimeOfTheIncidentDecidesAnewAndTheFormerOneIsStillAskedFor() {
        long position = entered(70, 5, village);
        assertThat(positions(position, OF_INCIDENT, incident)).isEmpty();
        history.at(minute(90));
        long head = history.append(amended(incident, minute(10), null, null));

        assertThat(positions(head, OF_INCIDENT, incident)).containsExactly(position);
        assertThat(positions(head, OF_INCIDENT + "&knownAt={k}", incident, minute(80)))
                .isEmpty();
    }

    @Test
    void bothClocksNarrowTheList() {
        long position = entered(12, -20, village);
        assertThat(positions(position, OF_INCIDENT + "&knownAt={k}", incident, minute(11)))
                .isEmpty();
        assertThat(positions(position, OF_INCIDENT + "&knownAt={k}", incident, minute(12)))
                .containsExactly(position);
        // Before the incident there was none to bear on.
        assertThat(positions(position, OF_INCIDENT + "&at={t}", incident, minute(-1)))
                .isEmpty();
        assertThat(positions(position, OF_INCIDENT + "&at={t}&knownAt={k}", incident, minute(0), minute(12)))
                .containsExactly(position);
        assertThat(positions(position, LIST + "&from={f}&to={t}", village, minute(-20), minute(-19)))
                .containsExactly(position);
        assertThat(positions(position, LIST + "&from={f}&to={t}", village, minute(-19), minute(0)))
                .isEmpty();
    }

    @Test
    void theListComesInPagesAndAsATable() {
        long first = entered(10, -1, village);
        long second = entered(11, -1, village);
        JsonNode page = asking.json(second, OF_INCIDENT + "&limit=1", incident);
        assertThat(page.get("items").get(0).get("position").asLong()).isEqualTo(first);
        String cursor = page.get("nextCursor").asString();
        assertThat(positions(second, OF_INCIDENT + "&limit=1&cursor={c}", incident, cursor))
                .containsExactly(second);

        String csv = new String(
                asking.raw(second, "text/csv", OF_INCIDENT, incident).getContentAsByteArray(), StandardCharsets.UTF_8);
        assertThat(csv.lines()).hasSize(3);
        assertThat(csv).contains("事故后补录说明", "事故发生后11分钟补录", incident.toString());
        assertThat(asking.raw(
                                second,
                                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                OF_INCIDENT,
                                incident)
                        .getStatus())
                .isEqualTo(200);
    }
}
