package org.wangge.query.knowledge;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wangge.query.CaseStories.accepted;
import static org.wangge.query.CaseStories.dispatched;
import static org.wangge.query.CaseStories.grid;
import static org.wangge.query.CaseStories.reported;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.core.context.SecurityContextHolder;
import org.wangge.api.Actor;
import org.wangge.api.casework.CaseEvent.CaseEscalated;
import org.wangge.api.notice.DeliveryFault;
import org.wangge.api.notice.NoticeChannel;
import org.wangge.api.notice.NoticeEvent;
import org.wangge.api.notice.NoticeEvent.NoticeDelivered;
import org.wangge.api.notice.NoticeEvent.NoticeDeliveryFailed;
import org.wangge.api.notice.NoticeEvent.NoticeIssued;
import org.wangge.api.notice.NoticeEvent.NoticeRead;
import org.wangge.api.notice.NoticeKind;
import org.wangge.edge.access.SignedIn;
import org.wangge.eventstore.TimeOrderedIds;
import org.wangge.query.Asking;
import org.wangge.query.History;
import org.wangge.query.QuerySideTestApplication;
import tools.jackson.databind.JsonNode;

/** 谁知情, 通知台账 and 收件箱. */
@SpringBootTest(classes = QuerySideTestApplication.class)
class KnowledgeTest {

    private static final Actor OFFICE = new Actor("office", "p-office", "LEADER", null, null);

    @Autowired
    private History history;

    @Autowired
    private Asking asking;

    private final String town = History.prefix();
    private final String village = town + "-V1";
    private final String chen = town + "-chen";
    private final UUID caseId = TimeOrderedIds.next();
    private final UUID notice = TimeOrderedIds.next();
    private final UUID about = TimeOrderedIds.next();
    private Instant day;

    @BeforeEach
    void aCaseInAVillageOfATown() {
        day = history.freshDay();
        history.by(OFFICE);
        history.append(grid(town, 1, null), grid(village, 2, town), grid(town + "-V2", 2, town));
        history.at(hour(8));
        history.append(reported(caseId, village, "堵塞", null));
    }

    @AfterEach
    void nobodyIsSignedIn() {
        SecurityContextHolder.clearContext();
        history.by(History.WANG);
        history.from("http");
    }

    private Instant hour(int hour) {
        return day.plus(ofHours(hour));
    }

    private NoticeEvent issued(UUID noticeId, String personId, String gridId) {
        return new NoticeIssued(
                noticeId,
                NoticeKind.DISPATCH,
                personId,
                new NoticeEvent.Fact(about, "case:" + caseId),
                caseId,
                null,
                gridId,
                "新派遣案件",
                List.of(NoticeChannel.INBOX, NoticeChannel.EMAIL),
                "default-1");
    }

    /** Told at nine, mail at ten after a failure, read at noon. */
    private long theWholeStory() {
        history.by(Actor.SYSTEM);
        history.at(hour(9));
        history.append(
                issued(notice, chen, village),
                new NoticeDelivered(notice, caseId, NoticeChannel.INBOX, 1),
                new NoticeDeliveryFailed(notice, caseId, NoticeChannel.EMAIL, 1, DeliveryFault.BUSY, false));
        history.at(hour(10));
        history.append(new NoticeDelivered(notice, caseId, NoticeChannel.EMAIL, 2));
        history.at(hour(12));
        history.by(new Actor("chen", chen, "UNIT_HANDLER", null, null));
        return history.append(new NoticeRead(notice, caseId));
    }

    private List<JsonNode> ledger(long position, String query) {
        return asking.items(position, "/api/v1/ledgers/notices?gridId=" + town + query);
    }

    private JsonNode person(long position, String personId, String query) {
        for (JsonNode each : asking.json(position, "/api/v1/knowledge?" + query).get("persons")) {
            if (each.get("personId").asString().equals(personId)) {
                return each;
            }
        }
        return null;
    }

    @Test
    void theLedgerSaysWhatArrivedWhatFailedAndWhatWasRead() {
        long position = theWholeStory();

        assertThat(ledger(position, "")).singleElement().satisfies(line -> {
            assertThat(line.get("personId").asString()).isEqualTo(chen);
            assertThat(line.get("state").asString()).isEqualTo("READ");
            assertThat(line.get("inboxAt").asString()).isEqualTo(hour(9).toString());
            assertThat(line.get("emailAt").asString()).isEqualTo(hour(10).toString());
            assertThat(line.get("webhookAt").isNull()).isTrue();
            assertThat(line.get("readAt").asString()).isEqualTo(hour(12).toString());
            assertThat(line.get("failures").asInt()).isEqualTo(1);
            assertThat(line.get("lastFault").asString()).isEqualTo("BUSY");
            assertThat(line.get("aboutEventId").asString()).isEqualTo(about.toString());
        });
    }

    @Test
    void atAnEarlierInstantItHadNotBeenReadOrNotYetBeenSent() {
        long position = theWholeStory();

        assertThat(ledger(position, "&at=" + hour(11)))
                .singleElement()
                .satisfies(line -> assertThat(line.get("state").asString()).isEqualTo("DELIVERED"));
        assertThat(ledger(position, "&at=" + hour(9) + "&failing=true")).hasSize(1);
        assertThat(ledger(position, "&at=" + hour(10) + "&failing=true")).isEmpty();
        assertThat(ledger(position, "&at=" + hour(9).minusMillis(1))).isEmpty();
        assertThat(ledger(position, "&state=READ&at=" + hour(11))).isEmpty();
        assertThat(ledger(position, "&state=READ")).hasSize(1);
    }

    /** Read on a train at nine thirty, and only entered at noon: at ten nobody could say so. */
    @Test
    void aReadingEnteredLateIsKnownOnlyFromItsRecordOn() {
        history.by(Actor.SYSTEM);
        history.at(hour(9));
        history.append(issued(notice, chen, village), new NoticeDelivered(notice, caseId, NoticeChannel.INBOX, 1));
        history.at(hour(12));
        long position = history.append(hour(9).plusSeconds(1800), new NoticeRead(notice, caseId));

        assertThat(ledger(position, "&at=" + hour(10)).getFirst().get("state").asString())
                .isEqualTo("READ");
        assertThat(ledger(position, "&at=" + hour(10) + "&knownAt=" + hour(10))
                        .getFirst()
                        .get("state")
                        .asString())
                .isEqualTo("DELIVERED");
        JsonNode knew = person(position, chen, "caseId=" + caseId).get("knew");
        assertThat(knew.get("at").asString())
                .isEqualTo(hour(9).plusSeconds(1800).toString());
        assertThat(knew.get("recordedAt").asString()).isEqualTo(hour(12).toString());
        assertThat(person(position, chen, "caseId=" + caseId + "&knownAt=" + hour(10))
                        .get("knew")
                        .isNull())
                .isTrue();
    }

    @Test
    void whoWasToldCouldKnowAndWhoReadItKnew() {
        long position = theWholeStory();

        JsonNode before = person(position, chen, "caseId=" + caseId + "&at=" + hour(11));
        assertThat(before.get("told").get("how").asString()).isEqualTo("INBOX");
        assertThat(before.get("told").get("at").asString()).isEqualTo(hour(9).toString());
        assertThat(before.get("knew").isNull()).isTrue();

        JsonNode after = person(position, chen, "caseId=" + caseId + "&at=" + hour(12));
        assertThat(after.get("knew").get("how").asString()).isEqualTo("READ");
        assertThat(after.get("knew").get("eventId").asString())
                .isEqualTo(ledger(position, "").getFirst().get("readEventId").asString());
        assertThat(after.get("notices").get(0).get("facts")).hasSize(4);
    }

    @Test
    void whoActedKnewWithoutBeingTold() {
        history.by(new Actor("zhou", town + "-zhou", "UNIT_HANDLER", null, null));
        history.at(hour(9));
        history.append(dispatched(caseId, "u", null, null));
        history.by(new Actor("gate", null, "UNIT_HANDLER", null, null));
        history.append(accepted(caseId, "u", null));
        history.by(Actor.SYSTEM);
        long position = history.append(new CaseEscalated(caseId, village, town, "overdue"));

        List<String> persons = asking.json(position, "/api/v1/knowledge?caseId={c}", caseId)
                .get("persons")
                .valueStream()
                .map(each -> each.get("personId").asString())
                .toList();
        assertThat(persons).containsExactly(town + "-zhou", "account:gate", "p-office");
        JsonNode zhou = person(position, town + "-zhou", "caseId=" + caseId);
        assertThat(zhou.get("told").isNull()).isTrue();
        assertThat(zhou.get("knew").get("how").asString()).isEqualTo("case.dispatched");
        assertThat(person(position, town + "-zhou", "caseId=" + caseId + "&at=" + hour(8)))
                .isNull();
    }

    @Test
    void whatAnImportCopiedIsNobodysAct() {
        UUID old = TimeOrderedIds.next();
        history.from("import:b-1");
        long position = history.append(reported(old, village, "旧案", null));

        assertThat(asking.json(position, "/api/v1/knowledge?caseId={c}", old).get("persons"))
                .isEmpty();
    }

    /** The town was told when the case came up to it: that is knowledge about the village too. */
    @Test
    void aGridIncludesTheCasesThatEverLayThere() {
        history.at(hour(9));
        history.append(new CaseEscalated(caseId, village, town, "解决不了"));
        history.by(Actor.SYSTEM);
        long position = history.append(issued(notice, chen, town));

        assertThat(person(position, chen, "gridId=" + village)).isNotNull();
        assertThat(person(position, chen, "gridId=" + town)).isNotNull();
        assertThat(person(position, chen, "gridId=" + town + "-V2")).isNull();
        assertThat(person(position, "p-office", "gridId=" + village)).isNotNull();
        assertThat(person(position, chen, "eventId=" + about)).isNotNull();
        assertThat(person(position, "p-office", "eventId=" + about)).isNull();
        assertThat(person(position, "p-office", "gridId=" + village + "&personId=" + chen))
                .isNull();
    }

    @Test
    void aQuestionAboutNothingIsRefused() {
        assertThat(asking.problem(400, "/api/v1/knowledge")
                        .get("errors")
                        .get(0)
                        .get("parameter")
                        .asString())
                .isEqualTo("caseId");
    }

    @Test
    void everybodySeesTheOwnInboxAndNobodyElses() {
        long position = theWholeStory();
        UUID other = TimeOrderedIds.next();
        position = history.append(issued(other, town + "-lin", village));

        signIn(chen);
        assertThat(asking.items(position, "/api/v1/inbox"))
                .singleElement()
                .satisfies(line -> assertThat(line.get("noticeId").asString()).isEqualTo(notice.toString()));
        assertThat(asking.items(position, "/api/v1/inbox?unread=true")).isEmpty();
        assertThat(asking.problem(400, "/api/v1/inbox?personId=" + chen)).isNotNull();
        signIn(town + "-lin");
        assertThat(asking.items(position, "/api/v1/inbox?unread=true")).hasSize(1);
        signIn(null);
        assertThat(asking.items(position, "/api/v1/inbox")).isEmpty();
        SecurityContextHolder.clearContext();
        asking.problem(401, "/api/v1/inbox");
    }

    private static void signIn(String personId) {
        SecurityContextHolder.getContext()
                .setAuthentication(
                        new SignedIn("someone", personId, null, List.of(), List.of(), null).asAuthentication());
    }
}
