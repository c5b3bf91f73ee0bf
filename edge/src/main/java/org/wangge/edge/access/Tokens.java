package org.wangge.edge.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.wangge.api.people.AccountRole;

/** Gives tokens (JWT, ES256) to accounts that signed in with their password. For the command side only. */
final class Tokens {

    static final String ISSUER = "wangge";

    /** A token as the client gets it (RFC 6749 section 5.1, in camelCase). */
    record Token(String accessToken, String tokenType, long expiresIn) {
        @Override
        public String toString() {
            return "Token[…]";
        }
    }

    private final SigningKeys keys;
    private final Clock clock;
    private final Duration lifetime;

    Tokens(SigningKeys keys, Clock clock, Duration lifetime) {
        this.keys = keys;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    Token issue(AccountAuthentication who) {
        SignedIn account = who.getPrincipal();
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(account.username())
                .claim("personId", account.personId())
                .claim("unitId", account.unitId())
                .claim("roles", account.roles().stream().map(AccountRole::name).toList())
                .claim("grids", account.gridIds())
                .claim("version", who.version())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .build();
        return new Token(sign(claims), "Bearer", lifetime.toSeconds());
    }

    private String sign(JWTClaimsSet claims) {
        ECKey key = keys.signing();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build();
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
