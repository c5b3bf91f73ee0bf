package org.wangge.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** 示例事故: the README's script raises a fire in the sample township, and a leader reads its dossier. */
class SampleIncidentIT {

    @TempDir
    private Path folder;

    @Test
    void aLeaderRaisesTheSampleIncidentAndReadsItsDossier() throws Exception {
        assumeThat(curl()).as("the script speaks HTTP through curl").isTrue();
        try (WanggeProcess system = WanggeProcess.start(folder.resolve("data"), "--wangge.sample=true")) {
            raise(system.url());

            JsonNode dossier = JsonMapper.shared().readTree(Files.readAllBytes(file(".json")));
            assertThat(dossier.get("incident").get("title").asString()).isEqualTo("木器厂起火");
            JsonNode chain = dossier.get("responsibility");
            assertThat(holder(chain, "first")).isEqualTo("p-02");
            assertThat(holder(chain, "direct")).isEqualTo("p-04");
            assertThat(holder(chain, "leading")).isEqualTo("p-08");
            JsonNode open = dossier.get("openCases").get("recordedBefore").get(0);
            assertThat(open.get("title").asString()).isEqualTo("安全出口堆放木料");
            assertThat(open.get("gridId").asString()).as("escalated").isEqualTo("QS-4");
            assertThat(open.get("told")).as("notices").isNotEmpty();
            assertThat(dossier.get("lapses")
                            .get("recordedBefore")
                            .get(0)
                            .get("status")
                            .asString())
                    .isEqualTo("MISSED");
            assertThat(dossier.get("escalations")
                            .get("recordedBefore")
                            .get(0)
                            .get("madeAt")
                            .isNull())
                    .isFalse();
            assertThat(dossier.get("inspections").get("recordedBefore")).hasSize(1);
            assertThat(dossier.get("inspections").get("recordedAfter")).hasSize(1);
            assertThat(Files.readString(file(".html"))).contains("木器厂起火", "补录");
            try (PDDocument pdf = Loader.loadPDF(Files.readAllBytes(file(".pdf")))) {
                assertThat(new PDFTextStripper().getText(pdf)).contains("木器厂起火", "安全出口堆放木料", "第一责任人");
            }
        }
    }

    private static String holder(JsonNode chain, String asked) {
        return chain.get(asked).get("holders").get(0).get("personId").asString();
    }

    private void raise(String url) throws IOException, InterruptedException {
        Path script = Path.of("..", "samples", "incident", "raise.sh");
        ProcessBuilder builder =
                new ProcessBuilder("sh", script.toString(), url, folder.toString()).redirectErrorStream(true);
        builder.environment().put("WANGGE_ADMIN_PASSWORD", WanggeProcess.PASSWORD);
        File said = folder.resolve("said.txt").toFile();
        Process process = builder.redirectOutput(said).start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(said.toPath(), StandardCharsets.UTF_8))
                .isZero();
    }

    private Path file(String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found =
                    files.filter(each -> each.toString().endsWith(ending)).toList();
            assertThat(found).hasSize(1);
            return found.getFirst();
        }
    }

    private static boolean curl() throws InterruptedException {
        try {
            return new ProcessBuilder("curl", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException none) {
            return false;
        }
    }
}
