package org.wangge.command.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangge.api.notice.DeliveryFault;
import org.wangge.command.notice.NoticeSettings.Email;
import org.wangge.command.notice.NoticeSettings.Security;
import org.wangge.command.notice.Outlet.NotDelivered;

/** 电子邮件: one mail. */
class EmailTest {

    private static @Nullable NotDelivered send(int port, @Nullable String username, @Nullable String password) {
        return send(port, username, password, Security.NONE);
    }

    private static @Nullable NotDelivered send(
            int port, @Nullable String username, @Nullable String password, Security security) {
        EmailOutlet outlet = new EmailOutlet(
                new Email("127.0.0.1", port, username, password, "wangge@example.org", security, Duration.ofSeconds(2)),
                WebhookTest.ADDRESSES);
        try {
            outlet.send(WebhookTest.NOTICE, WebhookTest.NOW, WebhookTest.NOW);
            return null;
        } catch (NotDelivered failure) {
            return failure;
        }
    }

    private static GreenMail server() {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    @Test
    void aMailHoldsTheLineAndIdsAndNothingElse() throws Exception {
        GreenMail server = server();
        try {
            assertThat(send(server.getSmtp().getPort(), null, null)).isNull();
            assertThat(send(server.getSmtp().getPort(), null, null)).isNull();

            MimeMessage mail = server.getReceivedMessages()[0];
            assertThat(mail.getSubject()).isEqualTo("网格通知：案件被催办，请尽快处理。");
            assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("chen@example.org");
            assertThat(mail.getContent().toString())
                    .contains("案件编号：" + WebhookTest.CASE, "网格编号：g-1")
                    .doesNotContain("p-chen");
            assertThat(mail.getMessageID())
                    .isEqualTo("<" + WebhookTest.NOTICE.noticeId() + "@example.org>")
                    .as("the same for the same notice")
                    .isEqualTo(server.getReceivedMessages()[1].getMessageID());
        } finally {
            server.stop();
        }
    }

    @Test
    void aServerThatDoesNotKnowUsOrOffersNoEncryptionGetsNoMail() {
        GreenMail server = server();
        server.setUser("wangge", "right");
        server.getUserManager().setAuthRequired(true);
        try {
            assertThat(send(server.getSmtp().getPort(), "wangge", "wrong"))
                    .isInstanceOfSatisfying(NotDelivered.class, failure -> {
                        assertThat(failure.fault()).isEqualTo(DeliveryFault.NOT_SIGNED_IN);
                        assertThat(failure).hasMessageNotContainingAny("wrong", "chen");
                    });
            assertThat(send(server.getSmtp().getPort(), "wangge", "right", Security.STARTTLS))
                    .isNotNull();
            assertThat(server.getReceivedMessages()).isEmpty();
            assertThat(send(server.getSmtp().getPort(), "wangge", "right")).isNull();
        } finally {
            server.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({"550, REFUSED, true", "553, REFUSED, true", "450, BUSY, false", "421, BUSY, false"})
    void whatTheServerAnswersDecidesWhetherItIsTriedAgain(int code, DeliveryFault fault, boolean forGood)
            throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> refuse(socket, code));

            NotDelivered failure = send(socket.getLocalPort(), null, null);

            assertThat(failure).isNotNull();
            assertThat(failure.fault()).isEqualTo(fault);
            assertThat(failure.forGood()).isEqualTo(forGood);
            assertThat(failure).hasMessageNotContaining("chen");
        }
    }

    /** A mail server that takes no recipient. */
    private static void refuse(ServerSocket socket, int code) {
        try (Socket client = socket.accept();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                OutputStream out = client.getOutputStream()) {
            say(out, "220 here");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.length() < 4 ? line : line.substring(0, 4);
                say(
                        out,
                        switch (verb) {
                            case "RCPT" -> code + " chen@example.org is not for you";
                            case "QUIT" -> "221 bye";
                            default -> "250 OK";
                        });
            }
        } catch (IOException gone) {
            assertThat(gone).isNotNull();
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Test
    void aServerThatIsDownOrSaysNothingIsMetWithPatience() throws IOException {
        int port;
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = mute.getLocalPort();
            assertThat(send(port, null, null))
                    .isInstanceOfSatisfying(
                            NotDelivered.class,
                            failure -> assertThat(failure.fault()).isEqualTo(DeliveryFault.TIMED_OUT));
        }
        assertThat(send(port, null, null)).isInstanceOfSatisfying(NotDelivered.class, failure -> {
            assertThat(failure.fault()).isEqualTo(DeliveryFault.UNREACHABLE);
            assertThat(failure.forGood()).isFalse();
        });
    }
}
