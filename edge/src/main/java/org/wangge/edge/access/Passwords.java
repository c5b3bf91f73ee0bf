package org.wangge.edge.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.wangge.api.Refused;
import org.wangge.edge.problem.ProblemKind;
import org.wangge.edge.problem.RequestProblem;

/**
 * 密码: hashes them slowly and on purpose (Argon2id), remembers for five minutes which were right, and never computes more than
 * two hashes at once, so that a flood of sign-ins cannot exhaust the memory.
 */
public final class Passwords {

    static final int SHORTEST = 12;
    static final int LONGEST = 128;

    /** What one hash costs: 64 MiB and three passes, as RFC 9106 section 4 has it, in one lane: some 200 ms on a small server. */
    static final int KIBIBYTES = 64 * 1024;

    static final int PASSES = 3;
    static final int LANES = 1;
    static final int SALT_BYTES = 16;
    static final int HASH_BYTES = 32;

    private static final int AT_ONCE = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(5);

    private final PasswordEncoder encoder;
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final SecretKeySpec processKey;
    private final Cache<String, String> verified;
    private final String nobodysHash;

    Passwords(PasswordEncoder encoder, Clock clock) {
        this.encoder = encoder;
        SecureRandom random = new SecureRandom();
        byte[] key = new byte[32];
        random.nextBytes(key);
        this.processKey = new SecretKeySpec(key, "HmacSHA256");
        this.nobodysHash = nobodysHash(random);
        this.verified = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(REMEMBERED_FOR)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** A hash of the usual form and cost that no password is known for. Nothing is computed, since that would delay every start. */
    private static String nobodysHash(SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        byte[] hash = new byte[HASH_BYTES];
        random.nextBytes(salt);
        random.nextBytes(hash);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(KIBIBYTES, PASSES, LANES, base64.encodeToString(salt), base64.encodeToString(hash));
    }

    /** The hash to store. Refuses a password that is too short or too long. */
    public String hash(String password) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            throw Refused.because(AccountRefusal.PASSWORD_LENGTH, "/password", "has " + length + " characters");
        }
        return inTurn(() -> Objects.requireNonNull(encoder.encode(password)));
    }

    /** Whether this very password was verified against this very hash a moment ago; costs microseconds. */
    boolean remembers(Account account, String password) {
        return account.passwordHash().equals(verified.getIfPresent(key(account.username(), password)));
    }

    void remember(Account account, String password) {
        verified.put(key(account.username(), password), account.passwordHash());
    }

    /** Costs a quarter of a second. To be called {@linkplain #inTurn in turn}. */
    boolean matches(String password, String hash) {
        return password.length() <= LONGEST * 2 ? encoder.matches(password, hash) : spend();
    }

    /** Takes as long as {@link #matches} and is never right: for accounts that do not exist, are locked or closed. */
    boolean spend() {
        var _ = encoder.matches("nobody's", nobodysHash);
        return false;
    }

    /** Waits for one of the places at which a hash may be computed. */
    <T> T inTurn(Supplier<T> work) {
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    private static RequestProblem busy() {
        return RequestProblem.later(ProblemKind.UNAVAILABLE, "Too many are signing in.", Duration.ofSeconds(5));
    }

    private String key(String username, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(processKey);
            mac.update(username.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
