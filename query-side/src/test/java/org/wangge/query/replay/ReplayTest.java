package org.wangge.query.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.wangge.query.CaseStories.reported;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.wangge.eventstore.TimeOrderedIds;
import org.wangge.query.Chronicle;
import org.wangge.query.QuerySideTestApplication;
import org.wangge.query.replay.ViewStatus.State;

@SpringBootTest(classes = QuerySideTestApplication.class)
class ReplayTest {

    /** Every view that the query side has. */
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

    @Test
    void whatReplayMakesIsRowByRowWhatTheLiveViewsHold() {
        Views process = workshop.process("one", views);
        Chronicle.write(workshop.history, "A");
        Chronicle.write(workshop.history, "B");
        assertThat(views).hasSizeGreaterThanOrEqualTo(6);
        for (View view : views) {
            workshop.awaitHead(view.name());
            List<String> live = workshop.dump(view.name());

            workshop.rebuild(process, view.name());

            workshop.awaitHead(view.name());
            assertThat(live).as(view.name()).hasSizeGreaterThan(3);
            assertThat(workshop.dump(view.name())).as(view.name()).isEqualTo(live);
        }
    }

    @Test
    void aRebuildUnderConcurrentAppendsMissesAndDoublesNothing() {
        Views process = workshop.process("one", views);
        Chronicle.write(workshop.history, "A");
        AtomicBoolean rebuilt = new AtomicBoolean();
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            int cases = 0;
            while (!rebuilt.get() || cases < 50) {
                report(1);
                cases++;
            }
        });
        for (View view : views) {
            workshop.rebuild(process, view.name());
        }
        rebuilt.set(true);
        writing.join();

        for (View view : views) {
            workshop.awaitHead(view.name());
            List<String> underLoad = workshop.dump(view.name());
            workshop.rebuild(process, view.name());
            workshop.awaitHead(view.name());
            assertThat(workshop.dump(view.name())).as(view.name()).isEqualTo(underLoad);
        }
    }

    @Test
    void applyingEveryEventASecondTimeChangesNothing() {
        Views process = workshop.process("one", views);
        Chronicle.write(workshop.history, "A");
        views.forEach(view -> workshop.awaitHead(view.name()));
        List<List<String>> once = dumps();
        process.stop();

        for (View view : views) {
            workshop.root
                    .sql("update " + workshop.schema(view.name())
                            + ".token set token = convert_to('{\"globalIndex\":0}', 'UTF8'), owner = null")
                    .update();
        }
        workshop.process("two", views);
        UUID caseId = TimeOrderedIds.next();
        long head = workshop.history.append(reported(caseId, "G", "新案件", null));
        views.forEach(view -> workshop.awaitHead(view.name()));
        // The new case apart: nothing that was there has changed or doubled.
        List<List<String>> twice = dumps();
        for (int i = 0; i < views.size(); i++) {
            List<String> added = new ArrayList<>(twice.get(i));
            added.removeAll(once.get(i));
            assertThat(added)
                    .as(views.get(i).name())
                    .allMatch(row -> row.startsWith("progress ")
                            || row.contains(caseId.toString())
                            || row.contains(Long.toString(head)));
            assertThat(twice.get(i).size() - once.get(i).size())
                    .as(views.get(i).name())
                    .isEqualTo(added.size() - 1);
        }
    }

    private List<List<String>> dumps() {
        return views.stream().map(view -> workshop.dump(view.name())).toList();
    }

    @Test
    void readersSeeOneMomentAndNeverGoBackWhileAViewIsRebuiltAndSwapped() {
        View counting = CountingView.view("1");
        Views process = workshop.process("one", List.of(counting));
        report(300);
        workshop.awaitHead("counting");
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(() -> {
            long last = 0;
            int answers = 0;
            while (!done.get()) {
                long position = workshop.snapshots.read(List.of("counting"), null, snapshot -> {
                    long rows = snapshot.sql()
                            .sql("select count(*) from seen")
                            .query(Long.class)
                            .single();
                    assertThat(rows).isEqualTo(snapshot.position());
                    return snapshot.position();
                });
                assertThat(position).isGreaterThanOrEqualTo(last);
                last = position;
                answers++;
            }
            return answers;
        });
        for (int i = 0; i < 3; i++) {
            report(20);
            workshop.rebuild(process, "counting");
        }
        done.set(true);

        assertThat(reading.join()).isPositive();
        workshop.awaitHead("counting");
    }

    @Test
    void anEventThatFailsStopsTheViewWithAnErrorAndIsNotSkipped() {
        View counting = CountingView.view("1");
        Views process = workshop.process("one", List.of(counting));
        report(2);
        workshop.awaitHead("counting");

        CountingView.STUMBLES_OVER.set("grid.defined");
        workshop.history.append(org.wangge.query.CaseStories.grid("X", 1, null));
        report(1);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> process.status().getFirst().state() == State.FAILED);
        assertThat(workshop.position("counting")).isEqualTo(2);
        assertThat(process.status().getFirst().failure()).contains("stumbled");

        CountingView.STUMBLES_OVER.set(null);
        workshop.awaitHead("counting");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> process.status().getFirst().state() == State.LIVE);
        assertThat(workshop.dump("counting"))
                .filteredOn(row -> row.startsWith("seen"))
                .hasSize(4);
    }

    @Test
    void aRebuildThatFailsLeavesWhatWasShown() {
        View counting = CountingView.view("1");
        Views process = workshop.process("one", List.of(counting));
        report(3);
        workshop.awaitHead("counting");
        List<String> before = workshop.dump("counting");

        CountingView.STUMBLES_OVER.set("case.reported");
        assertThat(process.rebuild("counting")).contains(true);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> process.status().getFirst().state() == State.FAILED);

        assertThat(workshop.dump("counting")).isEqualTo(before);
        CountingView.STUMBLES_OVER.set(null);
        workshop.rebuild(process, "counting");
        assertThat(workshop.schema("counting")).isNotEqualTo("view_counting_1");
    }

    @Test
    void twoProcessesOnOneDatabaseApplyEachEventOnceAndOneTakesOverFromTheOther() {
        View counting = CountingView.view("1");
        Views one = workshop.process("one", List.of(counting));
        Views two = workshop.process("two", List.of(counting));
        report(100);
        workshop.awaitHead("counting");
        one.stop();
        report(20);
        workshop.awaitHead("counting");
        // A rebuild by one process is followed by the others.
        Views three = workshop.process("three", List.of(counting));
        workshop.rebuild(two, "counting");
        two.stop();
        report(20);
        workshop.awaitHead("counting");

        assertThat(workshop.dump("counting"))
                .filteredOn(row -> row.startsWith("seen"))
                .hasSize(140);
        assertThat(three.status().getFirst().position()).isEqualTo(140);
    }

    @Test
    void tablesOfAnotherVersionAreRebuiltAtStartWhileTheOldOnesAreShown() {
        Views old = workshop.process("one", List.of(CountingView.view("1")));
        report(10);
        workshop.awaitHead("counting");
        old.stop();

        workshop.process("two", List.of(CountingView.view("2")));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> workshop.schema("counting").equals("view_counting_2"));
        workshop.awaitHead("counting");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> workshop.root
                        .sql("select count(*) from pg_namespace where nspname = 'view_counting_1'")
                        .query(Integer.class)
                        .single()
                        .equals(0));
    }

    @Test
    void whatAKilledRebuildLeftBehindIsGoneAfterTheNextStart() {
        Views killed = workshop.process("one", List.of(CountingView.view("1")));
        report(1);
        workshop.awaitHead("counting");
        killed.stop();
        workshop.root
                .sql("create schema view_counting_2 authorization wangge_query")
                .update();

        Views process = workshop.process("two", List.of(CountingView.view("1")));

        assertThat(workshop.root
                        .sql("select count(*) from pg_namespace where nspname = 'view_counting_2'")
                        .query(Integer.class)
                        .single())
                .isZero();
        workshop.rebuild(process, "counting");
        assertThat(workshop.schema("counting")).isEqualTo("view_counting_2");
    }

    @Test
    void tablesThatAreBehindThoseThatServeAreNotSwappedIn() {
        View counting = CountingView.view("1");
        Registry registry = new Registry(workshop.database.query());
        registry.prepare();
        Registry.Current serving = registry.ensure(counting);
        Registry.Current next = registry.next(counting);
        workshop.root.sql("update view_counting_1.progress set position = 5").update();
        workshop.root.sql("update view_counting_2.progress set position = 4").update();

        assertThat(registry.swap(counting, next, Duration.ofMillis(50))).isFalse();
        assertThat(registry.current(counting)).contains(serving);

        workshop.root.sql("update view_counting_2.progress set position = 5").update();
        assertThat(registry.swap(counting, next, Duration.ofMillis(50))).isTrue();
        assertThat(registry.current(counting)).contains(next);
    }
}
