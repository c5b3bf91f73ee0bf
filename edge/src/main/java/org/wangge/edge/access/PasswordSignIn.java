package org.wangge.edge.access;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/**
 * Signing in with name and password. A wrong password, an unknown name, a locked and a closed account get the same answer after
 * the same time.
 */
final class PasswordSignIn implements AuthenticationProvider {

    private static final Logger log = LoggerFactory.getLogger(PasswordSignIn.class);

    private final Accounts accounts;
    private final Passwords passwords;
    private final Clock clock;

    PasswordSignIn(Accounts accounts, Passwords passwords, Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String password = attempt.getCredentials() instanceof String given ? given : "";
        Optional<Account> account = usable(attempt.getName());
        if (account.isPresent() && passwords.remembers(account.get(), password)) {
            return AccountAuthentication.byPassword(account.get());
        }
        Account signedIn = passwords.inTurn(() -> verify(attempt.getName(), password));
        if (signedIn == null) {
            throw new BadCredentialsException("no such account, or another password");
        }
        return AccountAuthentication.byPassword(signedIn);
    }

    /** Reads the account again: while this attempt waited, others may have failed and locked it, or been right. */
    private @Nullable Account verify(String username, String password) {
        Optional<Account> found = usable(username);
        if (found.isEmpty()) {
            passwords.spend();
            return null;
        }
        Account account = found.get();
        if (passwords.remembers(account, password)) {
            return account;
        }
        if (!passwords.matches(password, account.passwordHash())) {
            accounts.recordFailure(username)
                    .ifPresent(until -> log.warn("account {} is locked until {}", username, until));
            return null;
        }
        passwords.remember(account, password);
        if (account.failedAttempts() > 0) {
            accounts.forgetFailures(username);
        }
        return account;
    }

    private Optional<Account> usable(String username) {
        Instant now = clock.instant();
        return accounts.find(username).filter(account -> !account.closed() && !account.isLocked(now));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
