package org.wangge.command.notice;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A text message gateway on this machine, which answers as it is told to. */
final class Gateway implements AutoCloseable {

    /** A request as it came in. */
    record Request(String path, String key, String timestamp, String signature, byte[] body) {}

    final List<Request> requests = new CopyOnWriteArrayList<>();

    private final Deque<Integer> answers = new ConcurrentLinkedDeque<>();
    private final HttpServer server;

    Gateway() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            requests.add(new Request(
                    exchange.getRequestURI().getPath(),
                    header(exchange.getRequestHeaders().getFirst("Idempotency-Key")),
                    header(exchange.getRequestHeaders().getFirst(WebhookOutlet.TIMESTAMP)),
                    header(exchange.getRequestHeaders().getFirst(WebhookOutlet.SIGNATURE)),
                    exchange.getRequestBody().readAllBytes()));
            Integer answer = answers.poll();
            int status = answer == null ? 200 : answer;
            if (status >= 300 && status < 400) {
                exchange.getResponseHeaders().set("Location", url("/elsewhere"));
            }
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody()
                    .write("a secret of the gateway's own".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
    }

    private static String header(String value) {
        return Objects.requireNonNullElse(value, "");
    }

    /** What the next requests get; all after them get 200. */
    void answer(int... statuses) {
        for (int status : statuses) {
            answers.add(status);
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    List<Request> about(String noticeId) {
        return requests.stream()
                .filter(request -> request.key().equals(noticeId))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
