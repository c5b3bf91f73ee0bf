package org.wangge.edge.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/**
 * Signing in with a token. The account behind it is looked at again every half minute: a token of an account that has been closed
 * or changed since is refused within a minute.
 */
final class TokenSignIn implements Converter<Jwt, AbstractAuthenticationToken> {

    private static final Duration LOOKED_AT_EVERY = Duration.ofSeconds(30);

    private final LoadingCache<String, Optional<Account>> accounts;

    TokenSignIn(Accounts accounts, Clock clock) {
        this.accounts = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(LOOKED_AT_EVERY)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build(accounts::find);
    }

    /** Takes ES256 and nothing else; no time beyond the token's end. */
    static JwtDecoder decoder(SigningKeys keys, Clock clock) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
        // Spring's validators below look at the claims, by our clock.
        processor.setJWTClaimsSetVerifier((set, context) -> {});
        JwtTimestampValidator timestamps = new JwtTimestampValidator(Duration.ZERO);
        timestamps.setClock(clock);
        timestamps.setAllowEmptyExpiryClaim(false);
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        OAuth2TokenValidator<Jwt> claims =
                new DelegatingOAuth2TokenValidator<>(List.of(timestamps, new JwtIssuerValidator(Tokens.ISSUER)));
        decoder.setJwtValidator(claims);
        return new VerifiedTokens(decoder, claims, clock);
    }

    @Override
    public AbstractAuthenticationToken convert(Jwt token) {
        Object version = token.getClaim("version");
        Account account = Optional.ofNullable(token.getSubject())
                .flatMap(accounts::get)
                .filter(known -> !known.closed())
                .filter(known -> version instanceof Number number && number.intValue() == known.version())
                .orElseThrow(() -> new InvalidBearerTokenException("the account was closed or changed"));
        return AccountAuthentication.byToken(account.signedIn(), account.version());
    }
}
