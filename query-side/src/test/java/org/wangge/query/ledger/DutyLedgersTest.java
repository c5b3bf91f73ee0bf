package org.wangge.query.ledger;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wangge.query.CaseStories.grid;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.wangge.api.duty.DutyEvent;
import org.wangge.api.duty.DutyEvent.DutyAmended;
import org.wangge.api.duty.DutyEvent.DutyExcused;
import org.wangge.api.duty.DutyEvent.DutyFulfilled;
import org.wangge.api.duty.DutyEvent.DutyMissed;
import org.wangge.api.duty.DutyEvent.DutyResumed;
import org.wangge.api.duty.DutyEvent.DutySuspended;
import org.wangge.api.duty.DutyEvent.Window;
import org.wangge.api.duty.DutyKind;
import org.wangge.query.Asking;
import org.wangge.query.History;
import org.wangge.query.QuerySideTestApplication;
import tools.jackson.databind.JsonNode;

@SpringBootTest(classes = QuerySideTestApplication.class)
class DutyLedgersTest {

    @Autowired
    private History history;

    @Autowired
    private Asking asking;

    private final String village = History.prefix();
    private final String dutyId = village + "-d";
    private Instant day;

    /** Every day from 08:00 to 10:00 in Shanghai, that is midnight to two o'clock UTC, with an hour's grace. */
    @BeforeEach
    void aDailyPatrol() {
        day = history.freshDay();
        history.append(grid(village, 1, null));
        history.append(new DutyEvent.DutyEstablished(
                dutyId,
                village,
                "LEAD",
                DutyKind.PATROL,
                "夜巡",
                "FREQ=DAILY",
                LocalDateTime.ofInstant(day.plus(ofDays(1)), ZoneOffset.ofHours(8)),
                ZoneId.of("Asia/Shanghai"),
                ofHours(2),
                ofHours(1),
                "default-1"));
    }

    private Window window(int number) {
        Instant opens = day.plus(ofDays(number));
        return new Window(opens, opens.plus(ofHours(2)), opens.plus(ofHours(3)), "default-1");
    }

    private Instant after(int days, int hours) {
        return day.plus(ofDays(days)).plus(ofHours(hours));
    }

    private List<String> statuses(long position, Instant at, Instant knownAt) {
        String path = "/api/v1/ledgers/occurrences?gridId=" + village + "&at=" + at
                + (knownAt == null ? "" : "&knownAt=" + knownAt);
        return asking.items(position, path).stream()
                .map(item -> item.get("status").asString())
                .toList();
    }

    @Test
    void windowsThatHaveOpenedAndThatNobodyDecidedAboutAreComputed() {
        long position = history.head();
        assertThat(statuses(position, after(1, 0).minusMillis(1), null)).isEmpty();
        assertThat(statuses(position, after(1, 0), null)).containsExactly("OPEN");
        assertThat(statuses(position, after(2, 1), null)).containsExactly("OPEN", "OPEN");
    }

    /** Done at 01:00, entered at 09:00, after the window had been recorded as missed at 03:00: both facts stay visible. */
    @Test
    void aRecordMadeAfterTheMissShowsBothAndWhatWasKnownWhen() {
        history.at(after(1, 3));
        history.append(new DutyMissed(dutyId, village, "LEAD", window(1), List.of("p-1")));
        history.at(after(1, 9));
        long position =
                history.append(after(1, 1), new DutyFulfilled(dutyId, village, "LEAD", window(1), "p-1", null, "补录"));

        assertThat(statuses(position, after(1, 4), after(1, 4))).containsExactly("MISSED");
        assertThat(statuses(position, after(1, 2), after(1, 2))).containsExactly("OPEN");
        assertThat(statuses(position, after(1, 2), null)).containsExactly("FULFILLED");
        assertThat(statuses(position, after(1, 4), null)).containsExactly("FULFILLED");
        JsonNode shown = asking.items(position, "/api/v1/ledgers/occurrences?gridId={g}&at={at}", village, after(1, 9))
                .getFirst();
        assertThat(shown.get("missed").asBoolean()).isTrue();
        assertThat(shown.get("missedRecordedAt").asString())
                .isEqualTo(after(1, 3).toString());
        assertThat(shown.get("responsible").get(0).asString()).isEqualTo("p-1");
        assertThat(shown.get("lateEntered").asBoolean()).isTrue();
    }

    @Test
    void anExcusedWindowIsShownWithItsReason() {
        history.at(after(1, 1));
        long position = history.append(new DutyExcused(dutyId, village, "LEAD", window(1), "台风停工"));

        JsonNode shown = asking.items(
                        position, "/api/v1/ledgers/occurrences?dutyId={d}&status=EXCUSED&at={at}", dutyId, after(1, 2))
                .getFirst();
        assertThat(shown.get("excuse").asString()).isEqualTo("台风停工");
    }

    @Test
    void aDutyIsShownAsItHeldAtAnInstantAndAsItWasKnownAtAnother() {
        history.at(after(2, 0));
        history.append(new DutySuspended(dutyId, after(4, 0), "放假"), new DutyResumed(dutyId, after(6, 0)));
        history.at(after(3, 0));
        long position = history.append(new DutyAmended(
                dutyId,
                "FREQ=WEEKLY",
                LocalDateTime.of(2026, 1, 1, 8, 0),
                ZoneId.of("Asia/Shanghai"),
                Duration.ofHours(1),
                Duration.ZERO,
                after(5, 0),
                "减负",
                "default-1"));

        assertThat(duty(position, after(3, 0), null)).isEqualTo("ACTIVE FREQ=DAILY");
        assertThat(duty(position, after(4, 1), null)).isEqualTo("SUSPENDED FREQ=DAILY");
        assertThat(duty(position, after(5, 1), null)).isEqualTo("SUSPENDED FREQ=WEEKLY");
        assertThat(duty(position, after(7, 0), null)).isEqualTo("ACTIVE FREQ=WEEKLY");
        assertThat(duty(position, after(5, 1), after(2, 12))).isEqualTo("SUSPENDED FREQ=DAILY");
        assertThat(duty(position, after(5, 1), after(1, 0))).isEqualTo("ACTIVE FREQ=DAILY");
    }

    private String duty(long position, Instant at, Instant knownAt) {
        String path = "/api/v1/ledgers/duties?gridId=" + village + "&at=" + at
                + (knownAt == null ? "" : "&knownAt=" + knownAt);
        List<JsonNode> items = asking.items(position, path);
        assertThat(items).hasSize(1);
        return items.getFirst().get("state").asString() + " "
                + items.getFirst().get("recurrence").asString();
    }
}
