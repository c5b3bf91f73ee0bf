package org.wangge.edge;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Argon2id as in production, but cheap, and counting. */
public final class CountingEncoder implements PasswordEncoder {

    private final PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 64, 1);
    private final AtomicInteger verifications = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    public int verifications() {
        return verifications.get();
    }

    public int mostAtOnce() {
        return mostAtOnce.get();
    }

    @Override
    public @Nullable String encode(@Nullable CharSequence password) {
        return argon2.encode(password);
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
        verifications.incrementAndGet();
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try {
            return argon2.matches(password, hash);
        } finally {
            atOnce.decrementAndGet();
        }
    }
}
