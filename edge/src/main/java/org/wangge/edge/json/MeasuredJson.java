package org.wangge.edge.json;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.util.FastByteArrayOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes an answer's JSON as a whole, with its {@code Content-Length} (RFC 9110 section 8.6): one packet instead of two for what is
 * small, and a fault in the middle of a page is an error, not half a page with status 200.
 */
public final class MeasuredJson extends JacksonJsonHttpMessageConverter {

    public MeasuredJson(JsonMapper json) {
        super(json);
    }

    @Override
    protected void writeInternal(
            Object value, ResolvableType type, HttpOutputMessage output, @Nullable Map<String, Object> hints)
            throws IOException {
        FastByteArrayOutputStream body = new FastByteArrayOutputStream();
        super.writeInternal(value, type, new InMemory(output.getHeaders(), body), hints);
        output.getHeaders().setContentLength(body.size());
        body.writeTo(output.getBody());
    }

    private record InMemory(HttpHeaders headers, OutputStream body) implements HttpOutputMessage {

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public OutputStream getBody() {
            return body;
        }
    }
}
