package org.wangge.command.imports;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangge.api.Actor;
import org.wangge.eventstore.CanonicalJson;

/** The rows of imports and of what they rejected. */
@Component
class Imports {

    private static final int PAGE = 1000;
    private static final int LONGEST_VALUE = 1000;
    private static final String SELECT = """
            SELECT import_id, mapping, actor, dry_run, state, resumed, progress, failure, received_at, ended_at
              FROM command.import""";

    private final JdbcClient database;
    private final DataSource dataSource;
    private final Clock clock;

    Imports(JdbcClient database, @Qualifier("logDataSource") DataSource dataSource, Clock clock) {
        this.database = database;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    void add(UUID importId, String mapping, Actor actor, boolean dryRun) {
        database.sql("INSERT INTO command.import (import_id, mapping, actor, dry_run, state, progress, received_at)"
                        + " VALUES (?, ?, ?::jsonb, ?, 'QUEUED', ?::jsonb, ?)")
                .params(importId, mapping, json(actor), dryRun, json(Progress.NONE), now())
                .update();
    }

    Optional<ImportRecord> find(UUID importId) {
        return database.sql(SELECT + " WHERE import_id = ?")
                .param(importId)
                .query(Imports::row)
                .optional();
    }

    /** What was received last comes first. */
    List<ImportRecord> latest(int most) {
        return database.sql(SELECT + " ORDER BY received_at DESC, import_id DESC LIMIT ?")
                .param(most)
                .query(Imports::row)
                .list();
    }

    /** What has not ended, in the order in which it was received. */
    List<ImportRecord> unfinished() {
        return database.sql(SELECT + " WHERE state IN ('QUEUED', 'RUNNING') ORDER BY received_at, import_id")
                .query(Imports::row)
                .list();
    }

    /** From the beginning: what an earlier attempt reported is forgotten, what it stored is found again row by row. */
    void begin(UUID importId) {
        database.sql("DELETE FROM command.import_rejection WHERE import_id = ?")
                .param(importId)
                .update();
        database.sql("UPDATE command.import SET resumed = state = 'RUNNING', state = 'RUNNING', progress = ?::jsonb"
                        + " WHERE import_id = ?")
                .params(json(Progress.NONE), importId)
                .update();
    }

    void advance(UUID importId, Progress progress) {
        database.sql("UPDATE command.import SET progress = ?::jsonb WHERE import_id = ?")
                .params(json(progress), importId)
                .update();
    }

    void end(UUID importId, ImportRecord.State state, @Nullable String failure) {
        database.sql(
                        "UPDATE command.import SET state = :state, failure = :failure, ended_at = :now WHERE import_id = :id")
                .param("state", state.name())
                .param("failure", failure)
                .param("now", now())
                .param("id", importId)
                .update();
    }

    void reject(UUID importId, List<Rejection> rejections) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO command.import_rejection (import_id, line, number, target, header, value, code,"
                                + " reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Rejection rejection : rejections) {
                insert.setObject(1, importId);
                insert.setLong(2, rejection.line());
                insert.setLong(3, rejection.number());
                insert.setString(4, rejection.target());
                insert.setString(5, rejection.column());
                insert.setString(6, cut(rejection.value()));
                insert.setString(7, rejection.code());
                insert.setString(8, cut(rejection.reason()));
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException failure) {
            throw new IllegalStateException("rejections could not be kept", failure);
        }
    }

    /** All rejections, by line, a page at a time. */
    void eachRejection(UUID importId, Consumer<Rejection> consumer) {
        long line = -1;
        long number = -1;
        List<Rejection> page;
        do {
            page = database.sql("SELECT line, number, target, header, value, code, reason FROM command.import_rejection"
                            + " WHERE import_id = ? AND (line, number) > (?, ?) ORDER BY line, number LIMIT " + PAGE)
                    .params(importId, line, number)
                    .query((row, index) -> new Rejection(
                            row.getLong(1),
                            row.getLong(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.getString(7)))
                    .list();
            for (Rejection rejection : page) {
                consumer.accept(rejection);
                line = rejection.line();
                number = rejection.number();
            }
        } while (page.size() == PAGE);
    }

    private static @Nullable String cut(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int end = LONGEST_VALUE
                - (text.length() > LONGEST_VALUE && Character.isHighSurrogate(text.charAt(LONGEST_VALUE - 1)) ? 1 : 0);
        String kept = text.length() <= LONGEST_VALUE ? text : text.substring(0, end) + "…";
        return kept.replace('\0', '␀');
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static String json(Object value) {
        return new String(CanonicalJson.bytes(value), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static <T> T read(String json, Class<T> type) {
        return CanonicalJson.read(json.getBytes(java.nio.charset.StandardCharsets.UTF_8), type);
    }

    private static ImportRecord row(ResultSet row, int number) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new ImportRecord(
                row.getObject("import_id", UUID.class),
                row.getString("mapping"),
                read(row.getString("actor"), Actor.class),
                row.getBoolean("dry_run"),
                ImportRecord.State.valueOf(row.getString("state")),
                row.getBoolean("resumed"),
                read(row.getString("progress"), Progress.class),
                row.getString("failure"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant());
    }
}
