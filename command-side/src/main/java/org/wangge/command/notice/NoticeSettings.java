package org.wangge.command.notice;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Settings of the ways out, under {@code wangge.notices}. A way without settings is switched off. */
@ConfigurationProperties("wangge.notices")
record NoticeSettings(@Nullable Email email, @Nullable Webhook webhook) {

    private static final int SHORTEST_SECRET = 16;

    /** How the connection to the mail server is kept from others' eyes. */
    enum Security {
        /** Begins in the clear and refuses to go on without TLS. */
        STARTTLS,
        /** TLS from the first byte. */
        TLS,
        /** In the clear: for a relay on the same machine. */
        NONE
    }

    /**
     * 电子邮件.
     *
     * @param host of the mail server; without it no mail is sent
     * @param from the sender's address
     * @param timeout of connecting, reading and writing, each
     */
    record Email(
            @Nullable String host,
            @DefaultValue("587") int port,
            @Nullable String username,
            @Nullable String password,
            @Nullable String from,
            @DefaultValue("STARTTLS") Security security,
            @DefaultValue("PT10S") Duration timeout) {

        boolean configured() {
            return host != null && !host.isBlank();
        }

        @Override
        public String toString() {
            return "Email[" + host + ":" + port + "]";
        }
    }

    /**
     * 短信网关.
     *
     * @param url without it nothing is sent
     * @param secret for signing, at least 16 characters
     * @param allowPrivateAddresses for a gateway in one's own network
     * @param allowPlainHttp for a gateway without TLS
     * @param timeout of connecting, and of waiting for the answer
     */
    record Webhook(
            @Nullable URI url,
            @Nullable String secret,
            @DefaultValue("false") boolean allowPrivateAddresses,
            @DefaultValue("false") boolean allowPlainHttp,
            @DefaultValue("PT10S") Duration timeout) {

        boolean configured() {
            return url != null && !url.toString().isBlank();
        }

        @Override
        public String toString() {
            return "Webhook[" + (url == null ? null : url.getHost()) + "]";
        }
    }

    /** Refuses to start with settings that could only fail, or would send in the clear what nobody allowed to. */
    NoticeSettings {
        if (email != null && email.configured()) {
            require(email.from() != null && !email.from().isBlank(), "email.from is missing");
        }
        if (webhook != null && webhook.configured()) {
            URI url = webhook.url();
            boolean plain = url != null && "http".equalsIgnoreCase(url.getScheme());
            boolean secure = url != null && "https".equalsIgnoreCase(url.getScheme());
            require(url != null && url.getHost() != null, "webhook.url names no host");
            require(url != null && url.getUserInfo() == null, "webhook.url holds a name or password");
            require(
                    secure || (plain && webhook.allowPlainHttp()),
                    "webhook.url must begin with https:// (or set webhook.allow-plain-http)");
            require(
                    webhook.secret() != null && webhook.secret().length() >= SHORTEST_SECRET,
                    "webhook.secret must have at least " + SHORTEST_SECRET + " characters");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("wangge.notices." + otherwise);
        }
    }
}
