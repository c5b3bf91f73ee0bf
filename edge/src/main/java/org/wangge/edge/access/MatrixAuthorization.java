package org.wangge.edge.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.util.ServletRequestPathUtils;
import org.wangge.api.people.AccountRole;

/** Asks {@link AccessMatrix} about a request, and notes which role let it in. */
final class MatrixAuthorization implements AuthorizationManager<RequestAuthorizationContext> {

    private final AccessMatrix matrix;

    MatrixAuthorization(AccessMatrix matrix) {
        this.matrix = matrix;
    }

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        HttpServletRequest request = context.getRequest();
        AccessMatrix.Line line =
                matrix.lineFor(request.getMethod(), pathOf(request)).orElse(null);
        if (line == null) {
            return new AuthorizationDecision(false);
        }
        if (line.open()) {
            return new AuthorizationDecision(true);
        }
        Authentication who = authentication.get();
        if (who == null || !(who.getPrincipal() instanceof SignedIn signedIn)) {
            return new AuthorizationDecision(false);
        }
        for (AccountRole role : line.roles()) {
            if (signedIn.has(role)) {
                request.setAttribute(SignedIn.ALLOWED_BY, role);
                return new AuthorizationDecision(true);
            }
        }
        return new AuthorizationDecision(false);
    }

    /** The same path that Spring MVC matches its mappings against. */
    static PathContainer pathOf(HttpServletRequest request) {
        RequestPath path = ServletRequestPathUtils.hasParsedRequestPath(request)
                ? ServletRequestPathUtils.getParsedRequestPath(request)
                : ServletRequestPathUtils.parse(request);
        return path.pathWithinApplication();
    }
}
