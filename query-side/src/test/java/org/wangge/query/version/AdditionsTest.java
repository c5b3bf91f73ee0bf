package org.wangge.query.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.wangge.eventstore.TestDatabase;

class AdditionsTest {

    private final TestDatabase database = TestDatabase.create();
    private SingleConnectionDataSource connection;
    private JdbcTemplate jdbc;
    private JdbcClient sql;

    @BeforeEach
    void makeATable() throws SQLException {
        connection = new SingleConnectionDataSource(database.superuser().getConnection(), true);
        jdbc = new JdbcTemplate(connection);
        sql = JdbcClient.create(jdbc);
        sql.sql("create schema own").update();
        sql.sql("set search_path to own").update();
        sql.sql("create table thing (id uuid, words text, list text[], at timestamptz, yes boolean, count integer)")
                .update();
    }

    @AfterEach
    void close() {
        connection.destroy();
        database.close();
    }

    private Additions things() {
        return new Additions(jdbc, "thing", "id", "words", "list", "at", "yes", "count");
    }

    @Test
    void whatIsWrittenIsWhatWasSaidHoweverItLooks() {
        String awkward = "back\\slash \\N \\. tab\there\nline\r\"quotes\" '{},' 网格 𠮷 null";
        UUID id = new UUID(1, 2);
        Instant at = Instant.parse("2026-11-22T01:02:03.123456Z");
        Additions things = things();

        things.add(id, awkward, List.of(awkward, "", "NULL", "a,b"), at, true, -7);
        things.add(null, "", List.of(), null, null, null);
        things.flush();

        List<String> words =
                sql.sql("select words from thing").query(String.class).list();
        assertThat(words).containsExactly(awkward, "");
        assertThat(sql.sql("select unnest(list) from thing").query(String.class).list())
                .containsExactly(awkward, "", "NULL", "a,b");
        assertThat(sql.sql("select count(*) from thing where id = ? and at = ?::timestamptz and yes and count = -7")
                        .params(id, at.toString())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(sql.sql("select count(*) from thing where id is null and at is null and cardinality(list) = 0")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void nothingIsWrittenTwiceNorWhatBelongsToABatchThatWasGivenUp() {
        Additions things = things();
        things.add(null, "given up", List.of(), null, true, 1);
        things.begin(false);
        things.add(null, "kept", List.of(), null, true, 1);
        things.flush();
        things.flush();

        assertThat(sql.sql("select words from thing").query(String.class).list())
                .containsExactly("kept");
    }

    @Test
    void aRowThatTheTableRefusesFailsAndLeavesTheConnectionUsable() {
        Additions things = things();
        things.add(null, "no number", List.of(), null, true, "seven");

        assertThatThrownBy(things::flush)
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("seven");
        assertThat(sql.sql("select count(*) from thing").query(Integer.class).single())
                .isZero();
        assertThatThrownBy(() -> things.add("one value")).isInstanceOf(IllegalArgumentException.class);
    }
}
