package org.wangge.query.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.wangge.query.CaseStories.closed;
import static org.wangge.query.CaseStories.grid;
import static org.wangge.query.CaseStories.reported;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.wangge.edge.problem.RequestProblem;
import org.wangge.eventstore.TimeOrderedIds;
import org.wangge.query.Asking;
import org.wangge.query.History;
import org.wangge.query.QuerySideTestApplication;
import org.wangge.query.answer.Answers;
import org.wangge.query.replay.Progress;
import org.wangge.query.replay.Snapshots;
import org.wangge.query.version.AsOf;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(classes = QuerySideTestApplication.class)
class LiveStreamsTest {

    @Autowired
    private History history;

    @Autowired
    private Asking asking;

    @Autowired
    private Snapshots snapshots;

    @Autowired
    private Progress progress;

    @Autowired
    private Answers answers;

    @Autowired
    private Clock clock;

    private final String town = History.prefix();

    @BeforeEach
    void aTown() {
        history.freshDay();
        history.append(grid(town, 1, null), grid(town + "-V1", 2, town), grid(town + "-V2", 2, town));
    }

    private LiveStreams streams(int most, Duration heartbeat, Duration lifetime) {
        LiveStreams streams =
                new LiveStreams(snapshots, progress, answers, clock, new LiveStreams.Limits(most, heartbeat, lifetime));
        streams.start();
        return streams;
    }

    private LiveStreams streams() {
        return streams(10, Duration.ofSeconds(15), Duration.ofMinutes(1));
    }

    private static TimelineFilter below(String gridId) {
        return new TimelineFilter(gridId, null, null, null, null, null, null, null, null, new AsOf(null, null));
    }

    /** One that reads a stream, as a browser does, and may go away in the middle of it. */
    private static final class Client extends OutputStream {
        private final ByteArrayOutputStream unread = new ByteArrayOutputStream();
        private final List<Long> positions = new ArrayList<>();
        private final List<JsonNode> rows = new ArrayList<>();
        private final AtomicBoolean gone = new AtomicBoolean();
        private final int enough;
        private int comments;
        private @Nullable Long lastId;

        Client() {
            this(Integer.MAX_VALUE);
        }

        /** Goes away in the middle of whatever comes, once it has read so many. */
        Client(int enough) {
            this.enough = enough;
        }

        @Override
        public synchronized void write(int octet) throws IOException {
            if (gone.get()) {
                throw new IOException("connection reset");
            }
            unread.write(octet);
        }

        @Override
        public synchronized void flush() {
            String text = unread.toString(StandardCharsets.UTF_8);
            unread.reset();
            for (String block : text.split("\n\n")) {
                if (positions.size() >= enough) {
                    gone.set(true);
                }
                if (gone.get()) {
                    return;
                }
                for (String line : block.split("\n")) {
                    if (line.startsWith("id: ")) {
                        lastId = Long.valueOf(line.substring(4));
                    } else if (line.startsWith("data: ")) {
                        JsonNode row = JsonMapper.shared().readTree(line.substring(6));
                        rows.add(row);
                        positions.add(row.get("position").asLong());
                        assertThat(row.get("position").asLong()).isEqualTo(lastId);
                    } else if (line.startsWith(":")) {
                        comments++;
                    }
                }
            }
        }

        synchronized List<Long> positions() {
            return List.copyOf(positions);
        }

        synchronized List<JsonNode> rows() {
            return List.copyOf(rows);
        }

        synchronized @Nullable Long lastId() {
            return lastId;
        }

        synchronized int comments() {
            return comments;
        }
    }

    private static CompletableFuture<Void> open(
            LiveStreams streams, TimelineFilter filter, @Nullable Long after, Client client) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                streams.send(filter, after, () -> client);
                ended.complete(null);
            } catch (RuntimeException | Error e) {
                ended.completeExceptionally(e);
            }
        });
        return ended;
    }

    @Test
    void whatIsNewInASubtreeComesAsTheRowsOfItsPages() {
        LiveStreams streams = streams();
        Client client = new Client();
        CompletableFuture<Void> ended = open(streams, below(town + "-V1"), history.head(), client);
        UUID here = TimeOrderedIds.next();
        UUID there = TimeOrderedIds.next();
        history.append(reported(here, town + "-V1", "堵塞", null), reported(there, town + "-V2", "漏电", null));
        // A case's later events say nothing of its grid.
        long last = history.append(closed(there), closed(here));

        await().until(() -> client.positions().contains(last));
        List<JsonNode> page = asking.items(last, "/api/v1/timeline?gridId={g}", town + "-V1");
        assertThat(client.rows()).isEqualTo(page.subList(page.size() - 2, page.size()));
        streams.stop();
        ended.join();
    }

    @Test
    void whoComesBackTimeAndAgainWhileEventsAreRecordedSeesEveryPositionExactlyOnce() {
        long seed = new Random().nextLong();
        System.out.println("live.seed=" + seed);
        Random random = new Random(seed);
        LiveStreams streams = streams();
        long before = history.head();
        int events = 600;
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < events; i++) {
                history.append(reported(TimeOrderedIds.next(), town, "堵塞 " + i, null));
            }
        });
        List<Long> seen = new ArrayList<>();
        Long last = before;
        int connections = 0;
        while (seen.size() < events) {
            int enough = Math.min(events - seen.size(), 1 + random.nextInt(120));
            Client client = new Client(enough);
            CompletableFuture<Void> ended = open(streams, TimelineFilter.EVERYTHING, last, client);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> client.positions().size() >= enough || ended.isDone());
            client.gone.set(true);
            seen.addAll(client.positions());
            last = client.lastId();
            connections++;
        }
        writing.join();

        assertThat(connections).isGreaterThan(3);
        assertThat(seen).hasSize(events);
        for (int i = 0; i < events; i++) {
            assertThat(seen.get(i)).as("seed %s", seed).isEqualTo(before + 1 + i);
        }
        streams.stop();
    }

    @Test
    void nothingNewIsSaidNowAndThenWithThePositionToComeBackTo() {
        LiveStreams streams = streams(1, Duration.ofMillis(50), Duration.ofMinutes(1));
        Client client = new Client();
        CompletableFuture<Void> ended = open(streams, below(town + "-V2"), 0L, client);
        long elsewhere = history.append(reported(TimeOrderedIds.next(), town + "-V1", "堵塞", null));

        await().until(() -> client.comments() >= 3 && client.lastId() != null && client.lastId() >= elsewhere);
        client.gone.set(true);
        // Whoever has gone is noticed by the next comment, and the place is free again.
        await().until(ended::isDone);
        open(streams, below(town), null, new Client());
        streams.stop();
    }

    @Test
    void moreStreamsThanTheNodeCanHoldAreRefusedUntilOneEnds() {
        LiveStreams streams = streams(1, Duration.ofSeconds(15), Duration.ofMinutes(1));
        Client first = new Client();
        CompletableFuture<Void> ended = open(streams, TimelineFilter.EVERYTHING, null, first);
        await().until(() -> first.lastId() != null);

        assertThatThrownBy(() -> streams.send(TimelineFilter.EVERYTHING, null, Client::new))
                .isInstanceOf(RequestProblem.class)
                .hasMessageContaining("1 live streams");
        streams.stop();
        ended.join();
    }

    /** The endpoint itself: its form, where it begins, and that a stream ends by itself, so that sign-ins are asked for anew. */
    @Test
    void aStreamEndsAfterItsTimeAndBeginsWhereTheHeaderSays() {
        long before = history.head();
        history.append(reported(TimeOrderedIds.next(), town, "甲", null));
        long last = history.append(reported(TimeOrderedIds.next(), town, "乙", null));
        asking.items(last, "/api/v1/timeline?limit=1");
        LiveEndpoint endpoint = new LiveEndpoint(streams(1, Duration.ofSeconds(15), Duration.ofMillis(1)), snapshots);
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/v1/live");
        MockHttpServletResponse response = new MockHttpServletResponse();
        request.addHeader("Last-Event-ID", Long.toString(before + 1));

        endpoint.live("0", request, response);

        String body = new String(response.getContentAsByteArray(), StandardCharsets.UTF_8);
        assertThat(response.getContentType()).startsWith("text/event-stream");
        assertThat(body).contains("retry: ").contains("id: " + last + "\ndata: {\"position\":" + last);
        assertThat(body).doesNotContain("id: " + (before + 1) + "\n");
    }

    @Test
    void whatIsNoPositionIsRefused() {
        LiveEndpoint endpoint = new LiveEndpoint(streams(), snapshots);
        for (String wrong : List.of("-1", "x", "")) {
            assertThatThrownBy(() -> endpoint.live(wrong, new MockHttpServletRequest(), new MockHttpServletResponse()))
                    .isInstanceOf(RequestProblem.class);
        }
    }
}
