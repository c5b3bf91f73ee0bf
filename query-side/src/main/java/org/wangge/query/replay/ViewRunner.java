package org.wangge.query.replay;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one view following the log, and rebuilds it on request or when its tables are of another version. */
final class ViewRunner {

    private static final Logger LOG = LoggerFactory.getLogger(ViewRunner.class);
    private static final long GLANCE_MILLIS = 10;

    /** How long the tables that serve may be held still at most, for the new ones to draw level. */
    private static final Duration HELD_STILL = Duration.ofSeconds(3);

    private final View view;
    private final DataSource connections;
    private final Registry registry;
    private final Outside outside;
    private final AtomicBoolean rebuilding = new AtomicBoolean();
    private volatile @Nullable Generation live;
    private volatile @Nullable Generation next;
    private volatile @Nullable Throwable rebuildFailure;
    private volatile boolean running;

    ViewRunner(View view, Registry registry, Outside outside) {
        this.view = view;
        this.connections = outside.connections();
        this.registry = registry;
        this.outside = outside;
    }

    View view() {
        return view;
    }

    /** Follows the log; what a killed rebuild left behind is dropped; tables of another version are rebuilt. */
    void start() {
        running = true;
        Registry.Current current = registry.ensure(view);
        if (current.fingerprint().equals(view.fingerprint())) {
            RebuildLock.tryAcquire(connections, view).ifPresent(lock -> {
                try (lock) {
                    registry.dropOthers(view);
                }
            });
            follow(current);
        } else {
            LOG.info(
                    "View {} was made by another version: it is rebuilt, the old one is shown as it stands",
                    view.name());
            rebuild();
        }
    }

    private synchronized void follow(Registry.Current current) {
        Generation generation = generation(current);
        live = generation;
        generation.start(outside.far());
    }

    private Generation generation(Registry.Current which) {
        return new Generation(view, which.schema(), outside);
    }

    /** Changes over when another process has swapped the view. Called every second. */
    void glance() {
        if (!running || rebuilding.get()) {
            return;
        }
        Registry.Current current = registry.current(view).orElseThrow();
        Generation mine = live;
        if (current.fingerprint().equals(view.fingerprint())
                && (mine == null || !mine.schema().equals(current.schema()))) {
            if (mine != null) {
                mine.stop();
            }
            follow(current);
        }
    }

    void stop() {
        running = false;
        Generation building = next;
        if (building != null) {
            building.stop();
        }
        Generation mine = live;
        if (mine != null) {
            mine.stop();
        }
    }

    /** Starts a rebuild in the background. False when one is under way, here or in another process. */
    boolean rebuild() {
        if (!rebuilding.compareAndSet(false, true)) {
            return false;
        }
        RebuildLock lock = RebuildLock.tryAcquire(connections, view).orElse(null);
        if (lock == null) {
            rebuilding.set(false);
            return false;
        }
        rebuildFailure = null;
        Thread.ofVirtual().name("rebuild-" + view.name()).start(() -> {
            try (lock) {
                replayAndSwap();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                rebuildFailure = e;
                LOG.error("View {} was not rebuilt; what it showed before it shows still", view.name(), e);
            } finally {
                next = null;
                rebuilding.set(false);
                outside.advanced().run();
            }
        });
        return true;
    }

    private void replayAndSwap() throws InterruptedException {
        registry.dropOthers(view);
        Registry.Current target = registry.next(view);
        Generation building = generation(target);
        next = building;
        building.start(0);
        try {
            awaitFilled(building);
            awaitPosition(building, outside.log().head());
            do {
                awaitPosition(building, servedPosition());
            } while (running && !registry.swap(view, target, HELD_STILL));
        } finally {
            building.stop();
        }
        if (!running) {
            return;
        }
        Generation old = live;
        follow(target);
        if (old != null) {
            old.stop();
        }
        LOG.info("View {} is rebuilt and swapped: {}", view.name(), target.schema());
        registry.dropOthers(view);
    }

    private void awaitPosition(Generation building, long position) throws InterruptedException {
        while (running && building.position() < position) {
            refuseFailure(building);
            TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
        }
    }

    private void awaitFilled(Generation building) throws InterruptedException {
        while (running && !building.follows()) {
            refuseFailure(building);
            TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
        }
    }

    private static void refuseFailure(Generation building) {
        Throwable failure = building.failure();
        if (failure != null) {
            throw new IllegalStateException("replay into " + building + " failed", failure);
        }
    }

    private long servedPosition() {
        Generation mine = live;
        return mine == null ? 0 : mine.position();
    }

    ViewStatus status() {
        Generation building = next;
        Generation mine = live;
        long head = outside.log().head();
        long position = building != null ? building.position() : mine != null ? mine.position() : 0;
        Throwable failure = rebuildFailure != null ? rebuildFailure : mine != null ? mine.failure() : null;
        ViewStatus.State state = rebuilding.get()
                ? ViewStatus.State.REBUILDING
                : failure != null ? ViewStatus.State.FAILED : ViewStatus.State.LIVE;
        return new ViewStatus(
                view.name(),
                state,
                position,
                head,
                head == 0 ? 100 : (int) Math.min(100, position * 100 / head),
                failure == null ? null : failure.toString());
    }
}
