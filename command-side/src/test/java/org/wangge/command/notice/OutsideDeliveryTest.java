package org.wangge.command.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.wangge.command.CommandSide;
import tools.jackson.databind.JsonNode;

/** Notices that leave the house: tried again with patience, and never again once an outcome is in the log. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class OutsideDeliveryTest {

    private static final String WITH_PHONE = ",\"phone\":\"13900001234\"";

    private final Gateway gateway = new Gateway();
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private CommandSide side;
    private Desk desk;

    @BeforeAll
    void start() {
        mail.start();
        side = CommandSide.startWith(
                "--wangge.notices.webhook.url=" + gateway.url("/sms"),
                "--wangge.notices.webhook.secret=" + WebhookTest.SECRET,
                "--wangge.notices.webhook.allow-plain-http=true",
                "--wangge.notices.webhook.allow-private-addresses=true",
                "--wangge.notices.email.host=127.0.0.1",
                "--wangge.notices.email.port=" + mail.getSmtp().getPort(),
                "--wangge.notices.email.from=wangge@example.org",
                "--wangge.notices.email.security=NONE");
        desk = new Desk(side);
    }

    @BeforeEach
    void signIn() {
        side.signInAgain();
    }

    @AfterAll
    void stop() {
        side.close();
        gateway.close();
        mail.stop();
    }

    private String noticeToSomebodyWith(String address) {
        String unitId = side.someUnit();
        desk.personOf(unitId, address);
        return desk.about(desk.dispatched(unitId), 1).getFirst();
    }

    private static String idOf(String stream) {
        return stream.substring("notice:".length());
    }

    @Test
    void whoHasAPhoneAndAMailboxIsReachedByBothAndWhoHasNeitherByNeither() {
        String both = noticeToSomebodyWith(WITH_PHONE + ",\"email\":\"chen@example.org\"");
        desk.lastOf(both, "notice.delivered", 3);

        assertThat(side.stream(both).getFirst().path("channels").valueStream().map(JsonNode::stringValue))
                .containsExactly("INBOX", "EMAIL", "WEBHOOK");
        assertThat(gateway.about(idOf(both))).hasSize(1);
        assertThat(mail.getReceivedMessages()).hasSize(1);
        assertThat(side.bodies(both).toString()).doesNotContain("13900001234", "chen@example.org");

        String neither = noticeToSomebodyWith("");
        assertThat(side.stream(neither)
                        .getFirst()
                        .path("channels")
                        .valueStream()
                        .map(JsonNode::stringValue))
                .containsExactly("INBOX");
    }

    @Test
    void whatIsNotTakenIsTriedAgainAfterAWhile(CapturedOutput log) {
        gateway.answer(503, 302);
        String notice = noticeToSomebodyWith(WITH_PHONE);
        JsonNode first = desk.lastOf(notice, "notice.delivery-failed", 1);
        assertThat(first.path("attempt").intValue()).isEqualTo(1);
        assertThat(first.path("fault").stringValue()).isEqualTo("BUSY");
        assertThat(first.path("last").booleanValue()).isFalse();
        assertThat(gateway.about(idOf(notice))).hasSize(1);

        side.clock().goOn(Duration.ofSeconds(30));
        assertThat(desk.lastOf(notice, "notice.delivery-failed", 2)
                        .path("fault")
                        .stringValue())
                .isEqualTo("REDIRECTED");
        side.clock().goOn(Duration.ofMinutes(2));
        desk.await("delivered by the gateway", () -> desk.count(notice, "notice.delivered") == 2);

        assertThat(side.stream(notice).getLast().path("attempt").intValue()).isEqualTo(3);
        List<Instant> tried = side.bodies(notice).stream()
                .skip(2)
                .map(body -> Instant.parse(body.path("recordedAt").stringValue()))
                .toList();
        assertThat(tried.get(1)).isAfterOrEqualTo(tried.get(0).plusSeconds(30));
        assertThat(tried.get(2)).isAfterOrEqualTo(tried.get(1).plusSeconds(120));
        assertThat(gateway.about(idOf(notice)))
                .hasSize(3)
                .allMatch(request -> request.path().equals("/sms"));
        assertThat(log.getOut().lines().filter(line -> line.contains(idOf(notice))))
                .hasSize(2)
                .anyMatch(line -> line.contains("WEBHOOK, attempt 1: BUSY (HTTP 503); next attempt at "))
                .noneMatch(line -> line.contains("13900001234")
                        || line.contains(WebhookTest.SECRET)
                        || line.contains("a secret of the gateway's own"));
    }

    @Test
    void afterSixAttemptsItIsGivenUp() {
        gateway.answer(503, 503, 503, 503, 503, 503);
        String notice = noticeToSomebodyWith(WITH_PHONE);
        for (int attempt = 1; attempt <= 6; attempt++) {
            JsonNode failure = desk.lastOf(notice, "notice.delivery-failed", attempt);
            assertThat(failure.path("attempt").intValue()).isEqualTo(attempt);
            assertThat(failure.path("last").booleanValue()).isEqualTo(attempt == 6);
            side.clock().goOn(Duration.ofHours(2));
        }
        desk.await("no errand is left", () -> desk.errands() == 0);
        assertThat(gateway.about(idOf(notice))).hasSize(6);
    }

    @Test
    void whoIsForgottenIsReachedNoMore() {
        gateway.answer(503);
        String notice = noticeToSomebodyWith(WITH_PHONE);
        desk.lastOf(notice, "notice.delivery-failed", 1);
        side.post("/api/v1/people/" + desk.toldOf(notice) + "/forgetting", "{\"reason\":\"asked for it\"}")
                .accepted();
        side.clock().goOn(Duration.ofSeconds(30));

        JsonNode failure = desk.lastOf(notice, "notice.delivery-failed", 2);
        assertThat(failure.path("fault").stringValue()).isEqualTo("NO_ADDRESS");
        assertThat(failure.path("last").booleanValue()).isTrue();
        assertThat(gateway.about(idOf(notice))).hasSize(1);
    }

    /** Two processes on one database, and an errand that is left once more for what was delivered already. */
    @Test
    void twoProcessesSendEachNoticeOnceAndNeverAgain() {
        try (CommandSide second = CommandSide.beside(side)) {
            assertThat(second).isNotNull();
            List<String> notices = new ArrayList<>();
            String unitId = side.someUnit();
            for (int i = 0; i < 5; i++) {
                desk.personOf(unitId, WITH_PHONE);
            }
            for (int i = 0; i < 4; i++) {
                notices.addAll(desk.about(desk.dispatched(unitId), 5));
            }
            for (String notice : notices) {
                desk.lastOf(notice, "notice.delivered", 2);
            }
            desk.await("no errand is left", () -> desk.errands() == 0);
            side.superuser()
                    .sql("INSERT INTO command.notice_tasks (task_name, task_instance, execution_time, picked, version)"
                            + " VALUES ('deliver-notice', ?, '2026-01-01T00:00:00Z', false, 1)")
                    .param(idOf(notices.getFirst()) + "/WEBHOOK")
                    .update();
            desk.await("no errand is left", () -> desk.errands() == 0);

            assertThat(notices).hasSize(20).doesNotHaveDuplicates().allSatisfy(notice -> {
                assertThat(gateway.about(idOf(notice))).hasSize(1);
                assertThat(side.types(notice)).containsExactly("notice.issued", "notice.delivered", "notice.delivered");
            });
        }
    }
}
