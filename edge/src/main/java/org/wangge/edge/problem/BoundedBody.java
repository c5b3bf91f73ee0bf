package org.wangge.edge.problem;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * A request whose body is taken in whole when it is first asked for: at most so many bytes, whether announced or chunked, and as
 * UTF-8 where it is JSON.
 */
final class BoundedBody extends HttpServletRequestWrapper {

    private final int limit;
    private @Nullable ServletInputStream stream;

    BoundedBody(HttpServletRequest request, int limit) {
        super(request);
        this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        ServletInputStream opened = stream;
        if (opened == null) {
            opened = new InMemory(read());
            stream = opened;
        }
        return opened;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    private byte[] read() throws IOException {
        String encoding = getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw RequestProblem.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE, "Compressed bodies are not taken.");
        }
        if (getContentLengthLong() > limit) {
            throw tooLarge();
        }
        byte[] body = super.getInputStream().readNBytes(limit + 1);
        if (body.length > limit) {
            throw tooLarge();
        }
        if (isJson()) {
            checkUtf8(body);
        }
        return body;
    }

    private RequestProblem tooLarge() {
        return RequestProblem.of(ProblemKind.PAYLOAD_TOO_LARGE, "At most " + limit + " bytes are taken.");
    }

    private boolean isJson() {
        if (getContentType() == null) {
            return false;
        }
        try {
            MediaType type = MediaType.parseMediaType(getContentType());
            boolean json = type.getSubtype().equals("json") || type.getSubtype().endsWith("+json");
            if (json && type.getCharset() != null && !StandardCharsets.UTF_8.equals(type.getCharset())) {
                throw RequestProblem.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE, "JSON is taken in UTF-8 only.");
            }
            return json;
        } catch (InvalidMediaTypeException unknown) {
            return false;
        }
    }

    private static void checkUtf8(byte[] body) {
        try {
            var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException broken) {
            throw RequestProblem.of(ProblemKind.MALFORMED_JSON, "The body is not UTF-8.");
        }
        for (byte b : body) {
            if (b == 0) {
                throw RequestProblem.of(ProblemKind.MALFORMED_JSON, "The body is not UTF-8 text.");
            }
        }
    }

    private static final class InMemory extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        InMemory(byte[] body) {
            this.bytes = new ByteArrayInputStream(body);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, length);
        }

        @Override
        public int available() {
            return bytes.available();
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("read it at once: it is in memory");
        }
    }
}
