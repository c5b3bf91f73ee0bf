package org.wangge.command.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangge.api.notice.DeliveryFault;
import org.wangge.api.notice.NoticeChannel;
import org.wangge.api.notice.NoticeEvent.Fact;
import org.wangge.api.notice.NoticeEvent.NoticeIssued;
import org.wangge.api.notice.NoticeKind;
import org.wangge.command.notice.NoticeSettings.Webhook;
import org.wangge.command.notice.Outlet.NotDelivered;
import org.wangge.command.people.Addresses;

/** 短信网关: one request. */
class WebhookTest {

    static final String SECRET = "a secret of sixteen and more";
    static final Instant NOW = Instant.parse("2026-03-02T08:00:00.500Z");
    static final UUID CASE = new UUID(3, 4);
    static final NoticeIssued NOTICE = new NoticeIssued(
            new UUID(1, 2),
            NoticeKind.URGE,
            "p-chen",
            new Fact(new UUID(5, 6), "case:" + CASE),
            CASE,
            null,
            "g-1",
            "案件被催办，请尽快处理。",
            List.of(NoticeChannel.INBOX, NoticeChannel.WEBHOOK),
            "default-1");

    /** Only Chen has a phone and a mailbox. */
    static final Addresses ADDRESSES = new Addresses() {
        @Override
        public Optional<String> phone(String personId) {
            return personId.equals("p-chen") ? Optional.of("13900001234") : Optional.empty();
        }

        @Override
        public Optional<String> email(String personId) {
            return personId.equals("p-chen") ? Optional.of("chen@example.org") : Optional.empty();
        }
    };

    private final Gateway gateway = new Gateway();

    @AfterEach
    void close() {
        gateway.close();
    }

    private static WebhookOutlet outlet(String url, boolean privateAddresses) {
        return new WebhookOutlet(
                new Webhook(URI.create(url), SECRET, privateAddresses, true, Duration.ofSeconds(2)),
                ADDRESSES,
                new PublicAddresses(privateAddresses));
    }

    private static @Nullable NotDelivered send(WebhookOutlet outlet) {
        try {
            outlet.send(NOTICE, NOW.minusSeconds(1), NOW);
            return null;
        } catch (NotDelivered failure) {
            return failure;
        }
    }

    private static String hmac(String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theGatewayCanTellWhoSentItAndThatNothingWasChanged() throws Exception {
        assertThat(send(outlet(gateway.url("/sms"), true))).isNull();

        assertThat(gateway.requests).singleElement().satisfies(request -> {
            String body = new String(request.body(), StandardCharsets.UTF_8);
            assertThat(body)
                    .isEqualTo(
                            "{\"caseId\":\"" + CASE + "\",\"gridId\":\"g-1\",\"issuedAt\":\"2026-03-02T07:59:59.500Z\","
                                    + "\"kind\":\"URGE\",\"noticeId\":\"" + NOTICE.noticeId()
                                    + "\",\"text\":\"案件被催办，请尽快处理。\",\"to\":\"13900001234\"}");
            assertThat(request.path()).isEqualTo("/sms");
            assertThat(request.key()).isEqualTo(NOTICE.noticeId().toString());
            assertThat(request.timestamp()).isEqualTo(Long.toString(NOW.getEpochSecond()));
            assertThat(request.signature()).isEqualTo("v1=" + hmac(request.timestamp() + "." + body));
            assertThat(request.signature()).isNotEqualTo("v1=" + hmac("1." + body));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "302, REDIRECTED, false", "308, REDIRECTED, false", "404, REFUSED, true", "422, REFUSED, true",
        "401, NOT_SIGNED_IN, false", "429, BUSY, false", "500, BUSY, false", "503, BUSY, false"
    })
    void whatTheGatewayAnswersDecidesWhetherItIsTriedAgain(int status, DeliveryFault fault, boolean forGood) {
        gateway.answer(status);

        NotDelivered failure = send(outlet(gateway.url("/sms"), true));

        assertThat(failure).isNotNull();
        assertThat(failure.fault()).isEqualTo(fault);
        assertThat(failure.forGood()).isEqualTo(forGood);
        assertThat(failure).hasMessageNotContainingAny("secret", "1390000", "催办");
        assertThat(gateway.requests).as("nobody follows it elsewhere").hasSize(1);
    }

    @Test
    void aPrivateAddressIsNotEvenAsked() {
        for (String host : List.of("127.0.0.1", "localhost", "[::1]")) {
            String url = gateway.url("/sms").replace("127.0.0.1", host);
            assertThat(send(outlet(url, false)))
                    .as(host)
                    .isInstanceOfSatisfying(
                            NotDelivered.class,
                            failure -> assertThat(failure.fault()).isEqualTo(DeliveryFault.PRIVATE_ADDRESS));
        }
        assertThat(gateway.requests).isEmpty();
    }

    @Test
    void aGatewayThatIsDownOrSaysNothingIsMetWithPatience() throws IOException {
        String url = gateway.url("/sms");
        gateway.close();
        assertThat(send(outlet(url, true))).isInstanceOfSatisfying(NotDelivered.class, failure -> {
            assertThat(failure.fault()).isEqualTo(DeliveryFault.UNREACHABLE);
            assertThat(failure.forGood()).isFalse();
        });
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(send(outlet("http://127.0.0.1:" + mute.getLocalPort() + "/", true)))
                    .isInstanceOfSatisfying(
                            NotDelivered.class,
                            failure -> assertThat(failure.fault()).isEqualTo(DeliveryFault.TIMED_OUT));
        }
    }

    @Test
    void whoHasNoPhoneIsNotReached() {
        assertThat(outlet(gateway.url("/"), true).reaches("p-chen")).isTrue();
        assertThat(outlet(gateway.url("/"), true).reaches("p-lin")).isFalse();
    }

    @Test
    void settingsThatCouldOnlyFailAreRefusedAtStart() {
        assertThatThrownBy(() -> webhook("http://sms.example.org/", SECRET)).hasMessageContaining("https://");
        assertThatThrownBy(() -> webhook("ftp://sms.example.org/", SECRET)).hasMessageContaining("https://");
        assertThatThrownBy(() -> webhook("https://u:p@sms.example.org/", SECRET))
                .hasMessageContaining("name or password");
        assertThatThrownBy(() -> webhook("https://sms.example.org/", "short"))
                .hasMessageContaining("webhook.secret")
                .hasMessageNotContaining("short");
        assertThat(webhook("https://sms.example.org/", SECRET).toString()).doesNotContain(SECRET);
        assertThat(new NoticeSettings(null, new Webhook(null, null, false, false, Duration.ofSeconds(1))))
                .isNotNull();
    }

    private static NoticeSettings webhook(String url, String secret) {
        return new NoticeSettings(null, new Webhook(URI.create(url), secret, false, false, Duration.ofSeconds(1)));
    }
}
