package org.wangge.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.wangge.edge.Positions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the query side over HTTP. */
public final class Asking {

    private final MockMvc door;

    Asking(MockMvc door) {
        this.door = door;
    }

    public MockHttpServletResponse send(MockHttpServletRequestBuilder request) {
        try {
            return door.perform(request).andReturn().getResponse();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The raw answer to a query, as it is at the given position or later. */
    public MockHttpServletResponse raw(long minPosition, String accept, String path, Object... variables) {
        return send(
                MockMvcRequestBuilders.get(path, variables).accept(accept).header(Positions.MIN_POSITION, minPosition));
    }

    /** The JSON answer to a query, as it is at the given position or later. */
    public JsonNode json(long minPosition, String path, Object... variables) {
        MockHttpServletResponse response = raw(minPosition, "application/json", path, variables);
        String body = new String(response.getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(response.getStatus()).as(body).isEqualTo(200);
        return JsonMapper.shared().readTree(body);
    }

    /** The items of the JSON answer to a query, as it is at the given position or later. */
    public List<JsonNode> items(long minPosition, String path, Object... variables) {
        List<JsonNode> items = new ArrayList<>();
        json(minPosition, path, variables).get("items").forEach(items::add);
        return items;
    }

    /** The problem that a query gets. */
    public JsonNode problem(int status, String path, Object... variables) {
        MockHttpServletResponse response = raw(0, "application/json", path, variables);
        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(response.getContentType()).startsWith("application/problem+json");
        return JsonMapper.shared()
                .readTree(new String(response.getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8));
    }
}
