package org.wangge.edge.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Remembers for half a minute which tokens were signed by one of our keys: checking a signature costs more than all else that a
 * request asks of this side. Whether a token has ended is asked each time, and the account behind it as often as without this.
 */
final class VerifiedTokens implements JwtDecoder {

    private static final Duration REMEMBERED_FOR = Duration.ofSeconds(30);

    private final JwtDecoder verifying;
    private final OAuth2TokenValidator<Jwt> validator;
    private final Cache<String, Jwt> verified;

    /** @param verifying checks everything, signature and claims */
    VerifiedTokens(JwtDecoder verifying, OAuth2TokenValidator<Jwt> validator, Clock clock) {
        this.verifying = verifying;
        this.validator = validator;
        this.verified = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(REMEMBERED_FOR)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    @Override
    public Jwt decode(String token) {
        Jwt known = verified.getIfPresent(token);
        if (known != null && !validator.validate(known).hasErrors()) {
            return known;
        }
        // What has ended meanwhile is refused here, in the usual words.
        Jwt fresh = verifying.decode(token);
        verified.put(token, fresh);
        return fresh;
    }
}
