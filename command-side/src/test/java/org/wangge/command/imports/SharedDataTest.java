package org.wangge.command.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The shipped mappings on public data that nobody of this project wrote. The data lies beside the repository; where it does not, the
 * test is passed over, unless {@code WANGGE_DEMAND_SHARED_DATA=true} demands it; {@code WANGGE_SHARED_DATA} says where else it lies.
 */
@EnabledIf("dataIsThereOrDemanded")
class SharedDataTest {

    private static final Path DATA = Path.of(System.getenv().getOrDefault("WANGGE_SHARED_DATA", "../../shared/data"));

    @TempDir
    Path dataDir;

    private ImportBench bench;

    static boolean dataIsThereOrDemanded() {
        return Files.isDirectory(DATA) || "true".equals(System.getenv("WANGGE_DEMAND_SHARED_DATA"));
    }

    @BeforeEach
    void start() {
        bench = new ImportBench(dataDir);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private static byte[] read(String file) {
        try {
            return Files.readAllBytes(DATA.resolve(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private JsonNode load(String file, String mapping) {
        JsonNode status = bench.importing(read(file), mapping);
        assertThat(status.path("state").asString()).as(status::toString).isEqualTo("DONE");
        assertThat(status.path("rejected").asLong())
                .as(() -> bench.rejections(status).stream().limit(5).toList().toString())
                .isZero();
        return status;
    }

    private long count(String sql) {
        return bench.rows().sql(sql).query(Long.class).single();
    }

    /** An event's payload as JSON. */
    private static final String PAYLOAD = "convert_from(body, 'UTF8')::jsonb -> 'payload'";

    @Test
    void theOverdueRequestsOfBostonAreFoundAgain() {
        JsonNode status = load("boston311_alldept_sample.csv.gz", "boston311");

        assertThat(status.path("rows").asLong()).isEqualTo(4995);
        assertThat(bench.events("case.reported")).isEqualTo(4995);
        assertThat(accepted(status))
                .as("neighbourhoods, parts of wards in them, precincts, queues, requests")
                .containsExactly(23L, 78L, 410L, 117L, 4995L);
        assertThat(count("SELECT count(DISTINCT " + PAYLOAD + " ->> 'name') FROM log.event WHERE type = 'grid.defined'"
                        + " AND " + PAYLOAD + " ->> 'level' = '2'"))
                .as("wards")
                .isEqualTo(22);
        String overdue = """
                SELECT reported.reference FROM
                  (SELECT aggregate_id, %1$s ->> 'reference' AS reference FROM log.event WHERE type = 'case.reported') reported
                  JOIN (SELECT aggregate_id, (%1$s ->> 'dueAt')::timestamptz AS due_at FROM log.event
                         WHERE type = 'case.dispatched') dispatched USING (aggregate_id)
                  LEFT JOIN (SELECT aggregate_id, occurred_at AS closed_at FROM log.event WHERE type = 'case.closed') closed
                    USING (aggregate_id)
                 WHERE due_at IS NOT NULL AND (closed_at IS NULL OR closed_at > due_at)""".formatted(PAYLOAD);
        List<String> found = bench.rows().sql(overdue).query(String.class).list();
        assertThat(found).hasSize(475).contains("101001856894");
        assertThat(found)
                .as("the city's own label")
                .containsAll(labelledOverdue())
                .hasSize(labelledOverdue().size() + 1);
        assertThat(count("SELECT count(*) FROM log.event WHERE source LIKE 'import:%'"))
                .isEqualTo(status.path("accepted").asLong() - 4995 + bench.events("case.%"));

        long events = bench.events();
        JsonNode again = load("boston311_alldept_sample.csv.gz", "boston311");
        assertThat(bench.events()).as("the same file twice").isEqualTo(events);
        assertThat(again.path("accepted").asLong()).isZero();
        assertThat(again.path("unchanged").asLong())
                .isEqualTo(status.path("accepted").asLong());
    }

    private static List<Long> accepted(JsonNode status) {
        return status.path("steps")
                .valueStream()
                .map(step -> step.path("accepted").asLong())
                .toList();
    }

    private static List<String> labelledOverdue() {
        SourceFile file = new SourceFile(DATA.resolve("boston311_alldept_sample.csv.gz"), 1 << 30);
        Mapping mapping = MappingReader.read(Mappings.resolve("boston311"));
        List<String> labelled = new java.util.ArrayList<>();
        try (Rows rows = file.open(mapping.dialect(), null)) {
            int label = rows.header().indexOf("on_time");
            for (Row row = rows.next(); row != null; row = rows.next()) {
                if (row.cell(label).equals("OVERDUE")) {
                    labelled.add(row.cell(0));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return labelled;
    }

    @Test
    void allDivisionsOfChinaAreLoadedInUnderAMinute() {
        Instant began = Instant.now();
        for (String level : List.of("provinces", "cities", "areas", "streets")) {
            load("divisions/" + level + "_2023.csv.gz", "divisions-" + level);
        }
        Duration took = Duration.between(began, Instant.now());

        assertThat(bench.events("grid.defined")).isEqualTo(44_703);
        System.out.printf("44,703 divisions in %d ms, %.0f rows/s%n", took.toMillis(), 44_703_000.0 / took.toMillis());
        assertThat(took).isLessThan(Duration.ofSeconds(60));
        assertThat(count("SELECT count(*) FROM log.event WHERE type = 'grid.defined' AND " + PAYLOAD
                        + " ->> 'level' = '4' AND length(" + PAYLOAD + " ->> 'parentId') = 4"))
                .as("towns directly under a prefecture")
                .isEqualTo(77);
        assertThat(count("SELECT count(*) FROM log.event WHERE type = 'grid.defined' AND " + PAYLOAD
                        + " ->> 'name' = '城关镇'"))
                .isEqualTo(88);
    }

    @Test
    void fiveLevelsDownToTheVillagesAreLoaded() {
        for (String level : List.of("provinces", "cities", "areas", "streets", "villages")) {
            load("divisions/nmg_" + level + "_2018.csv.gz", "divisions-" + level);
        }

        assertThat(bench.rows()
                        .sql("SELECT count(*) FROM log.event WHERE type = 'grid.defined' GROUP BY " + PAYLOAD
                                + " ->> 'level' ORDER BY " + PAYLOAD + " ->> 'level'")
                        .query(Long.class)
                        .list())
                .containsExactly(1L, 2L, 4L, 54L, 674L);
    }

    /** Who held what when, and who was late, is asked of both sides together, in the standalone's {@code PermitLogIT}. */
    @Test
    void theLogOfPermitsGoesInWholeOnceAndForAll() {
        byte[] log = read("receipt_events.csv.gz");
        JsonNode tried = bench.trying(log, "permit-log");
        assertThat(tried.path("rejected").asLong()).as(tried::toString).isZero();
        assertThat(bench.events("case.%")).isZero();

        JsonNode status = load("receipt_events.csv.gz", "permit-log");

        assertThat(accepted(status))
                .as("departments, departments and groups as units, persons, rows of the log")
                .containsExactly(3L, 3L, 7L, 7L, 48L, 8577L);
        assertThat(accepted(tried).getLast()).isEqualTo(8577);
        assertThat(bench.events("case.reported")).isEqualTo(1434);
        assertThat(bench.events("case.activity-recorded")).isEqualTo(8577);
        assertThat(bench.events("case.closed")).isEqualTo(1434 - 105);
        assertThat(count("SELECT count(DISTINCT " + PAYLOAD + " ->> 'personId') FROM log.event"
                        + " WHERE type = 'case.activity-recorded'"))
                .isEqualTo(48);
        assertThat(count("SELECT count(*) FROM log.event did JOIN log.event closed USING (aggregate_id)"
                        + " WHERE did.type = 'case.activity-recorded' AND closed.type = 'case.closed'"
                        + " AND did.occurred_at > closed.occurred_at AND did.sequence < closed.sequence"))
                .as("the order of the events is the order of their times")
                .isZero();
        long events = bench.events();
        JsonNode again = load("receipt_events.csv.gz", "permit-log");
        assertThat(bench.events()).as("the same file twice").isEqualTo(events);
        assertThat(accepted(again)).containsOnly(0L);
    }
}
