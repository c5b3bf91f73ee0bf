package org.wangge.edge.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.wangge.api.Actor;
import org.wangge.api.people.AccountRole;
import org.wangge.edge.problem.ProblemKind;
import org.wangge.edge.problem.RequestProblem;

/**
 * 已登录账号: who stands behind the request.
 *
 * @param gridIds the grids for which the account acts; empty means no grid in particular
 * @param allowedBy the role for which {@link AccessMatrix} let the request in; none outside a request
 */
public record SignedIn(
        String username,
        @Nullable String personId,
        @Nullable String unitId,
        List<AccountRole> roles,
        List<String> gridIds,
        @Nullable AccountRole allowedBy) {

    /** The request attribute under which the role is kept that let the request in. */
    static final String ALLOWED_BY = SignedIn.class.getName() + ".allowedBy";

    public SignedIn {
        roles = List.copyOf(roles);
        gridIds = List.copyOf(gridIds);
    }

    /**
     * The account that signed in for the request of this thread.
     *
     * @throws RequestProblem 401 when nobody has
     */
    public static SignedIn current() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof SignedIn signedIn)) {
            throw RequestProblem.of(ProblemKind.UNAUTHENTICATED, "Nobody has signed in.");
        }
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        Object allowedBy = request == null ? null : request.getAttribute(ALLOWED_BY, RequestAttributes.SCOPE_REQUEST);
        return allowedBy instanceof AccountRole role ? signedIn.allowedBy(role) : signedIn;
    }

    SignedIn allowedBy(AccountRole role) {
        return new SignedIn(username, personId, unitId, roles, gridIds, role);
    }

    /** The actor to be recorded with what the account does. */
    public Actor actor() {
        return new Actor(
                username,
                personId,
                allowedBy == null ? null : allowedBy.name(),
                gridIds.size() == 1 ? gridIds.getFirst() : null,
                null);
    }

    public boolean has(AccountRole role) {
        return roles.contains(role);
    }

    /** For tests of endpoints: as Spring Security would hold this account after signing in. */
    public Authentication asAuthentication() {
        return AccountAuthentication.byToken(this, 0);
    }
}
