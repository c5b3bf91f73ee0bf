package org.wangge.command.imports;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.wangge.api.Refused;
import org.wangge.command.CommandDesk;
import org.wangge.command.directory.Directory;

/** 导入工: works off imports one after the other, and at start those that a crash cut off. */
@Component
class ImportWorker {

    private static final Logger LOG = LoggerFactory.getLogger(ImportWorker.class);
    private static final int LONGEST_JOIN_MILLIS = 20_000;

    private final CommandDesk desk;
    private final Directory directory;
    private final AlreadyThere alreadyThere;
    private final Imports imports;
    private final Spool spool;
    private final ImportSettings settings;
    private final DataSource dataSource;
    private final Clock clock;
    private final LinkedBlockingQueue<UUID> waiting = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean stopping;

    ImportWorker(
            CommandDesk desk,
            Directory directory,
            AlreadyThere alreadyThere,
            Imports imports,
            Spool spool,
            ImportSettings settings,
            @Qualifier("logDataSource") DataSource dataSource,
            Clock clock) {
        this.desk = desk;
        this.directory = directory;
        this.alreadyThere = alreadyThere;
        this.imports = imports;
        this.spool = spool;
        this.settings = settings;
        this.dataSource = dataSource;
        this.clock = clock;
        this.thread = Thread.ofPlatform().daemon().name("wangge-imports").unstarted(this::work);
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() throws IOException {
        List<UUID> unfinished =
                imports.unfinished().stream().map(ImportRecord::importId).toList();
        spool.removeLeftovers(unfinished.stream().collect(Collectors.toSet()), clock);
        waiting.addAll(unfinished);
        thread.start();
    }

    @PreDestroy
    void stop() throws InterruptedException {
        stopping = true;
        if (thread.isAlive()) {
            waiting.add(NOTHING);
            thread.join(LONGEST_JOIN_MILLIS);
        }
    }

    private static final UUID NOTHING = new UUID(0, 0);

    /** False when too many wait already. */
    boolean hasRoom() {
        return waiting.size() < settings.maxWaiting();
    }

    void enqueue(UUID importId) {
        waiting.add(importId);
    }

    SourceFile file(UUID importId) {
        return new SourceFile(spool.file(importId), settings.maxUnpackedBytes().toBytes());
    }

    private void work() {
        while (!stopping) {
            try {
                UUID next = waiting.take();
                if (!stopping) {
                    alone(next);
                }
            } catch (InterruptedException interrupted) {
                return;
            } catch (SQLException | RuntimeException failure) {
                LOG.error("An import could not be worked off", failure);
            }
        }
    }

    /** Two processes may share a data folder for a while, as when one replaces the other: the database says whose import it is. */
    private void alone(UUID importId) throws SQLException {
        long lock = importId.getMostSignificantBits() ^ importId.getLeastSignificantBits();
        try (Connection connection = dataSource.getConnection()) {
            if (!ask(connection, "SELECT pg_try_advisory_lock(?)", lock)) {
                LOG.info("Import {} is worked off by another process", importId);
                return;
            }
            try {
                workOff(importId);
            } finally {
                ask(connection, "SELECT pg_advisory_unlock(?)", lock);
            }
        }
    }

    @com.google.errorprone.annotations.CanIgnoreReturnValue
    private static boolean ask(Connection connection, String sql, long lock) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, lock);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    private void workOff(UUID importId) {
        ImportRecord before = imports.find(importId).orElse(null);
        boolean ended = before == null
                || before.state() == ImportRecord.State.DONE
                || before.state() == ImportRecord.State.FAILED;
        if (ended) {
            return;
        }
        if (!Files.exists(spool.file(importId))) {
            LOG.warn("The file of import {} is not in this process's data folder; left to another", importId);
            return;
        }
        imports.begin(importId);
        ImportRecord record = imports.find(importId).orElseThrow();
        try {
            Progress progress = run(record);
            imports.end(importId, ImportRecord.State.DONE, null);
            LOG.info(
                    "Import {} is done: {} rows, {} accepted, {} unchanged, {} rejected",
                    importId,
                    progress.rows(),
                    progress.accepted(),
                    progress.unchanged(),
                    progress.rejected());
        } catch (ImportRun.Interrupted interrupted) {
            LOG.info("Import {} goes on at the next start", importId);
            return;
        } catch (FileUnreadable | Refused wrong) {
            imports.end(importId, ImportRecord.State.FAILED, wrong.getMessage());
        } catch (IOException | RuntimeException failure) {
            if (stopping) {
                LOG.info("Import {} was cut off by the end of the process and goes on at the next start", importId);
                return;
            }
            LOG.error("Import {} failed", importId, failure);
            imports.end(
                    importId,
                    ImportRecord.State.FAILED,
                    "failed on our side; hand it in again: what was stored is not stored twice");
        }
        try {
            spool.remove(importId);
        } catch (IOException failure) {
            LOG.warn("The file of import {} could not be removed", importId, failure);
        }
    }

    private Progress run(ImportRecord record) throws IOException {
        Mapping mapping = MappingReader.read(record.mapping());
        try (ImportRun.Counter counter = record.dryRun()
                ? new Trying(new DryRun(directory, clock), alreadyThere)
                : new Handing(desk, alreadyThere, record, mapping.name(), settings.parallel())) {
            return new ImportRun(record, mapping, file(record.importId()), counter, imports, settings, () -> stopping)
                    .run();
        }
    }
}
