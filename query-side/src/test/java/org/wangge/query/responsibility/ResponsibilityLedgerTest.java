package org.wangge.query.responsibility;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wangge.query.CaseStories.grid;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.wangge.api.grid.GridEvent.ResponsibilityAssigned;
import org.wangge.api.grid.GridEvent.ResponsibilityHandedOver;
import org.wangge.api.grid.GridEvent.ResponsibilityLetterSigned;
import org.wangge.api.grid.GridEvent.ResponsibilityRelieved;
import org.wangge.api.grid.GridEvent.StandInAppointed;
import org.wangge.query.Asking;
import org.wangge.query.History;
import org.wangge.query.QuerySideTestApplication;

@SpringBootTest(classes = QuerySideTestApplication.class)
class ResponsibilityLedgerTest {

    private static final String LETTER = "cd".repeat(32);

    @Autowired
    private History history;

    @Autowired
    private Asking asking;

    private final String village = History.prefix();
    private Instant day;

    @BeforeEach
    void aVillageWithALead() {
        day = history.freshDay();
        history.append(grid(village, 1, null));
        history.append(new ResponsibilityAssigned(village, "LEAD", "p-1", hour(1), "default-1"));
    }

    private Instant hour(int hour) {
        return day.plus(ofHours(hour));
    }

    /** Kind and person of every line, at an instant as known at another. */
    private List<String> lines(long position, Instant at, Instant knownAt) {
        String path = "/api/v1/ledgers/responsibilities?gridId=" + village + (at == null ? "" : "&at=" + at)
                + (knownAt == null ? "" : "&knownAt=" + knownAt);
        return asking.items(position, path).stream()
                .map(item ->
                        item.get("kind").asString() + " " + item.get("personId").asString(""))
                .toList();
    }

    @Test
    void anAssignmentIsShownFromTheInstantFromWhichItHolds() {
        long position = history.head();
        assertThat(lines(position, hour(0), null)).isEmpty();
        assertThat(lines(position, hour(1), null)).containsExactly("ASSIGNMENT p-1");
        history.at(hour(2));
        assertThat(lines(position, null, null)).containsExactly("ASSIGNMENT p-1");
    }

    @Test
    void aHandoverLeavesNeitherAGapNorAnOverlap() {
        history.at(hour(5));
        long position = history.append(new ResponsibilityHandedOver(
                village, "LEAD", "p-1", "p-2", hour(4), "调动", List.of(), List.of(), "default-1"));

        assertThat(lines(position, hour(4).minusMillis(1), null)).containsExactly("ASSIGNMENT p-1");
        assertThat(lines(position, hour(4), null)).containsExactly("ASSIGNMENT p-2");
    }

    /** Recorded at five that it was handed over at four: at half past four nobody could have known. */
    @Test
    void whatWasKnownThenIsToldApartFromWhatHeldThen() {
        history.at(hour(5));
        long position = history.append(new ResponsibilityHandedOver(
                village, "LEAD", "p-1", "p-2", hour(4), "调动", List.of(), List.of(), "default-1"));

        Instant between = hour(4).plusSeconds(1800);
        assertThat(lines(position, between, between)).containsExactly("ASSIGNMENT p-1");
        assertThat(lines(position, between, hour(5))).containsExactly("ASSIGNMENT p-2");
    }

    @Test
    void aVacancyIsALineUntilSomebodyHoldsTheRoleAgain() {
        history.at(hour(3));
        history.append(new ResponsibilityRelieved(village, "LEAD", "p-1", hour(3), "离任", true));
        history.at(hour(6));
        long position = history.append(new ResponsibilityAssigned(village, "LEAD", "p-2", hour(5), "default-1"));

        assertThat(lines(position, hour(4), null)).containsExactly("VACANCY ");
        assertThat(lines(position, hour(5), null)).containsExactly("ASSIGNMENT p-2");
        assertThat(lines(position, hour(5), hour(4))).containsExactly("VACANCY ");
        assertThat(asking.items(
                        position, "/api/v1/ledgers/responsibilities?gridId={g}&kind=VACANCY&at={at}", village, hour(4)))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.get("effectiveFrom").asString()).isEqualTo(hour(3).toString());
                    assertThat(line.get("effectiveTo").asString()).isEqualTo(hour(5).toString());
                    assertThat(line.get("reason").asString()).isEqualTo("离任");
                });
    }

    @Test
    void aVacancyEndsWhereAnAssignmentRecordedBeforeBegins() {
        history.append(new ResponsibilityAssigned(village, "LEAD", "p-2", hour(8), "default-1"));
        history.at(hour(3));
        long position = history.append(new ResponsibilityRelieved(village, "LEAD", "p-1", hour(3), "离任", true));

        assertThat(lines(position, hour(7), null)).containsExactly("VACANCY ");
        assertThat(lines(position, hour(8), null)).containsExactly("ASSIGNMENT p-2");
    }

    @Test
    void aStandInIsShownBesideTheOneWhoIsCovered() {
        history.at(hour(2));
        long position = history.append(new StandInAppointed(village, "LEAD", "p-3", "p-1", hour(4), hour(6)));

        assertThat(lines(position, hour(3), null)).containsExactly("ASSIGNMENT p-1");
        assertThat(lines(position, hour(4), null)).containsExactly("ASSIGNMENT p-1", "STAND_IN p-3");
        assertThat(lines(position, hour(6), null)).containsExactly("ASSIGNMENT p-1");
    }

    @Test
    void theLetterStandsBehindTheAssignmentFromItsSigningOn() {
        history.at(hour(4));
        long position = history.append(new ResponsibilityLetterSigned(village, "LEAD", "p-1", LETTER, hour(3)));

        String path = "/api/v1/ledgers/responsibilities?gridId={g}&personId=p-1&at={at}";
        assertThat(asking.items(position, path, village, hour(2))
                        .getFirst()
                        .get("letterSha256")
                        .isNull())
                .isTrue();
        assertThat(asking.items(position, path, village, hour(3))
                        .getFirst()
                        .get("letterSha256")
                        .asString())
                .isEqualTo(LETTER);
    }
}
