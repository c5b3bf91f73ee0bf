package org.wangge.command.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a new user tries first: the small township that comes with the repository. */
class SampleTownshipTest {

    private static final Path SAMPLES = Path.of("../samples/township");

    @Test
    void theSampleTownshipGoesInWhole(@TempDir Path dataDir) throws IOException {
        Map<String, Integer> rows = Map.of("grids", 20, "units", 5, "people", 12, "cases", 60);
        try (ImportBench bench = new ImportBench(dataDir)) {
            for (String table : List.of("grids", "units", "people", "cases")) {
                JsonNode status = bench.importing(
                        Files.readAllBytes(SAMPLES.resolve(table + ".csv")),
                        Files.readString(SAMPLES.resolve(table + ".yaml")));
                assertThat(status.path("accepted").asInt())
                        .as(() -> bench.rejections(status).toString())
                        .isEqualTo(rows.get(table));
            }
            assertThat(overdue(bench)).isEqualTo(16);
        }
    }

    private static long overdue(ImportBench bench) {
        return bench.rows().sql("""
                        SELECT count(*) FROM log.event dispatched LEFT JOIN log.event closed
                            ON closed.aggregate_id = dispatched.aggregate_id AND closed.type = 'case.closed'
                         WHERE dispatched.type = 'case.dispatched'
                           AND (convert_from(dispatched.body, 'UTF8')::jsonb -> 'payload' ->> 'dueAt')::timestamptz
                               < coalesce(closed.occurred_at, 'infinity')""").query(Long.class).single();
    }
}
