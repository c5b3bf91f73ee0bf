package org.wangge.query.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.wangge.query.CaseStories.grid;
import static org.wangge.query.CaseStories.reported;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.wangge.eventstore.TimeOrderedIds;
import org.wangge.query.Chronicle;
import org.wangge.query.QuerySideTestApplication;
import org.wangge.query.RandomTown;
import org.wangge.query.replay.ViewStatus.State;

/** Views that are far behind take the log in pages. */
@SpringBootTest(classes = QuerySideTestApplication.class)
class CatchUpTest {

    private static final long SEED = 20251103;
    private static final int PAGE = 50;
    private static final long NEVER = Long.MAX_VALUE;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private List<View> views;

    private final Workshop workshop = new Workshop();

    @AfterEach
    void close() {
        CountingView.STUMBLES_OVER.set(null);
        workshop.close();
    }

    private void report(int cases) {
        for (int i = 0; i < cases; i++) {
            workshop.history.append(reported(TimeOrderedIds.next(), "G", "案件 " + i, null));
        }
    }

    private void randomHistory() {
        for (String town : List.of("A", "B", "C")) {
            Chronicle.write(workshop.history, town);
        }
        RandomTown town = new RandomTown(
                new Random(SEED),
                "R",
                workshop.history.freshDay(),
                Duration.ofDays(2),
                6,
                (event, occurredAt, recordedAt) -> {
                    workshop.history.at(recordedAt);
                    workshop.history.append(earlier(occurredAt, recordedAt), event);
                });
        town.found(3, 4);
        town.live(250);
        Chronicle.write(workshop.history, "D");
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private List<List<String>> dumps() {
        return views.stream().map(view -> workshop.dump(view.name())).toList();
    }

    private List<String> indexes(View view) {
        return workshop.root
                .sql("select replace(indexdef, schemaname, 'schema') from pg_indexes where schemaname = ? order by 1")
                .param(workshop.schema(view.name()))
                .query((row, number) -> row.getString(1))
                .list();
    }

    @Test
    void whatIsTakenInByPagesIsRowByRowWhatComesEventByEvent() {
        Views live = workshop.process("one", views, PAGE, NEVER);
        randomHistory();
        views.forEach(view -> workshop.awaitHead(view.name()));
        List<List<String>> eventByEvent = dumps();
        List<List<String>> indexed = views.stream().map(this::indexes).toList();
        live.stop();
        views.forEach(view -> workshop.root
                .sql("drop schema " + workshop.schema(view.name()) + " cascade")
                .update());
        workshop.root.sql("drop schema views cascade").update();
        assertThat(workshop.engine.head()).isGreaterThan(6 * PAGE);

        workshop.process("two", views, PAGE, 0);
        views.forEach(view -> workshop.awaitHead(view.name()));
        views.forEach(view -> await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(indexes(view)).hasSizeGreaterThan(1).isEqualTo(indexed.get(views.indexOf(view)))));

        List<List<String>> byPages = dumps();
        for (int i = 0; i < views.size(); i++) {
            assertThat(byPages.get(i)).as(views.get(i).name()).isEqualTo(eventByEvent.get(i));
        }
        // And they go on from there.
        Chronicle.write(workshop.history, "E");
        views.forEach(view -> workshop.awaitHead(view.name()));
    }

    @Test
    void aViewThatFailsInTheMiddleOfItsCatchUpStopsThereAndGoesOnWhereItStoodAfterARestart() {
        report(3 * PAGE / 2);
        workshop.history.append(grid("X", 1, null));
        report(3 * PAGE);
        CountingView.STUMBLES_OVER.set("grid.defined");
        Views killed = workshop.process("one", List.of(CountingView.view("1")), PAGE, 0);
        await().atMost(PATIENCE).until(() -> killed.status().getFirst().state() == State.FAILED);
        assertThat(killed.status().getFirst().failure()).contains("stumbled");
        assertThat(workshop.position("counting")).isBetween((long) PAGE, 3L * PAGE / 2);
        killed.stop();
        CountingView.STUMBLES_OVER.set(null);

        Views process = workshop.process("two", List.of(CountingView.view("1")), PAGE, 0);
        workshop.awaitHead("counting");

        assertThat(process.status().getFirst().state()).isEqualTo(State.LIVE);
        assertThat(positions()).isEqualTo(upTo(workshop.engine.head()));
    }

    @Test
    void anEventThatFailsDuringACatchUpIsTriedAgainAndNotSkipped() {
        report(PAGE + 10);
        workshop.history.append(grid("X", 1, null));
        report(PAGE);
        CountingView.STUMBLES_OVER.set("grid.defined");
        Views process = workshop.process("one", List.of(CountingView.view("1")), PAGE, 0);
        await().atMost(PATIENCE).until(() -> process.status().getFirst().state() == State.FAILED);

        CountingView.STUMBLES_OVER.set(null);
        workshop.awaitHead("counting");

        assertThat(positions()).isEqualTo(upTo(workshop.engine.head()));
        await().atMost(PATIENCE).until(() -> process.status().getFirst().state() == State.LIVE);
    }

    @Test
    void twoProcessesThatAreBothFarBehindTakeInEachEventOnce() {
        report(12 * PAGE);
        Views one = workshop.process("one", List.of(CountingView.view("1")), PAGE, 0);
        Views two = workshop.process("two", List.of(CountingView.view("1")), PAGE, 0);
        report(20);
        workshop.awaitHead("counting");
        one.stop();
        report(20);
        workshop.awaitHead("counting");

        assertThat(positions()).isEqualTo(upTo(workshop.engine.head()));
        assertThat(two.status().getFirst().state()).isEqualTo(State.LIVE);
    }

    @Test
    void aCatchUpThatIsStoppedInTheMiddleIsTakenUpByTheNextProcess() {
        report(20 * PAGE);
        for (int i = 0; i < 4; i++) {
            long before = i == 0 ? 0 : workshop.position("counting");
            Views process = workshop.process("p" + i, List.of(CountingView.view("1")), PAGE, 0);
            await().atMost(PATIENCE)
                    .until(() -> workshop.position("counting") > before
                            || workshop.position("counting") == workshop.engine.head());
            process.stop();
        }
        workshop.process("last", List.of(CountingView.view("1")), PAGE, 0);
        workshop.awaitHead("counting");

        assertThat(positions()).isEqualTo(upTo(workshop.engine.head()));
    }

    @Test
    void aViewStopsBeforeAHoleAndGoesOnWhenItIsFilled() {
        report(3 * PAGE);
        long missing = PAGE + 7;
        workshop.root.sql("alter table log.event disable trigger no_change").update();
        workshop.root
                .sql("create table public.removed as select * from log.event where position = ?")
                .param(missing)
                .update();
        workshop.root
                .sql("delete from log.event where position = ?")
                .param(missing)
                .update();
        workshop.process("one", List.of(CountingView.view("1")), PAGE, 0);

        await().atMost(PATIENCE).until(() -> workshop.engine.hole().isPresent());
        await().during(Duration.ofMillis(500))
                .atMost(PATIENCE)
                .until(() -> workshop.position("counting") == missing - 1);
        workshop.root.sql("insert into log.event select * from public.removed").update();

        workshop.awaitHead("counting");
        assertThat(positions()).isEqualTo(upTo(workshop.engine.head()));
    }

    @Test
    void aViewDoesNotGetPastAnEventOfAnUnknownTypeThoughItHandlesNoneOfIt() {
        report(2 * PAGE);
        workshop.root.sql("alter table log.event disable trigger no_change").update();
        workshop.root
                .sql("update log.event set type = 'case.of-tomorrow',"
                        + " body = replace(convert_from(body, 'UTF8'), 'case.reported', 'case.of-tomorrow')::bytea"
                        + " where position = ?")
                .param(PAGE + 7)
                .update();
        Views process = workshop.process("one", List.of(CountingView.view("1")), PAGE, 0);

        await().atMost(PATIENCE).until(() -> process.status().getFirst().state() == State.FAILED);
        assertThat(process.status().getFirst().failure()).contains("case.of-tomorrow");
        await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> workshop.position("counting") <= PAGE + 6);
    }

    private List<Long> positions() {
        return workshop.root
                .sql("select position from " + workshop.schema("counting") + ".seen order by 1")
                .query(Long.class)
                .list();
    }

    private static List<Long> upTo(long head) {
        List<Long> positions = new ArrayList<>();
        for (long position = 1; position <= head; position++) {
            positions.add(position);
        }
        return positions;
    }
}
