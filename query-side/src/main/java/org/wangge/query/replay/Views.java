package org.wangge.query.replay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.wangge.eventstore.PostgresEventStorageEngine;
import org.wangge.eventstore.PromptLog;

/** 视图集: all views of the query side, started and stopped with the application. */
public final class Views implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Views.class);

    /** Tables that are further behind than this many events are filled in large steps. */
    private static final long FAR = 5000;

    private final Registry registry;
    private final PromptLog log;
    private final CatchUp catchUp;
    private final Progress progress;
    private final Map<String, ViewRunner> runners = new LinkedHashMap<>();
    private volatile @Nullable ScheduledExecutorService glances;

    /**
     * @param connections to the database of the views, as a role that may create schemas there
     * @param pages the same log, as those read it that are far behind
     * @param node names this process; no two that run at the same time have the same
     */
    public Views(
            List<View> views,
            DataSource connections,
            StreamableMessageSource<TrackedEventMessage<?>> log,
            PostgresEventStorageEngine pages,
            Progress progress,
            String node) {
        this(views, connections, log, new CatchUp(pages), FAR, progress, node);
    }

    Views(
            List<View> views,
            DataSource connections,
            StreamableMessageSource<TrackedEventMessage<?>> log,
            CatchUp catchUp,
            long far,
            Progress progress,
            String node) {
        this.registry = new Registry(connections);
        this.log = new PromptLog(log);
        this.catchUp = catchUp;
        this.progress = progress;
        Outside outside = new Outside(connections, this.log, catchUp, far, node, progress::advanced);
        for (View view : views) {
            ViewRunner runner = new ViewRunner(view, registry, outside);
            if (runners.put(view.name(), runner) != null) {
                throw new IllegalArgumentException("two views are called " + view.name());
            }
        }
    }

    @Override
    public void start() {
        registry.prepare();
        log.start();
        runners.values().forEach(ViewRunner::start);
        ScheduledExecutorService every = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("views-glance").factory());
        // Its future says nothing: the task catches and logs what goes wrong.
        ScheduledFuture<?> _ = every.scheduleWithFixedDelay(this::glance, 1, 1, TimeUnit.SECONDS);
        glances = every;
    }

    private void glance() {
        for (ViewRunner runner : runners.values()) {
            try {
                runner.glance();
            } catch (RuntimeException e) {
                LOG.warn("Cannot see whether view {} was swapped", runner.view().name(), e);
            }
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService every = glances;
        if (every != null) {
            every.shutdownNow();
            glances = null;
        }
        runners.values().parallelStream().forEach(ViewRunner::stop);
        log.stop();
        catchUp.close();
        progress.advanced();
    }

    @Override
    public boolean isRunning() {
        return glances != null;
    }

    /** Starts to rebuild a view in the background. Empty when there is no such view; false when it is being rebuilt. */
    public Optional<Boolean> rebuild(String name) {
        return Optional.ofNullable(runners.get(name)).map(ViewRunner::rebuild);
    }

    /** How far every view is, in the order in which they were declared. */
    public List<ViewStatus> status() {
        return runners.values().stream().map(ViewRunner::status).toList();
    }
}
