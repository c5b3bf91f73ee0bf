package org.wangge.query.blindspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangge.query.CaseStories.grid;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.wangge.api.grid.GridEvent.ResponsibilityAssigned;
import org.wangge.api.grid.GridEvent.ResponsibilityHandedOver;
import org.wangge.api.grid.GridEvent.StandInAppointed;
import org.wangge.api.people.PeopleEvent.LeaveRecorded;
import org.wangge.api.people.PeopleEvent.PersonRegistered;
import org.wangge.query.Asking;
import org.wangge.query.History;
import org.wangge.query.QuerySideTestApplication;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** 覆盖证明, and what its check finds. */
@SpringBootTest(classes = QuerySideTestApplication.class)
class CertificateTest {

    private static final String ROLE = "FIRST_RESPONSIBLE";

    @Autowired
    private History history;

    @Autowired
    private Asking asking;

    @TempDir
    private Path folder;

    private final String town = History.prefix();
    private final String li = town + "-li";
    private final String wang = town + "-wang";
    private Instant day;
    private long position;

    private Instant hour(int hour) {
        return day.plus(Duration.ofHours(hour));
    }

    /** From 1 to 9 somebody answers: Li, from 3 to 4 on leave with Wang for him, from 6 on Wang; from 9 on Wang is on leave. */
    @BeforeEach
    void aDayOfATown() {
        day = history.freshDay();
        history.append(grid(town, 1, null));
        history.append(new PersonRegistered(li, null));
        history.append(new PersonRegistered(wang, null));
        history.append(new ResponsibilityAssigned(town, ROLE, li, hour(1), "default-1"));
        history.append(new LeaveRecorded(li, hour(3), hour(4)));
        history.append(new StandInAppointed(town, ROLE, wang, li, hour(3), hour(4)));
        history.append(
                new ResponsibilityHandedOver(town, ROLE, li, wang, hour(6), "调动", List.of(), List.of(), "default-1"));
        position = history.append(new LeaveRecorded(wang, hour(9), hour(12)));
    }

    private ObjectNode certificate(Instant from, Instant to) {
        return (ObjectNode) asking.json(
                position, "/api/v1/blind-spots/certificate?gridId={g}&role={r}&from={f}&to={t}", town, ROLE, from, to);
    }

    private static ArrayNode events(ObjectNode certificate, String stream) {
        for (JsonNode each : certificate.get("streams")) {
            if (each.get("stream").asString().equals(stream)) {
                return (ArrayNode) each.get("events");
            }
        }
        throw new AssertionError("no " + stream);
    }

    @Test
    void aCoveredIntervalIsCertifiedAndTheCheckFindsSoToo() throws IOException {
        ObjectNode certificate = certificate(hour(1), hour(9));

        assertThat(certificate.get("covered").asBoolean()).isTrue();
        assertThat(certificate.get("pieces"))
                .extracting(piece -> piece.get("from").asString() + " "
                        + piece.get("holders").get(0).get("personId").asString())
                .containsExactly(hour(1) + " " + li, hour(3) + " " + wang, hour(4) + " " + li, hour(6) + " " + wang);
        assertThat(certificate.get("streams"))
                .extracting(stream -> stream.get("stream").asString())
                .containsExactly("grid:" + town, "person:" + li, "person:" + wang);
        assertThat(CertificateCheck.faults(certificate.toString())).isEmpty();

        Path file = folder.resolve("certificate.json");
        Files.writeString(file, certificate.toString());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(CertificateCheck.run(
                        new String[] {file.toString()}, new PrintStream(out, true, StandardCharsets.UTF_8)))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("OK");
        assertThat(CertificateCheck.run(new String[] {"no-such-file"}, new PrintStream(out)))
                .isEqualTo(2);
    }

    @Test
    void whatIsNotCoveredIsSaidWithItsGaps() {
        ObjectNode answer = certificate(hour(0), hour(10));

        assertThat(answer.get("covered").asBoolean()).isFalse();
        assertThat(answer.get("streams")).isEmpty();
        assertThat(answer.get("gaps"))
                .extracting(gap ->
                        gap.get("from").asString() + " " + gap.get("reason").asString())
                .containsExactly(hour(0) + " NEVER_ASSIGNED", hour(9) + " ON_LEAVE");
        assertThat(CertificateCheck.faults(answer.toString())).hasSize(1);
    }

    @Test
    void anAlteredEventIsFound() {
        for (int i = 0; i < 4; i++) {
            ObjectNode certificate = certificate(hour(1), hour(9));
            ArrayNode events = events(certificate, "grid:" + town);
            events.set(i, events.get(i).asString().replaceFirst("\"account\":\"", "\"account\":\"x"));
            assertThat(CertificateCheck.faults(certificate.toString()))
                    .as("event %s", i)
                    .isNotEmpty();
        }
    }

    @Test
    void anEventLeftOutIsFound() {
        for (int i = 0; i < 4; i++) {
            ObjectNode certificate = certificate(hour(1), hour(9));
            events(certificate, "grid:" + town).remove(i);
            assertThat(CertificateCheck.faults(certificate.toString()))
                    .as("event %s", i)
                    .isNotEmpty();
        }
        ObjectNode withoutLeave = certificate(hour(1), hour(9));
        events(withoutLeave, "person:" + li).remove(1);
        assertThat(CertificateCheck.faults(withoutLeave.toString())).isNotEmpty();
    }

    @Test
    void aPersonLeftOutIsFound() {
        ObjectNode certificate = certificate(hour(1), hour(9));
        ((ArrayNode) certificate.get("streams")).remove(2);

        assertThat(CertificateCheck.faults(certificate.toString()))
                .anySatisfy(fault -> assertThat(fault).contains("person:" + wang));
    }

    @Test
    void aWidenedIntervalIsFound() {
        ObjectNode later = certificate(hour(1), hour(9)).put("to", hour(10).toString());
        assertThat(CertificateCheck.faults(later.toString()))
                .anySatisfy(fault -> assertThat(fault).contains("nobody answered from " + hour(9)));
        ObjectNode earlier = certificate(hour(1), hour(9)).put("from", hour(0).toString());
        assertThat(CertificateCheck.faults(earlier.toString()))
                .anySatisfy(fault -> assertThat(fault).contains("NEVER_ASSIGNED"));
    }

    @Test
    void anotherHolderThanTheEventsSayIsFound() {
        String text = certificate(hour(1), hour(9)).toString();
        int at = text.indexOf("\"holders\":[{\"personId\":\"" + li);
        String forged = text.substring(0, at) + text.substring(at).replaceFirst(li, wang);

        assertThat(CertificateCheck.faults(forged)).isNotEmpty();
        assertThat(CertificateCheck.faults(text)).isEmpty();
    }

    @Test
    void whatIsNoCertificateIsSaidToBeNone() {
        assertThat(CertificateCheck.faults("{}")).isNotEmpty();
        assertThat(CertificateCheck.faults("nonsense")).isNotEmpty();
        assertThat(CertificateCheck.faults(
                        certificate(hour(1), hour(9)).put("kind", "something").toString()))
                .isNotEmpty();
    }

    @Test
    void whatCannotBeCertifiedIsAProblem() {
        String path = "/api/v1/blind-spots/certificate?role=LEAD&from=" + day + "&gridId=";
        assertThat(asking.problem(404, path + "no-such-grid&to=" + hour(1)).toString())
                .contains("not-found");
        assertThat(asking.problem(400, path + town + "&to=" + day).toString()).contains("\"to\"");
        assertThat(asking.problem(400, path + town).toString()).contains("to");
    }
}
