package org.wangge.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Actor;
import org.wangge.api.Event;
import org.wangge.api.Streams;
import org.wangge.api.notice.NoticeChannel;
import org.wangge.api.notice.NoticeEvent.Fact;
import org.wangge.api.notice.NoticeEvent.NoticeDelivered;
import org.wangge.api.notice.NoticeEvent.NoticeIssued;
import org.wangge.api.notice.NoticeEvent.NoticeRead;
import org.wangge.api.notice.NoticeKind;

/**
 * A made-up town that lives, the same for the same seed: 4,001 grids in four levels, 20 streets of which have 200 grids each with
 * all that lies below them. It records in turns of a quarter of an hour by day; four records in five are made at once, one in
 * twenty an hour to two days after the fact. A million events are about one year.
 */
final class Town {

    static final String RULES = "default-1";
    static final String TOP = "T";
    static final int STREETS = 20;
    static final int UNITS = 40;

    /** A Monday, 8:00 in Shanghai. */
    static final Instant START = Instant.parse("2025-11-03T00:00:00Z");

    private static final Duration TURN = Duration.ofMinutes(15);
    private static final int NIGHT = 15;
    private static final int MORNING = 23;

    /** A grid that somebody walks through: the lowest level. */
    record Cell(String id, String village, String street, String member, String head) {}

    private record Task(Instant at, long number, Runnable run) {}

    final Random random;
    final List<Cell> cells = new ArrayList<>();
    private final Recorder recorder;
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::at).thenComparingLong(Task::number));
    private final Map<String, Long> sequences = new HashMap<>();
    private long number;

    Town(Recorder recorder, Random random) {
        this.recorder = recorder;
        this.random = random;
    }

    /** Founds the town and lets it live until the recorder is full. Returns when it recorded last. */
    Instant live() {
        new Founding(this).found();
        new Duties(this).begin();
        new Cases(this).begin();
        new Offices(this).begin();
        Instant now = START.minus(Duration.ofHours(1));
        while (!recorder.isFull()) {
            now = now.plus(TURN);
            int hour = now.atOffset(ZoneOffset.UTC).getHour();
            if (hour >= NIGHT && hour < MORNING) {
                continue;
            }
            recorder.moveTo(now);
            while (!tasks.isEmpty() && !tasks.element().at.isAfter(now)) {
                tasks.remove().run.run();
            }
        }
        return now;
    }

    void moveTo(Instant now) {
        recorder.moveTo(now);
    }

    Instant now() {
        return recorder.now();
    }

    void at(Instant when, Runnable task) {
        tasks.add(new Task(when, number++, task));
    }

    void in(Duration time, Runnable task) {
        at(now().plus(time), task);
    }

    /** Between one and another number of hours from now. */
    void within(double least, double most, Runnable task) {
        in(Duration.ofSeconds((long) (3600 * (least + random.nextDouble() * (most - least)))), task);
    }

    /** When something that is recorded now happened, not before the other instant. */
    Instant claimed(Instant notBefore) {
        int kind = random.nextInt(20);
        long before = kind < 16
                ? random.nextInt(50)
                : kind < 19 ? 60 + random.nextInt(54 * 60) : 3600 + random.nextInt(47 * 3600);
        Instant claimed = now().minusSeconds(before);
        return claimed.isBefore(notBefore) ? notBefore : claimed;
    }

    /** Next in its stream. Returns the event's id. */
    UUID record(String stream, Event event, Instant occurredAt, Actor actor) {
        return recorder.record(stream, sequences.merge(stream, 1L, Long::sum) - 1, event, occurredAt, actor);
    }

    /** For a stream that is not heard of again. */
    UUID record(String stream, long sequence, Event event, Instant occurredAt, Actor actor) {
        return recorder.record(stream, sequence, event, occurredAt, actor);
    }

    UUID id() {
        return recorder.id();
    }

    boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    Cell anyCell() {
        return cells.get(random.nextInt(cells.size()));
    }

    static Actor person(String personId, String role, String gridId) {
        return new Actor("a." + personId, personId, role, gridId, null);
    }

    static String unit(int number) {
        return "u-%02d".formatted(number);
    }

    static String handler(String unitId) {
        return "h" + unitId;
    }

    /** Tells a person of an event: at once in the inbox, read by most within half a day. */
    void tell(NoticeKind kind, String personId, Fact about, @Nullable UUID caseId, String gridId, String text) {
        UUID notice = id();
        String stream = Streams.notice(notice);
        List<NoticeChannel> channels =
                one(3) ? List.of(NoticeChannel.INBOX, NoticeChannel.EMAIL) : List.of(NoticeChannel.INBOX);
        record(
                stream,
                0,
                new NoticeIssued(notice, kind, personId, about, caseId, null, gridId, text, channels, RULES),
                now(),
                Actor.SYSTEM);
        long sequence = 1;
        for (NoticeChannel channel : channels) {
            record(stream, sequence++, new NoticeDelivered(notice, caseId, channel, 1), now(), Actor.SYSTEM);
        }
        long last = sequence;
        if (!one(5)) {
            within(
                    0.1,
                    12,
                    () -> record(
                            stream, last, new NoticeRead(notice, caseId), now(), person(personId, "HANDLER", gridId)));
        }
    }
}
