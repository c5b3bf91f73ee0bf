package org.wangge.command.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wangge.command.RepeatableIds;
import tools.jackson.databind.JsonNode;

/** Logs of what was done on cases, through the front door of a whole command side. Each test has cases of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActivityLogTest {

    private static final String HEAD = "case,began,due,ended,what,who,group,when,no";
    private static final String MAPPING = """
            mapping: log-%s
            dates: ["yyyy-MM-dd HH:mm:ss[.SSSSSS]XXX"]
            target: activities
            fields:
              reference: case
              gridId: {constant: town}
              kind: {constant: COMPLAINT}
              category: {constant: PERMIT}
              title: {join: [{constant: Permit}, case], with: " "}
              reportedAt: began
              unitId: {constant: office}
              dueAt: due
              closedAt: ended
              activity: what
              occurredAt: when
              personId: who
              actingUnitId: {column: group, match: "EMPTY|(.*)", as: "$1"}
              instance: no
            """;

    private ImportBench bench;

    @BeforeAll
    void start(@TempDir Path folder) {
        bench = new ImportBench(folder, Map.of("wangge.imports.max-log-rows", "5000"));
        bench.importing(
                ImportBench.utf8("code\ntown\n"),
                "mapping: g\ntarget: grids\nfields: {gridId: code, name: code, level: 1}\n");
        bench.importing(
                ImportBench.utf8("code\noffice\narchive\n"),
                "mapping: u\ntarget: units\nfields: {unitId: code, name: code}\n");
        bench.importing(
                ImportBench.utf8("code\nr1\nr2\n"),
                "mapping: p\ntarget: people\nfields: {personId: code, name: code}\n");
    }

    @AfterAll
    void stop() {
        bench.close();
    }

    private JsonNode taking(String name, String... lines) {
        return bench.importing(csv(lines), MAPPING.formatted(name));
    }

    private static byte[] csv(String... lines) {
        return ImportBench.utf8(HEAD + "\n" + String.join("\n", lines) + "\n");
    }

    private void counts(JsonNode status, long accepted, long unchanged, long rejected) {
        assertThat(status.path("state").asString()).as(status::toString).isEqualTo("DONE");
        assertThat(List.of(
                        status.path("accepted").asLong(),
                        status.path("unchanged").asLong(),
                        status.path("rejected").asLong()))
                .as(() -> bench.rejections(status).toString())
                .containsExactly(accepted, unchanged, rejected);
    }

    private List<String> history(String name, String reference) {
        return bench.rows()
                .sql(
                        "SELECT type || ' ' || to_char(occurred_at AT TIME ZONE 'UTC', 'MM-DD HH24:MI:SS.MS') || coalesce(' '"
                                + " || (convert_from(body, 'UTF8')::jsonb -> 'payload' ->> 'personId'), '') || coalesce(' '"
                                + " || (convert_from(body, 'UTF8')::jsonb -> 'payload' ->> 'actingUnitId'), '')"
                                + " FROM log.event WHERE aggregate_id = 'case:' || ? ORDER BY sequence")
                .param(RepeatableIds.of("wangge:imported-case", "log-" + name, reference)
                        .toString())
                .query(String.class)
                .list();
    }

    /** One hour apart on the clock and none in the world: the night in which the clocks go back. */
    @Test
    void rowsOfACaseMayStandAnywhereAndMillisecondsAndOffsetsDecideTheirOrder() {
        JsonNode status = taking(
                "order",
                "a,2011-10-29 10:00:00+02:00,2011-12-01 10:00:00+01:00,2011-10-30 02:30:00.002000+01:00,file,r1,archive,2011-10-30 02:30:00.003000+01:00,1",
                "b,2011-10-29 10:00:00+02:00,,,receive,r2,EMPTY,2011-10-29 11:00:00+02:00,2",
                "a,2011-10-29 10:00:00+02:00,2011-12-01 10:00:00+01:00,2011-10-30 02:30:00.002000+01:00,check,r2,EMPTY,2011-10-30 02:30:00.001000+01:00,3",
                "a,2011-10-29 10:00:00+02:00,2011-12-01 10:00:00+01:00,2011-10-30 02:30:00.002000+01:00,receive,r1,office,2011-10-30 02:40:00+02:00,4");

        counts(status, 4, 0, 0);
        assertThat(history("order", "a"))
                .containsExactly(
                        "case.reported 10-29 08:00:00.000",
                        "case.dispatched 10-29 08:00:00.000",
                        "case.activity-recorded 10-30 00:40:00.000 r1 office",
                        "case.activity-recorded 10-30 01:30:00.001 r2",
                        "case.closed 10-30 01:30:00.002",
                        "case.activity-recorded 10-30 01:30:00.003 r1 archive");
        assertThat(history("order", "b")).hasSize(3);
    }

    @Test
    void aCaseGoesInWholeOrNotAtAllAndEachOfItsRowsSaysWhy() {
        JsonNode status = taking(
                "hole",
                "a,2011-10-01 10:00:00Z,,,receive,r1,office,2011-10-02 10:00:00Z,1",
                "a,2011-10-01 10:00:00Z,,,check,r1,office,2011-13-02 10:00:00Z,2",
                "b,2011-10-01 10:00:00Z,,,receive,r1,office,2011-10-02 10:00:00Z,3",
                "a,2011-10-01 10:00:00Z,,,file,r1,office,2011-10-04 10:00:00Z,4",
                "c,2011-10-01 10:00:00Z,,,receive,r1,office,2011-10-02 10:00:00Z,5",
                "c,2011-10-01 10:00:00Z,,,file,r9,office,2011-10-03 10:00:00Z,6",
                "d,2011-10-01 10:00:00Z,,,receive,r1,office,2011-10-02 10:00:00Z,7",
                "d,2011-10-01 10:00:00Z,,2011-10-09 10:00:00Z,file,r1,office,2011-10-02 10:00:00Z,8",
                "e,2011-10-01 10:00:00Z,,,receive,r1,office,2011-10-02 10:00:00Z,9",
                "e,2011-10-01 10:00:00Z,,,file,r1,office,2011-10-02 10:00:00Z,9",
                "f,2011-10-01 10:00:00Z,,,receive,r1,office,2011-10-02 10:00:00Z",
                ",2011-10-01 10:00:00Z,,,receive,r1,office,2011-10-02 10:00:00Z,10");

        counts(status, 1, 0, 11);
        List<String> report = bench.rejections(status);
        assertThat(report).hasSize(11);
        assertThat(report.get(0)).startsWith("2,case,a,CASE_INCOMPLETE,").contains("line 3");
        assertThat(report.get(1)).startsWith("3,when,2011-13-02 10:00:00Z,BAD_DATE,");
        assertThat(report.get(2)).startsWith("5,case,a,CASE_INCOMPLETE,").contains("line 3");
        assertThat(report.get(3)).startsWith("6,case,c,CASE_INCOMPLETE,").contains("line 7");
        assertThat(report.get(4)).startsWith("7,who,r9,UNKNOWN_PERSON,").endsWith(",activities");
        assertThat(report.get(5)).startsWith("8,case,d,CASE_INCOMPLETE,");
        assertThat(report.get(6)).startsWith("9,ended,").contains("CASE_CONTRADICTED", "line 8");
        assertThat(report.get(8)).startsWith("11,no,9,DUPLICATE_IN_FILE,").contains("line 10");
        assertThat(report.get(9)).startsWith("12,,,CELL_COUNT,");
        assertThat(report.get(10)).startsWith("13,case,,VALUE_MISSING,");
        assertThat(history("hole", "b")).hasSize(3);
        assertThat(Stream.of("a", "c", "d", "e", "f").flatMap(each -> history("hole", each).stream()))
                .isEmpty();
    }

    @Test
    void theSameLogTwiceInWhateverOrderChangesNothing() {
        String[] lines = {
            "a,2011-10-01 10:00:00Z,,2011-10-05 10:00:00Z,receive,r1,office,2011-10-02 10:00:00Z,1",
            "a,2011-10-01 10:00:00Z,,2011-10-05 10:00:00Z,check,r2,office,2011-10-03 10:00:00Z,2",
            "a,2011-10-01 10:00:00Z,,2011-10-05 10:00:00Z,check,r2,office,2011-10-03 10:00:00Z,2",
            "b,2011-10-01 10:00:00Z,,,receive,r1,office,2011-10-02 10:00:00Z,3"
        };
        counts(taking("twice", lines), 3, 1, 0);
        long events = bench.events();
        List<String> turned = new ArrayList<>(List.of(lines));
        Collections.reverse(turned);

        counts(taking("twice", turned.toArray(String[]::new)), 0, 4, 0);
        counts(bench.trying(csv(lines), MAPPING.formatted("twice")), 0, 4, 0);
        JsonNode grown = taking(
                "twice",
                Stream.concat(
                                Stream.of(lines),
                                Stream.of("b,2011-10-01 10:00:00Z,,,check,r1,office,2011-10-04 10:00:00Z,4"))
                        .toArray(String[]::new));

        counts(grown, 0, 3, 2);
        assertThat(bench.rejections(grown).getFirst()).contains("IMPORTED_DIFFERENTLY");
        assertThat(bench.events()).isEqualTo(events);
    }

    @Test
    void aDryRunFindsOutWhatTheImportWould() {
        String[] lines = {
            "a,2011-10-01 10:00:00Z,,,receive,r1,office,2011-10-02 10:00:00Z,1",
            "b,2011-10-01 10:00:00Z,,,receive,r1,nowhere,2011-10-02 10:00:00Z,2",
            "b,2011-10-01 10:00:00Z,,,check,r1,office,2011-10-02 10:00:00Z,3",
            "c,2011-10-01 10:00:00Z,,,receive,r1,office,2099-10-02 10:00:00Z,4",
            "d,2099-10-01 10:00:00Z,,,receive,r1,office,2011-10-02 10:00:00Z,5"
        };
        long events = bench.events();

        JsonNode tried = bench.trying(csv(lines), MAPPING.formatted("dry"));
        counts(tried, 1, 0, 4);
        assertThat(bench.events()).isEqualTo(events);
        JsonNode done = taking("dry", lines);

        counts(done, 1, 0, 4);
        assertThat(faults(done)).isEqualTo(faults(tried)).hasSize(4);
        assertThat(bench.rejections(done).get(0)).startsWith("3,group,nowhere,UNKNOWN_UNIT,");
        assertThat(bench.rejections(done).get(3)).startsWith("6,began,2099-10-01 10:00:00Z,OCCURRED_IN_FUTURE,");
    }

    /** Line, column, value and code. */
    private List<List<String>> faults(JsonNode status) {
        return bench.rejections(status).stream()
                .map(line -> List.of(line.split(",", 5)).subList(0, 4))
                .toList();
    }

    @Test
    void aCaseOfWhichNoBeginningIsKnownBeginsWithTheFirstThingDone() {
        String mapping = MAPPING.formatted("bare").replace("  reportedAt: began\n", "");

        counts(
                bench.importing(
                        csv("a,,,,check,r1,office,2011-10-03 10:00:00Z,1", "a,,,,receive,,,2011-10-02 10:00:00Z,2"),
                        mapping),
                2,
                0,
                0);
        assertThat(history("bare", "a"))
                .containsExactly(
                        "case.reported 10-02 10:00:00.000",
                        "case.dispatched 10-02 10:00:00.000",
                        "case.activity-recorded 10-02 10:00:00.000",
                        "case.activity-recorded 10-03 10:00:00.000 r1 office");
    }

    @Test
    void aLogThatIsTooLongToBeGatheredIsRefusedAtOnce() {
        String[] lines = Stream.iterate(1, n -> n + 1)
                .limit(5001)
                .map(n -> n + ",2011-10-01 10:00:00Z,,,receive,r1,office,2011-10-02 10:00:00Z," + n)
                .toArray(String[]::new);

        var answer = bench.upload(csv(lines), MAPPING.formatted("long"), false);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("urn:wangge:problem:file-not-taken", "5000 rows");
        counts(bench.trying(csv(java.util.Arrays.copyOf(lines, 5000)), MAPPING.formatted("long")), 5000, 0, 0);
        var distinct = bench.upload(csv(lines[0]), MAPPING.formatted("x") + "distinct: true\n", false);
        assertThat(distinct.statusCode()).isEqualTo(422);
        assertThat(distinct.body()).contains("/mapping/distinct");
    }

    @Test
    void anImportThatWasCutOffGoesOnAtTheNextStartWithoutAHole() {
        List<String> lines = new ArrayList<>();
        for (int n = 0; n < 3000; n++) {
            lines.add("cut-" + n % 1000 + ",2011-10-01 10:00:00Z,,,step " + n / 1000 + ",r1,office,2011-10-0"
                    + (2 + n / 1000) + " 10:00:00Z," + n);
        }
        Collections.shuffle(lines, new Random(7));
        UUID importId =
                ImportBench.accepted(bench.upload(csv(lines.toArray(String[]::new)), MAPPING.formatted("cut"), false));
        long before = bench.events("case.%");
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> bench.events("case.%") > before + 50);

        bench.stop();
        assertThat(bench.rows()
                        .sql("SELECT state FROM command.import WHERE import_id = ?")
                        .param(importId)
                        .query(String.class)
                        .single())
                .as("cut off in the middle")
                .isEqualTo("RUNNING");
        bench.startAgain();

        counts(bench.ended(importId), 3000, 0, 0);
        assertThat(bench.rows()
                        .sql("SELECT count(*) FROM log.event WHERE source = ? AND type = 'case.activity-recorded'")
                        .param("import:" + importId)
                        .query(Long.class)
                        .single())
                .isEqualTo(3000);
    }
}
