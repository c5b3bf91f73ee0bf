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
        sql.sql(
                        "create table thing (id uuid, words text, list text[], at timestamptz, yes boolean,"
                                + " count integer check (count < 100), other jsonb, days smallint[], clock time, small smallint, big bigint)")
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
    void everyTypeOfColumnTakesWhatTheProjectionsSay() {
        Additions things = new Additions(jdbc, "thing", "id", "other", "days", "clock", "small", "big", "at");
        things.add(
                new UUID(3, 4).toString(),
                "{\"名\": [1, null]}",
                List.of(1, 7),
                "08:30",
                (short) -2,
                Long.MIN_VALUE,
                Instant.parse("1949-10-01T07:00:00.000001Z"));
        things.add(null, "[]", List.of(), "23:59:59.999999", 7, 1L << 40, Instant.parse("2000-01-01T00:00:00Z"));
        things.flush();

        assertThat(sql.sql(
                                "select concat_ws('|', id, other, days, clock, small, big, at at time zone 'UTC') from thing")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "00000000-0000-0003-0000-000000000004|{\"名\": [1, null]}|{1,7}|08:30:00|-2|-9223372036854775808|1949-10-01 07:00:00.000001",
                        "[]|{}|23:59:59.999999|7|1099511627776|2000-01-01 00:00:00");
        assertThatThrownBy(() -> new Additions(jdbc, "pg_class", "relpages", "reltuples").add(1, 2.0))
                .hasMessageContaining("float4");
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
        things.add(null, "too many", List.of(), null, true, 100);

        assertThatThrownBy(things::flush)
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("count_check");
        assertThat(sql.sql("select count(*) from thing").query(Integer.class).single())
                .isZero();
        assertThatThrownBy(() -> things.add("one value")).isInstanceOf(IllegalArgumentException.class);
    }
}
