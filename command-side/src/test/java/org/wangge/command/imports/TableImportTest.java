package org.wangge.command.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Tables through the front door of a whole command side. Each test has things of its own names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableImportTest {

    private static final String GRIDS = """
            mapping: grids-%s
            target: grids
            fields: {gridId: code, name: name, level: level, parentId: parent}
            """;
    private static final String UNITS = "mapping: units-%s\ntarget: units\nfields: {unitId: code, name: name}\n";
    private static final String CASES = """
            mapping: cases-%s
            zone: Asia/Shanghai
            dates: ["yyyy-MM-dd HH:mm"]
            target: cases
            fields:
              reference: no
              gridId: grid
              kind: {column: kind, values: {隐患: HAZARD, 诉求: COMPLAINT}}
              category: {constant: FIRE}
              title: title
              reportedAt: reported
              unitId: unit
              dueAt: due
              closedAt: closed
            """;

    private Path dataDir;

    private ImportBench bench;

    @BeforeAll
    void start(@TempDir Path folder) {
        dataDir = folder;
        bench = new ImportBench(dataDir, Map.of("wangge.imports.max-bytes", "2MB", "wangge.imports.parallel", "2"));
    }

    @AfterAll
    void stop() {
        bench.close();
    }

    private static byte[] csv(String... lines) {
        return ImportBench.utf8(String.join("\n", lines) + "\n");
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

    private String payload(String stream) {
        return bench.rows()
                .sql("SELECT convert_from(body, 'UTF8') FROM log.event WHERE aggregate_id = ? AND sequence = 0")
                .param(stream)
                .query(String.class)
                .single();
    }

    @Test
    void childrenMayStandBeforeTheirParentsAndNamesMayRepeat() {
        byte[] table = csv("code,name,level,parent", "o-3,城关镇,3,o-2", "o-4,城关镇,3,o-2", "o-2,县,2,o-1", "o-1,市,1,");

        counts(bench.importing(table, GRIDS.formatted("order")), 4, 0, 0);
        assertThat(payload("grid:o-3")).contains("\"parentId\":\"o-2\"", "\"name\":\"城关镇\"", "\"source\":\"import:");
    }

    @Test
    void goodRowsGoInWhileBadOnesAreReportedOneByOne() {
        byte[] table = csv(
                "code,name,level,parent",
                "b-1,镇,1,",
                "b-2,村,2,nowhere",
                "b 3,村,2,b-1",
                "b-4,,2,b-1",
                "b-5,村,2,b-1,more",
                "b-6,村,两,b-1",
                "b-1,另一个镇,1,",
                "b-7,村,2,b-1");

        JsonNode status = bench.importing(table, GRIDS.formatted("bad"));

        counts(status, 2, 0, 6);
        List<String> report = bench.rejections(status);
        assertThat(report).hasSize(6);
        assertThat(report.get(0)).startsWith("3,parent,nowhere,UNKNOWN_GRID,").endsWith(",grids");
        assertThat(report.get(1)).startsWith("4,code,b 3,BAD_CODE,");
        assertThat(report.get(2)).startsWith("5,name,,VALUE_MISSING,");
        assertThat(report.get(3)).startsWith("6,,,CELL_COUNT,");
        assertThat(report.get(4)).startsWith("7,level,两,PATTERN_MISMATCH,");
        assertThat(report.get(5)).startsWith("8,code,b-1,DUPLICATE_IN_FILE,").contains("line 2");
        assertThat(bench.rows()
                        .sql("SELECT count(*) FROM log.event WHERE aggregate_id LIKE 'grid:b%'")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void aWrongDateInRow3017IsReportedWithLineAndColumn() {
        String head = "no,grid,kind,title,reported,unit,due,closed";
        bench.importing(csv("code,name,level,parent", "d-1,镇,1,"), GRIDS.formatted("dates"));
        String[] lines = Stream.concat(
                        Stream.of(head),
                        Stream.iterate(2, line -> line + 1)
                                .limit(3100)
                                .map(line -> line + ",d-1,隐患,通道堵塞,"
                                        + (line == 3017 ? "2026-02-30 08:00" : "2026-02-28 08:00") + ",,,"))
                .toArray(String[]::new);

        JsonNode status = bench.importing(csv(lines), CASES.formatted("dates"));

        counts(status, 3099, 0, 1);
        assertThat(bench.rejections(status).getFirst()).startsWith("3017,reported,2026-02-30 08:00,BAD_DATE,");
    }

    @Test
    void aCaseComesWithTheHistoryThatTheOtherSystemKnows() {
        bench.importing(csv("code,name,level,parent", "h-1,镇,1,"), GRIDS.formatted("history"));
        bench.importing(csv("code,name", "hu-1,消防所"), UNITS.formatted("history"));
        byte[] table = csv(
                "no,grid,kind,title,reported,unit,due,closed",
                "1,h-1,隐患,\"=cmd|' /C calc'!A0\",2026-01-05 08:00,hu-1,2026-01-07 08:00,2026-01-08 09:30",
                "2,h-1,诉求,路灯不亮,2026-01-05 08:00,hu-1,,",
                "3,h-1,诉求,路灯不亮,2026-01-05 08:00,,,2026-01-04 08:00",
                "4,h-1,=1+1,路灯不亮,2026-01-05 08:00,,,",
                "5,h-1,诉求,路灯不亮,2099-01-05 08:00,,,",
                "6,h-1,诉求,路灯不亮,2026-01-05 08:00,nobody,,");

        JsonNode status = bench.importing(table, CASES.formatted("history"));

        counts(status, 2, 0, 4);
        assertThat(bench.rejections(status).get(0)).startsWith("4,closed,2026-01-04 08:00,HISTORY_IMPOSSIBLE,");
        assertThat(bench.rejections(status).get(1)).startsWith("5,kind,'=1+1,VALUE_NOT_ALLOWED,");
        assertThat(bench.rejections(status).get(2)).startsWith("6,reported,2099-01-05 08:00,OCCURRED_IN_FUTURE,");
        assertThat(bench.rejections(status).get(3)).startsWith("7,unit,nobody,UNKNOWN_UNIT,");
        List<String> history = bench.rows()
                .sql(
                        "SELECT type || ' ' || to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') FROM log.event"
                                + " WHERE aggregate_id = 'case:' || ? ORDER BY sequence")
                .param(org.wangge.command.RepeatableIds.of("wangge:imported-case", "cases-history", "1")
                        .toString())
                .query(String.class)
                .list();
        assertThat(history)
                .containsExactly(
                        "case.reported 2026-01-05 00:00",
                        "case.dispatched 2026-01-05 00:00",
                        "case.closed 2026-01-08 01:30");
    }

    @Test
    void theSameFileTwiceChangesNothingWhoeverHandsItIn() {
        byte[] table = csv("code,name", "t-1,消防所", "t-2,派出所", "t-2,派出所");
        counts(bench.importing(table, UNITS.formatted("twice")), 2, 1, 0);
        bench.post(
                "/api/v1/accounts",
                "{\"username\":\"office\",\"password\":\"" + ImportBench.PASSWORD
                        + "\",\"roles\":[\"PLAN_OFFICE\"],\"gridIds\":[]}");
        long events = bench.events();

        counts(bench.importing(table, UNITS.formatted("twice")), 0, 3, 0);
        counts(bench.importing(table, UNITS.formatted("another-mapping")), 0, 3, 0);
        UUID byAnother = ImportBench.accepted(bench.upload(table, UNITS.formatted("twice"), false, "office"));
        counts(bench.ended(byAnother), 0, 3, 0);
        byte[] changed = csv("code,name", "t-1,消防大队");
        JsonNode differing =
                bench.ended(ImportBench.accepted(bench.upload(changed, UNITS.formatted("twice"), false, "office")));
        assertThat(bench.rejections(differing).getFirst())
                .as("known as the same imported row, whoever brings it")
                .contains("IMPORTED_DIFFERENTLY");

        assertThat(bench.events()).isEqualTo(events);
    }

    @Test
    void aRowThatSaysSomethingElseThanBeforeIsRejectedAndChangesNothing() {
        bench.importing(csv("code,name", "c-1,消防所"), UNITS.formatted("changed"));
        long events = bench.events();

        JsonNode same = bench.importing(csv("code,name", "c-1,消防大队"), UNITS.formatted("changed"));
        JsonNode other = bench.importing(csv("code,name", "c-1,消防大队"), UNITS.formatted("changed-2"));

        counts(same, 0, 0, 1);
        counts(other, 0, 0, 1);
        assertThat(bench.rejections(same).getFirst()).contains("IMPORTED_DIFFERENTLY");
        assertThat(bench.rejections(other).getFirst()).contains("ALREADY_EXISTS");
        assertThat(bench.events()).isEqualTo(events);
    }

    @Test
    void peopleAreRegisteredWithoutTheirNamesInTheLogOrInAReport() {
        String mapping = "mapping: people-p\ntarget: people\nfields: {personId: 编号, name: 姓名, phone: 电话}\n";
        byte[] table = csv("编号,姓名,电话", "p-1,甲一,021-555", "p-2,乙二,打给我");

        JsonNode status = bench.importing(table, mapping);

        counts(status, 1, 0, 1);
        assertThat(bench.rejections(status).getFirst())
                .startsWith("3,电话,,PATTERN_MISMATCH,")
                .doesNotContain("打给我");
        assertThat(payload("person:p-1")).doesNotContain("甲一", "021-555");
        counts(bench.importing(table, mapping), 0, 1, 1);
        counts(bench.importing(csv("编号,姓名,电话", "p-1,丙三,021-555"), mapping), 0, 0, 1);
    }

    @Test
    void aDryRunReportsTheSameAndStoresNothing() {
        byte[] table =
                csv("code,name,level,parent", "y-2,村,2,y-1", "y-1,镇,1,", "y-3,村,2,nowhere", "y-4,村,1,y-1", "y-5,村,2,");
        long events = bench.events();

        JsonNode tried = bench.trying(table, GRIDS.formatted("try"));

        counts(tried, 2, 0, 3);
        assertThat(bench.events()).isEqualTo(events);
        JsonNode done = bench.importing(table, GRIDS.formatted("try"));
        counts(done, 2, 0, 3);
        assertThat(bench.rejections(done).stream().sorted())
                .isEqualTo(bench.rejections(tried).stream().sorted().toList());
        counts(bench.trying(table, GRIDS.formatted("try")), 0, 2, 3);
    }

    @Test
    void aDryRunOfCasesFindsOutWhatTheImportWould() {
        bench.importing(csv("code,name,level,parent", "yc-1,镇,1,"), GRIDS.formatted("try-cases"));
        byte[] table = csv(
                "no,grid,kind,title,reported,unit,due,closed",
                "1,yc-1,诉求,路灯不亮,2026-01-05 08:00,,,2026-01-06 08:00",
                "2,yc-1,诉求,路灯不亮,2026-01-05 08:00,,,2026-01-04 08:00",
                "3,yc-2,诉求,路灯不亮,2026-01-05 08:00,,,",
                "4,yc-1,诉求,路灯不亮,2026-01-05 08:00,,2026-01-06 08:00,");

        JsonNode tried = bench.trying(table, CASES.formatted("try-cases"));
        JsonNode done = bench.importing(table, CASES.formatted("try-cases"));

        counts(tried, 1, 0, 3);
        counts(done, 1, 0, 3);
        counts(bench.trying(table, CASES.formatted("try-cases")), 0, 1, 3);
    }

    @Test
    void brokenTextIsRefusedRowByRow() {
        byte[] table = csv("code,name", "e-1,AB", "e-2,ok");
        table[new String(table, StandardCharsets.ISO_8859_1).indexOf("AB")] = (byte) 0xff;

        JsonNode status = bench.importing(table, UNITS.formatted("encoding"));

        counts(status, 1, 0, 1);
        assertThat(bench.rejections(status).getFirst()).startsWith("2,name,").contains("BAD_ENCODING");
    }

    @Test
    void aWorkbookGoesInAsWell() throws IOException {
        byte[] workbook = TableReadingTest.workbook(
                TableReadingTest.row(1, TableReadingTest.text("A1", "某镇网格一览表")),
                TableReadingTest.row(
                        2,
                        TableReadingTest.text("A2", "code"),
                        TableReadingTest.text("B2", "name"),
                        TableReadingTest.text("C2", "level"),
                        TableReadingTest.text("D2", "parent")),
                TableReadingTest.row(
                        3,
                        TableReadingTest.number("A3", "110101", 0),
                        TableReadingTest.text("B3", "一村"),
                        TableReadingTest.number("C3", "1", 0)),
                TableReadingTest.row(4, TableReadingTest.text("B4", "二村"), TableReadingTest.number("C4", "1", 0)));
        String mapping = GRIDS.formatted("workbook") + "dialect: {headerLine: 2}\nsheet: 网格\n";

        JsonNode status = bench.importing(workbook, mapping);

        counts(status, 1, 0, 1);
        assertThat(bench.rejections(status).getFirst()).startsWith("4,code,,VALUE_MISSING,");
        assertThat(payload("grid:110101")).contains("一村");
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeAnythingBegins() throws IOException {
        byte[] table = csv("Code,name,name", "1,a,b");
        Map<String, HttpResponse<String>> refused = Map.of(
                "mapping-invalid", bench.upload(table, "mapping: x\ntarget: pets\n", false),
                "columns-unclear", bench.upload(table, UNITS.formatted("columns"), false),
                "file-not-taken", bench.upload(new byte[] {1, 0, 0}, UNITS.formatted("columns"), false));

        refused.forEach((problem, answer) -> {
            assertThat(answer.statusCode()).as(problem).isEqualTo(422);
            assertThat(answer.body()).contains("urn:wangge:problem:" + problem);
        });
        assertThat(bench.upload(table, " ", false).statusCode()).isEqualTo(400);
        assertThat(bench.upload(new byte[0], UNITS.formatted("x"), false).statusCode())
                .isEqualTo(400);
        assertThat(bench.get("/api/v1/imports/" + new UUID(1, 2)).statusCode()).isEqualTo(404);
        assertThat(bench.get("/api/v1/imports/no-uuid").statusCode()).isEqualTo(400);
        assertThat(spooled()).isEmpty();
    }

    @Test
    void aFileThatIsTooLargeIsRefusedAndNotKept() throws IOException {
        HttpResponse<String> answer = bench.upload(new byte[3 << 20], UNITS.formatted("large"), false);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("urn:wangge:problem:payload-too-large");
        assertThat(spooled()).isEmpty();
    }

    @Test
    void halfAnUploadLeavesNothingBehind() throws IOException {
        long before = bench.rows()
                .sql("SELECT count(*) FROM command.import")
                .query(Long.class)
                .single();
        String basic =
                Base64.getEncoder().encodeToString(("admin:" + ImportBench.PASSWORD).getBytes(StandardCharsets.UTF_8));
        try (Socket socket = new Socket("localhost", bench.uri("/").getPort())) {
            socket.getOutputStream()
                    .write(("POST /api/v1/imports HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic " + basic
                                    + "\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n"
                                    + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n"
                                    + "x".repeat(200_000))
                            .getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }

        await().untilAsserted(() -> assertThat(spooled()).isEmpty());
        assertThat(bench.rows()
                        .sql("SELECT count(*) FROM command.import")
                        .query(Long.class)
                        .single())
                .isEqualTo(before);
    }

    private List<Path> spooled() throws IOException {
        try (Stream<Path> files = Files.walk(dataDir.resolve("imports"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void anImportThatWasCutOffGoesOnAtTheNextStartAndCountsAsOne() {
        int rows = 1500;
        String[] lines = Stream.concat(
                        Stream.of("code,name"),
                        Stream.iterate(1, n -> n + 1).limit(rows).map(n -> "cut-" + n + ",单位" + n))
                .toArray(String[]::new);
        UUID importId = ImportBench.accepted(bench.upload(csv(lines), UNITS.formatted("cut"), false));
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> bench.events("unit.registered") > 50);

        bench.stop();
        String state = bench.rows()
                .sql("SELECT state FROM command.import WHERE import_id = ?")
                .param(importId)
                .query(String.class)
                .single();
        assertThat(state).as("cut off in the middle").isEqualTo("RUNNING");
        bench.startAgain();

        counts(bench.ended(importId), rows, 0, 0);
        assertThat(bench.rows()
                        .sql("SELECT count(*) FROM log.event WHERE aggregate_id LIKE 'unit:cut-%' AND source = ?")
                        .param("import:" + importId)
                        .query(Long.class)
                        .single())
                .isEqualTo(rows);
    }

    @Test
    void theCommandLineDoesTheSame() throws IOException {
        Path file = Files.write(dataDir.resolve("l.csv"), csv("code,name", "l-1,消防所", "l 2,派出所"));
        Path mapping = Files.writeString(dataDir.resolve("l.yaml"), UNITS.formatted("line"));
        Path report = dataDir.resolve("l-rejections.csv");
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        String server = bench.uri("").toString();

        int code = ImportCommandLine.run(
                new String[] {
                    "--server",
                    server,
                    "--file",
                    file.toString(),
                    "--mapping",
                    mapping.toString(),
                    "--rejections",
                    report.toString()
                },
                ImportBench.PASSWORD,
                new PrintStream(words, true, StandardCharsets.UTF_8));

        assertThat(words.toString(StandardCharsets.UTF_8))
                .contains("DONE: 2 rows, 1 accepted, 0 unchanged, 1 rejected");
        assertThat(code).isEqualTo(1);
        assertThat(Files.readString(report))
                .startsWith("\ufeffline,column,value,code,reason,target\r\n3,code,l 2,BAD_CODE");
        assertThat(ImportCommandLine.run(new String[] {"--colour"}, "x", new PrintStream(words)))
                .isEqualTo(2);
    }

    @Test
    void anAuditorMayLookButNotImport() {
        bench.post(
                "/api/v1/accounts",
                "{\"username\":\"auditor\",\"password\":\"" + ImportBench.PASSWORD
                        + "\",\"roles\":[\"AUDITOR\"],\"gridIds\":[]}");

        assertThat(bench.upload(csv("code,name", "a-1,x"), UNITS.formatted("auditor"), false, "auditor")
                        .statusCode())
                .isEqualTo(403);
    }
}
