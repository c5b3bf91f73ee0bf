package org.wangge.edge.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.http.server.RequestPath;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Stands before everything else: bounds bodies, turns what nobody else caught into a problem document, and writes the request log,
 * which names neither queries nor headers, since those carry personal values and secrets.
 */
final class DoorFilter extends OncePerRequestFilter {

    private static final Logger requests = LoggerFactory.getLogger("org.wangge.edge.requests");
    private static final int LONGEST_PATH = 200;

    private final ProblemWriter problems;
    private final int bodyLimit;
    private final List<PathPattern> ownLimits;

    DoorFilter(ProblemWriter problems, int bodyLimit, List<PathPattern> ownLimits) {
        this.problems = problems;
        this.bodyLimit = bodyLimit;
        this.ownLimits = ownLimits;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long began = System.nanoTime();
        try {
            chain.doFilter(hasOwnLimit(request) ? request : new BoundedBody(request, bodyLimit), response);
        } catch (AsyncRequestNotUsableException gone) {
            requests.debug("the client went away");
        } catch (ServletException | RuntimeException thrown) {
            if (response.isCommitted()) {
                throw thrown;
            }
            problems.write(request, response, thrown);
        } finally {
            if (!request.isAsyncStarted()) {
                log(request, response, began);
            }
        }
    }

    private boolean hasOwnLimit(HttpServletRequest request) {
        RequestPath path = ServletRequestPathUtils.parse(request);
        return ownLimits.stream().anyMatch(pattern -> pattern.matches(path.pathWithinApplication()));
    }

    private static void log(HttpServletRequest request, HttpServletResponse response, long began) {
        int status = response.getStatus();
        Level level = status >= 500 ? Level.WARN : status == 401 || status == 403 ? Level.INFO : Level.DEBUG;
        if (requests.isEnabledForLevel(level)) {
            String path = request.getRequestURI();
            requests.atLevel(level)
                    .log(
                            "{} {} {} {} ms",
                            request.getMethod(),
                            path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) + "…" : path,
                            status,
                            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        }
    }
}
