package org.wangge.query.timeline;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.edge.problem.RequestProblem;
import org.wangge.query.replay.Snapshots;
import org.wangge.query.version.AsOf;

/**
 * 实时时间线: what is new in the timeline as server-sent events, from the position in the header {@code Last-Event-ID} or the
 * parameter {@code after} on; the header, which a client that comes back sends, counts more.
 */
@RestController
class LiveEndpoint {

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final LiveStreams streams;
    private final Snapshots snapshots;

    LiveEndpoint(LiveStreams streams, Snapshots snapshots) {
        this.streams = streams;
        this.snapshots = snapshots;
    }

    @GetMapping(path = "/api/v1/timeline", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void timeline(
            @RequestParam @Nullable String gridId,
            @RequestParam @Nullable UUID caseId,
            @RequestParam @Nullable String personId,
            @RequestParam @Nullable String unitId,
            @RequestParam @Nullable String dutyId,
            @RequestParam @Nullable String type,
            @RequestParam @Nullable Boolean lateEntered,
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable Instant at,
            @RequestParam @Nullable Instant knownAt,
            @RequestParam @Nullable String after,
            HttpServletRequest request,
            HttpServletResponse response) {
        AsOf asOf = new AsOf(at, knownAt);
        send(
                new TimelineFilter(gridId, caseId, personId, unitId, dutyId, type, lateEntered, from, to, asOf),
                after,
                request,
                response);
    }

    @GetMapping(path = "/api/v1/cases/{id}/timeline", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void ofCase(
            @PathVariable UUID id,
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable Instant at,
            @RequestParam @Nullable Instant knownAt,
            @RequestParam @Nullable String after,
            HttpServletRequest request,
            HttpServletResponse response) {
        TimelineFilter.requireCase(id, request, snapshots);
        send(TimelineFilter.ofCase(id, from, to, new AsOf(at, knownAt)), after, request, response);
    }

    @GetMapping(path = "/api/v1/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void live(@RequestParam @Nullable String after, HttpServletRequest request, HttpServletResponse response) {
        send(TimelineFilter.EVERYTHING, after, request, response);
    }

    private void send(
            TimelineFilter filter, @Nullable String after, HttpServletRequest request, HttpServletResponse response) {
        String last = request.getHeader(LAST_EVENT_ID);
        Long position = last != null && !last.isBlank()
                ? position(last, RequestProblem.header(LAST_EVENT_ID, "expected a position"))
                : after == null ? null : position(after, RequestProblem.parameter("after", "expected a position"));
        streams.send(filter, position, () -> {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setCharacterEncoding("UTF-8");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            // Proxies that gather what they pass on would hold events back.
            response.setHeader("X-Accel-Buffering", "no");
            return response.getOutputStream();
        });
    }

    private static Long position(String text, RequestProblem otherwise) {
        try {
            long position = Long.parseLong(text.strip());
            if (position >= 0) {
                return position;
            }
        } catch (NumberFormatException e) {
            throw otherwise;
        }
        throw otherwise;
    }
}
