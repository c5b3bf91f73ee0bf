package org.wangge.query.blindspot;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wangge.api.Streams;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * 覆盖证明核验: a program that checks a coverage certificate without the system and its database. It reads the events that the
 * certificate holds, sees from their hashes and sequences that none was altered and none left out before the last, folds them by
 * itself and compares what it finds with what the certificate says. Whether the last event of each stream is the log's last one at
 * that position, only a proof about the log itself can say.
 */
public final class CertificateCheck {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private CertificateCheck() {}

    /** {@code FILE}: ends with 0 when the certificate holds, with 1 when it does not, with 2 when it cannot be read. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }

    static int run(String[] arguments, PrintStream out) {
        if (arguments.length != 1) {
            out.println("expected one FILE that holds a coverage certificate");
            return 2;
        }
        String text;
        try {
            text = Files.readString(Path.of(arguments[0]));
        } catch (IOException e) {
            out.println("cannot read " + arguments[0] + ": " + e.getMessage());
            return 2;
        }
        List<String> faults = faults(text);
        if (faults.isEmpty()) {
            out.println("OK: covered without a gap");
            return 0;
        }
        faults.forEach(fault -> out.println("WRONG: " + fault));
        return 1;
    }

    /** What is wrong with a certificate; empty when it holds. */
    static List<String> faults(String text) {
        Certificate certificate;
        try {
            certificate = JSON.readValue(text, Certificate.class);
        } catch (JacksonException e) {
            return List.of("this is no certificate: " + e.getOriginalMessage());
        }
        if (!Certificate.KIND.equals(certificate.kind()) || certificate.v() != Certificate.VERSION) {
            return List.of("this is no certificate of the kind and version known here");
        }
        if (!certificate.covered()) {
            return List.of("it says itself that the interval is not covered");
        }
        List<String> faults = new ArrayList<>();
        Map<String, List<StoredEvent>> streams = streams(certificate, faults);
        RoleFold fold = new RoleFold(certificate.role());
        String grid = Streams.grid(certificate.gridId());
        if (!streams.containsKey(grid)) {
            faults.add("the events of " + grid + " are missing");
        }
        streams.getOrDefault(grid, List.of()).forEach(fold::take);
        for (String person : fold.roll().peopleWithin(certificate.from(), certificate.to())) {
            String stream = Streams.person(person);
            if (!streams.containsKey(stream)) {
                faults.add("the events of " + stream + ", who held or covered the role, are missing");
            }
            streams.getOrDefault(stream, List.of()).forEach(fold::take);
        }
        compare(certificate, fold, faults);
        return faults;
    }

    private static Map<String, List<StoredEvent>> streams(Certificate certificate, List<String> faults) {
        Map<String, List<StoredEvent>> streams = new HashMap<>();
        Set<String> logs = new HashSet<>();
        for (Certificate.Stream stream : certificate.streams()) {
            if (stream.events().isEmpty()) {
                faults.add(stream.stream() + " has no events");
                continue;
            }
            List<StoredEvent> events = StoredEvent.read(stream.stream(), stream.events(), faults);
            if (streams.put(stream.stream(), events) != null) {
                faults.add(stream.stream() + " comes twice");
            }
            if (stream.last() != stream.events().size() - 1) {
                faults.add(stream.stream() + " ends at event "
                        + (stream.events().size() - 1) + ", not at " + stream.last() + ": something was left out");
            }
            if (!StoredEvent.hash(stream.events().getLast()).equals(stream.head())) {
                faults.add(stream.stream() + ": the last event is not the one that the certificate was made of");
            }
            for (StoredEvent event : events) {
                logs.add(event.log());
                if (certificate.knownAt() != null && event.recordedAt().isAfter(certificate.knownAt())) {
                    faults.add(stream.stream() + ", event " + event.sequence() + ": was recorded after "
                            + certificate.knownAt());
                }
            }
        }
        if (logs.size() > 1) {
            faults.add("the events are of different logs: " + logs);
        }
        return streams;
    }

    private static void compare(Certificate certificate, RoleFold fold, List<String> faults) {
        if (!certificate.from().isBefore(certificate.to())) {
            faults.add("the interval is empty");
            return;
        }
        Spans required = fold.required(certificate.from(), certificate.to());
        if (required.isEmpty()) {
            faults.add("nobody had to answer in the interval");
        }
        if (!required.all().equals(certificate.required())) {
            faults.add("somebody had to answer in other hours than the certificate says");
        }
        List<Roll.Piece> pieces = fold.roll().pieces(required);
        for (Roll.Piece piece : pieces) {
            if (piece.reason() != null) {
                faults.add("nobody answered from " + piece.from() + " to " + piece.to() + ": " + piece.reason());
            }
        }
        if (!pieces.stream().filter(piece -> piece.reason() == null).toList().equals(certificate.pieces())) {
            faults.add("others answered, or at other times, than the certificate says");
        }
        if (!certificate.gaps().isEmpty()) {
            faults.add("it names gaps itself");
        }
    }
}
