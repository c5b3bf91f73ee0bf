package org.wangge.edge.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wangge.api.people.AccountRole;

/**
 * 账号: a row of {@code access.account}.
 *
 * @param gridIds the grids for which the account acts; empty means no grid in particular
 * @param lockedUntil no password is taken before this instant
 * @param version grows with every change of password, roles or closing
 */
public record Account(
        String username,
        String passwordHash,
        @Nullable String personId,
        @Nullable String unitId,
        List<AccountRole> roles,
        List<String> gridIds,
        int failedAttempts,
        @Nullable Instant lockedUntil,
        boolean closed,
        int version) {

    boolean isLocked(Instant now) {
        return lockedUntil != null && now.isBefore(lockedUntil);
    }

    SignedIn signedIn() {
        return new SignedIn(username, personId, unitId, roles, gridIds, null);
    }

    @Override
    public String toString() {
        return "Account[" + username + "]";
    }
}
