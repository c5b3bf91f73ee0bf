package org.wangge.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** 谁知情: a case is dispatched, it lies in somebody's inbox, is read there, and it can be shown who knew and who only could. */
class NoticeJourneyIT {

    private static final String PASSWORD = "a password for tests";

    private final Door admin = RunningStandalone.admin();

    private Door handler(String personId) {
        admin.accepted("/api/v1/people", """
                {"personId":"%s","name":"测试人员","unitId":"n-fire"}""".formatted(personId));
        admin.accepted("/api/v1/accounts", """
                {"username":"%s","password":"%s","personId":"%s","roles":["UNIT_HANDLER"]}""".formatted(personId, PASSWORD, personId));
        return RunningStandalone.as(personId, PASSWORD);
    }

    @Test
    void aDispatchLiesInTheInboxesOfTheUnitAndWhoReadItKnew() {
        admin.accepted("/api/v1/units", "{\"unitId\":\"n-fire\",\"name\":\"消防办\"}");
        admin.accepted("/api/v1/grids", "{\"gridId\":\"N\",\"name\":\"测试分场\",\"kind\":\"AREA\",\"level\":1}");
        Door chen = handler("n-chen");
        Door lin = handler("n-lin");
        UUID caseId = UUID.randomUUID();
        admin.accepted("/api/v1/cases", """
                {"caseId":"%s","gridId":"N","kind":"HAZARD","category":"FIRE","severity":"GENERAL",
                 "title":"通道堵塞"}""".formatted(caseId));
        JsonNode dispatched = admin.accepted("/api/v1/cases/" + caseId + "/dispatches", "{\"unitId\":\"n-fire\"}");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> chen.read("/api/v1/inbox?unread=true")
                                        .path("items")
                                        .size()
                                == 1
                        && lin.read("/api/v1/inbox?unread=true").path("items").size() == 1);
        JsonNode notice = chen.read("/api/v1/inbox").path("items").get(0);
        assertThat(notice.path("aboutEventId").asString())
                .isEqualTo(dispatched.path("eventIds").get(0).asString());
        String reading = "/api/v1/notices/" + notice.path("noticeId").asString() + "/reading";
        lin.post(reading, "{}").is(404);
        chen.accepted(reading, "{}");

        assertThat(chen.read("/api/v1/inbox?unread=true").path("items").size()).isZero();
        admin.hasSeen(chen.position());
        JsonNode persons = admin.read("/api/v1/knowledge?caseId=" + caseId).path("persons");
        assertThat(persons.valueStream()
                        .map(person -> person.path("personId").asString() + " "
                                + person.path("told").path("how").asString("-") + " "
                                + person.path("knew").path("how").asString("-"))
                        .toList())
                .containsExactly("account:admin - case.reported", "n-chen INBOX READ", "n-lin INBOX -");
        assertThat(admin.read("/api/v1/ledgers/notices?gridId=N&state=DELIVERED")
                        .path("items")
                        .size())
                .isEqualTo(1);
        assertThat(admin.read("/api/v1/cases/" + caseId + "/timeline")
                        .path("items")
                        .valueStream()
                        .map(entry -> entry.path("type").asString())
                        .toList())
                .contains("notice.issued", "notice.delivered", "notice.read");
    }
}
