package org.wangge.query.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.wangge.query.CaseStories.grid;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.wangge.query.Asking;
import org.wangge.query.History;
import org.wangge.query.QuerySideTestApplication;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(classes = QuerySideTestApplication.class)
class ViewsEndpointTest {

    @Autowired
    private History history;

    @Autowired
    private Asking asking;

    private JsonNode view(String name) {
        String body = new String(asking.send(get("/api/v1/views")).getContentAsByteArray(), StandardCharsets.UTF_8);
        for (JsonNode view : JsonMapper.shared().readTree(body).get("items")) {
            if (view.get("name").asString().equals(name)) {
                return view;
            }
        }
        throw new AssertionError("no view " + name + " in " + body);
    }

    @Test
    void aViewIsRebuiltInTheBackgroundAndSaysHowFarItIs() {
        history.freshDay();
        String town = History.prefix();
        long position = history.append(grid(town, 1, null));
        assertThat(asking.items(position, "/api/v1/grids?gridId={g}", town)).hasSize(1);

        assertThat(asking.send(post("/api/v1/views/grid/rebuild")).getStatus()).isEqualTo(202);
        // Answered throughout, from the old tables or from the new ones.
        assertThat(asking.items(position, "/api/v1/grids?gridId={g}", town)).hasSize(1);

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(view("grid").get("state").asString()).isEqualTo("LIVE");
            assertThat(view("grid").get("position").asLong()).isEqualTo(history.head());
            assertThat(view("grid").get("percent").asInt()).isEqualTo(100);
        });
        assertThat(asking.items(position, "/api/v1/grids?gridId={g}", town)).hasSize(1);
    }

    @Test
    void aViewThatDoesNotExistIsNotRebuilt() {
        assertThat(asking.send(post("/api/v1/views/nothing/rebuild")).getStatus())
                .isEqualTo(404);
    }
}
