package org.wangge.edge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.wangge.edge.DrivenClock;

/** Which tokens are taken without checking their signature again. */
class VerifiedTokensTest {

    private final DrivenClock clock = new DrivenClock();
    private final AtomicInteger signatures = new AtomicInteger();
    private final VerifiedTokens tokens = new VerifiedTokens(this::verify, timestamps(), clock);

    private JwtTimestampValidator timestamps() {
        JwtTimestampValidator timestamps = new JwtTimestampValidator(Duration.ZERO);
        timestamps.setClock(clock);
        return timestamps;
    }

    private Jwt verify(String token) {
        signatures.incrementAndGet();
        if (token.startsWith("forged")) {
            throw new BadJwtException("not one of our keys");
        }
        Instant end = clock.instant().plusSeconds(token.startsWith("short") ? 10 : 3600);
        return Jwt.withTokenValue(token)
                .header("alg", "ES256")
                .subject("somebody")
                .expiresAt(end)
                .build();
    }

    @Test
    void aSignatureIsCheckedOnceInHalfAMinute() {
        for (int i = 0; i < 10; i++) {
            assertThat(tokens.decode("good").getSubject()).isEqualTo("somebody");
        }
        assertThat(signatures).hasValue(1);
        clock.advance(Duration.ofSeconds(31));
        tokens.decode("good");
        assertThat(signatures).hasValue(2);
    }

    @Test
    void aForgedTokenIsNeverRemembered() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> tokens.decode("forged")).isInstanceOf(BadJwtException.class);
        }
        assertThat(signatures).hasValue(3);
    }

    @Test
    void aRememberedTokenEndsWhenItEnds() {
        tokens.decode("short");
        clock.advance(Duration.ofSeconds(11));
        tokens.decode("short");
        assertThat(signatures).as("asked again, in full").hasValue(2);
    }
}
