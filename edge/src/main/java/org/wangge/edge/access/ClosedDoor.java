package org.wangge.edge.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.wangge.edge.problem.Problem;
import org.wangge.edge.problem.ProblemKind;
import org.wangge.edge.problem.ProblemWriter;

/**
 * What somebody gets who is not let in: 401 without a valid sign-in, 403 without the role; and, once signed in, 404 for a path that
 * the matrix does not know and 405 for a method that it does not know there.
 */
final class ClosedDoor implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

    private final AccessMatrix matrix;
    private final ProblemWriter problems;

    ClosedDoor(AccessMatrix matrix, ProblemWriter problems) {
        this.matrix = matrix;
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException unknown)
            throws IOException {
        problems.write(request, response, unknown);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        var path = MatrixAuthorization.pathOf(request);
        if (matrix.lineFor(request.getMethod(), path).isPresent()) {
            problems.write(request, response, denied);
            return;
        }
        List<String> methods = matrix.methodsOf(path);
        if (!methods.isEmpty()) {
            response.setHeader(HttpHeaders.ALLOW, String.join(", ", methods));
        }
        ProblemKind kind = methods.isEmpty() ? ProblemKind.NO_SUCH_PATH : ProblemKind.METHOD_NOT_ALLOWED;
        problems.write(request, response, Problem.of(kind, null, List.of()));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException rejected)
            throws IOException {
        problems.write(request, response, rejected);
    }
}
