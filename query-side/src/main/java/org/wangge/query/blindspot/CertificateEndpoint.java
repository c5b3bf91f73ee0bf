package org.wangge.query.blindspot;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Refused;
import org.wangge.edge.Positions;
import org.wangge.query.replay.Snapshots;
import org.wangge.query.responsibility.Responsible;
import org.wangge.query.version.Row;

/** 覆盖证明, made from the log itself. {@code ./wangge check-certificate} checks it. */
@RestController
class CertificateEndpoint {

    private final Snapshots snapshots;
    private final JdbcClient log;

    CertificateEndpoint(Snapshots snapshots, @Qualifier("logDataSource") DataSource logDataSource) {
        this.snapshots = snapshots;
        this.log = JdbcClient.create(logDataSource);
    }

    @GetMapping("/api/v1/blind-spots/certificate")
    ResponseEntity<Certificate> certificate(
            @RequestParam String gridId,
            @RequestParam String role,
            @RequestParam Instant from,
            @RequestParam Instant to,
            @RequestParam @Nullable Instant knownAt,
            HttpServletRequest request) {
        BlindSpotEndpoint.theIntervalIsBounded(from, to);
        OptionalLong asked = Positions.asked(request.getHeader(Positions.MIN_POSITION));
        Long minPosition = asked.isPresent() ? Long.valueOf(asked.getAsLong()) : null;
        // As far as the views see: then it says what the blind spots say.
        long position = snapshots.read(Responsible.VIEWS, minPosition, snapshot -> snapshot.position());
        Certificate certificate = Certificate.of(
                        stream -> bodies(stream, position, knownAt), gridId, role, from, to, knownAt, position)
                .orElseThrow(() -> Refused.because(CommonRefusal.NOT_FOUND));
        return ResponseEntity.ok()
                .header(Positions.POSITION, Long.toString(position))
                .body(certificate);
    }

    private List<String> bodies(String stream, long position, @Nullable Instant knownAt) {
        return log.sql("select convert_from(body, 'UTF8') from log.event where aggregate_id = :stream"
                        + " and position <= :position"
                        + " and (cast(:knownAt as timestamptz) is null or recorded_at <= :knownAt) order by sequence")
                .param("stream", stream)
                .param("position", position)
                .param("knownAt", Row.stored(knownAt))
                .query((row, number) -> row.getString(1))
                .list();
    }
}
