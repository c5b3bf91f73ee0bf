package org.wangge.edge.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 签名密钥: the keys that tokens are signed and verified with. Both sides read the public halves; only the database role of the
 * command side can read the private ones.
 */
final class SigningKeys implements JWKSource<SecurityContext> {

    /** An unknown key id makes us look again, but not more often than this: tokens with invented ids cost the database nothing. */
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(10);

    private record Known(JWKSet keys, Instant readAt) {}

    private final JdbcClient sql;
    private final Clock clock;
    private volatile @Nullable Known known;

    SigningKeys(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        Known current = known;
        Instant now = clock.instant();
        if (current != null) {
            List<JWK> found = selector.select(current.keys());
            if (!found.isEmpty() || now.isBefore(current.readAt().plus(LOOK_AGAIN_AFTER))) {
                return found;
            }
        }
        JWKSet read;
        try {
            read = read();
        } catch (DataAccessException down) {
            // Not the token's fault: to be told apart from a key that does not exist.
            throw new KeySourceException("the signing keys cannot be read", down);
        }
        known = new Known(read, now);
        return selector.select(read);
    }

    private JWKSet read() {
        return new JWKSet(sql
                .sql("SELECT public_jwk::text FROM access.signing_key ORDER BY created_at DESC")
                .query(String.class)
                .list()
                .stream()
                .map(SigningKeys::parse)
                .toList());
    }

    /** The key to sign with, private half included; made when there is none. For the command side only. */
    ECKey signing() {
        return newest().orElseGet(() -> {
            try {
                make();
            } catch (JOSEException impossible) {
                throw new IllegalStateException(impossible);
            }
            return newest().orElseThrow();
        });
    }

    private Optional<ECKey> newest() {
        return sql.sql("SELECT private_jwk::text FROM access.signing_key ORDER BY created_at DESC, kid LIMIT 1")
                .query(String.class)
                .optional()
                .map(text -> parse(text).toECKey());
    }

    /** Two processes that start at once may make two keys: both verify, and the newest signs. */
    private void make() throws JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256)
                .keyUse(KeyUse.SIGNATURE)
                .keyIDFromThumbprint(true)
                .generate();
        sql.sql("""
                        INSERT INTO access.signing_key (kid, public_jwk, private_jwk, created_at)
                        SELECT ?, ?::jsonb, ?::jsonb, ? WHERE NOT EXISTS (SELECT FROM access.signing_key)""")
                .params(
                        key.getKeyID(),
                        key.toPublicJWK().toJSONString(),
                        key.toJSONString(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static JWK parse(String text) {
        try {
            return JWK.parse(text);
        } catch (ParseException broken) {
            throw new IllegalStateException("access.signing_key holds what is no key", broken);
        }
    }
}
