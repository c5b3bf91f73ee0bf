package org.wangge.command.notice;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.wangge.api.notice.DeliveryFault;
import org.wangge.api.notice.NoticeChannel;
import org.wangge.api.notice.NoticeEvent.NoticeIssued;
import org.wangge.api.notice.NoticeKind;
import org.wangge.command.people.Addresses;
import org.wangge.eventstore.CanonicalJson;

/**
 * 短信网关: a signed request to a gateway that sends text messages. Redirects are not followed, and of the answer only the status
 * counts.
 *
 * <p>The host's addresses are looked up and must be public, before the request and again after it. Between the look-up and the
 * connection Java itself looks into its own cache (30 s unless {@code networkaddress.cache.ttl} says otherwise), so a name that
 * changes its address in between is met only when that entry runs out in these milliseconds; the second look then shows it.
 */
final class WebhookOutlet implements Outlet {

    static final String TIMESTAMP = "Wangge-Timestamp";
    static final String SIGNATURE = "Wangge-Signature";

    private static final String MAC = "HmacSHA256";

    private final URI url;
    private final SecretKeySpec secret;
    private final Duration timeout;
    private final Addresses addresses;
    private final PublicAddresses publicAddresses;
    private final HttpClient http;

    WebhookOutlet(NoticeSettings.Webhook settings, Addresses addresses, PublicAddresses publicAddresses) {
        this.url = Objects.requireNonNull(settings.url());
        this.secret =
                new SecretKeySpec(Objects.requireNonNull(settings.secret()).getBytes(StandardCharsets.UTF_8), MAC);
        this.timeout = settings.timeout();
        this.addresses = addresses;
        this.publicAddresses = publicAddresses;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(settings.timeout())
                .build();
    }

    /** What the gateway gets. */
    record Message(
            UUID noticeId,
            NoticeKind kind,
            String to,
            String text,
            Instant issuedAt,
            @Nullable UUID caseId,
            @Nullable String dutyId,
            @Nullable String gridId) {}

    @Override
    public NoticeChannel channel() {
        return NoticeChannel.WEBHOOK;
    }

    @Override
    public boolean reaches(String personId) {
        return addresses.phone(personId).isPresent();
    }

    @Override
    public void send(NoticeIssued notice, Instant issuedAt, Instant now) throws NotDelivered {
        String to = addresses
                .phone(notice.personId())
                .orElseThrow(() -> new NotDelivered(DeliveryFault.NO_ADDRESS, true, "no address"));
        publicAddresses.require(url.getHost());
        byte[] body = CanonicalJson.bytes(new Message(
                notice.noticeId(),
                notice.kind(),
                to,
                notice.text(),
                issuedAt,
                notice.caseId(),
                notice.dutyId(),
                notice.gridId()));
        String timestamp = Long.toString(now.getEpochSecond());
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", notice.noticeId().toString())
                .header(TIMESTAMP, timestamp)
                .header(SIGNATURE, "v1=" + signature(timestamp, body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        int status = statusOf(request);
        publicAddresses.require(url.getHost());
        judge(status);
    }

    /** The answer's body is nobody's business, and may have no end. */
    private int statusOf(HttpRequest request) throws NotDelivered {
        try {
            HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
            answer.body().close();
            return answer.statusCode();
        } catch (HttpConnectTimeoutException late) {
            throw new NotDelivered(DeliveryFault.UNREACHABLE, false, "timeout of the connection");
        } catch (HttpTimeoutException late) {
            throw new NotDelivered(DeliveryFault.TIMED_OUT, false, "timeout");
        } catch (ConnectException closed) {
            throw new NotDelivered(DeliveryFault.UNREACHABLE, false, "no connection");
        } catch (IOException broken) {
            throw new NotDelivered(
                    DeliveryFault.UNREACHABLE, false, broken.getClass().getSimpleName());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while sending", stopped);
        }
    }

    private static void judge(int status) throws NotDelivered {
        String detail = "HTTP " + status;
        if (status >= 200 && status < 300) {
            return;
        }
        if (status >= 300 && status < 400) {
            throw new NotDelivered(DeliveryFault.REDIRECTED, false, detail);
        }
        if (status == 401 || status == 403) {
            throw new NotDelivered(DeliveryFault.NOT_SIGNED_IN, false, detail);
        }
        if (status >= 400 && status < 500 && status != 408 && status != 425 && status != 429) {
            throw new NotDelivered(DeliveryFault.REFUSED, true, detail);
        }
        throw new NotDelivered(DeliveryFault.BUSY, false, detail);
    }

    /** HMAC-SHA256 over the timestamp, a dot, and the body, in lower-case hex. */
    private String signature(String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(secret);
            mac.update(timestamp.getBytes(StandardCharsets.US_ASCII));
            mac.update((byte) '.');
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + MAC, impossible);
        }
    }
}
