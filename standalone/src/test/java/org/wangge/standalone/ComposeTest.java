package org.wangge.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** docker-compose.yml, as far as it can be checked without Docker. */
class ComposeTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(WANGGE_[A-Z_]+)(:[-?][^}]*)?}");

    private final String text = Files.readString(ROOT.resolve("docker-compose.yml"));
    private final Map<String, Map<String, Object>> services = services();

    ComposeTest() throws IOException {}

    @SuppressWarnings("unchecked")
    private Map<String, Map<String, Object>> services() {
        return (Map<String, Map<String, Object>>) ((Map<String, Object>) new Yaml().load(text)).get("services");
    }

    @Test
    void runsTheDatabaseAndTheTwoSidesAndNothingElse() {
        assertThat(services.keySet()).containsExactly("postgres", "command-side", "query-side");
        assertThat(services.get("postgres").get("image")).asString().contains("postgres:18");
        assertThat(services.get("command-side").get("depends_on"))
                .isEqualTo(Map.of("postgres", Map.of("condition", "service_healthy")));
        assertThat(services.get("query-side").get("depends_on"))
                .isEqualTo(Map.of("command-side", Map.of("condition", "service_healthy")));
    }

    @Test
    void everyServiceIsHealthCheckedAndConfined() {
        services.forEach((name, service) -> {
            assertThat(service).as(name).containsKeys("healthcheck", "restart").containsEntry("read_only", true);
            assertThat(service.get("security_opt")).as(name).isEqualTo(List.of("no-new-privileges:true"));
        });
    }

    @Test
    @SuppressWarnings("unchecked")
    void noPasswordStandsInTheFileAndNoneHasADefault() {
        services.forEach((name, service) -> ((Map<String, String>) service.get("environment"))
                .forEach((variable, value) -> {
                    if (variable.contains("PASSWORD")) {
                        assertThat(value).as(name + " " + variable).matches("\\$\\{WANGGE_[A-Z_]+:\\?[^}]+}");
                    }
                }));
        assertThat(text).doesNotContainPattern("(?i)password\\s*[:=]\\s*['\"]?[a-z0-9]");
    }

    @Test
    void everyVariableIsInTheExample() throws IOException {
        String example = Files.readString(ROOT.resolve(".env.example"));
        var variables = VARIABLE.matcher(text)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        assertThat(variables)
                .hasSizeGreaterThan(6)
                .allSatisfy(variable -> assertThat(example).contains(variable + "="));
        assertThat(example.lines().filter(line -> line.matches("WANGGE_.*PASSWORD=.+")))
                .as("an example that could be used as it is would be")
                .isEmpty();
    }

    @Test
    @SuppressWarnings("unchecked")
    void onlyTheSidesListenAndOnlyOnThisMachine() {
        assertThat(services.get("postgres")).doesNotContainKey("ports");
        for (String side : List.of("command-side", "query-side")) {
            assertThat((List<String>) services.get(side).get("ports"))
                    .hasSize(1)
                    .allMatch(port -> port.startsWith("127.0.0.1:${WANGGE_") && port.endsWith(":8080"));
        }
    }

    @Test
    void whatItMountsAndBuildsIsThere() throws IOException {
        assertThat(ROOT.resolve("docker/initdb/wangge.sh")).isExecutable();
        assertThat(ROOT.resolve("docker/healthcheck")).isExecutable();
        assertThat(ROOT.resolve("event-store/src/main/resources/db/bootstrap/roles.sql"))
                .exists();
        String dockerfile = Files.readString(ROOT.resolve("Dockerfile"));
        assertThat(dockerfile)
                .contains(" AS command-side", " AS query-side", "USER wangge")
                .doesNotContainPattern("(?i)password");
    }
}
