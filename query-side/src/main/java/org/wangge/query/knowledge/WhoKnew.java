package org.wangge.query.knowledge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.query.grid.Subtree;
import org.wangge.query.version.AsOf;
import org.wangge.query.version.Row;

/**
 * 谁知情: for each person, what the person was told, when and by which way it arrived, when it was read, and what the person did
 * on a case itself. Derived from events and nothing else; every statement names its event.
 */
public final class WhoKnew {

    /** The view that has to be in the snapshot, beside {@link Subtree#VIEW}. */
    public static final String VIEW = "notices";

    private WhoKnew() {}

    /**
     * What is asked about; what is given narrows it.
     *
     * @param gridId a grid and all below it, with the cases that ever lay there
     * @param eventId a fact: who was told of it, and who acted
     */
    public record About(
            @Nullable UUID caseId,
            @Nullable String gridId,
            @Nullable UUID eventId,
            @Nullable String personId) {

        public boolean isNothing() {
            return caseId == null && gridId == null && eventId == null && personId == null;
        }
    }

    /** That a notice arrived, failed or was read. */
    public record Fact(
            String fact,
            @Nullable String channel,
            @Nullable Integer attempt,
            @Nullable String fault,
            @Nullable Boolean last,
            Instant at,
            Instant recordedAt,
            UUID eventId) {}

    /** What a person was told. */
    public record Told(
            String noticeId,
            String kind,
            @Nullable String caseId,
            @Nullable String dutyId,
            @Nullable String gridId,
            String text,
            UUID aboutEventId,
            Instant issuedAt,
            Instant recordedAt,
            UUID eventId,
            List<Fact> facts) {}

    /** What a person did on a case. */
    public record Act(String type, String caseId, Instant at, Instant recordedAt, UUID eventId) {}

    /** The earliest fact of a sort; {@code how} is a channel, {@code READ}, or the type of an act. */
    public record First(String how, Instant at, Instant recordedAt, UUID eventId) {}

    /**
     * What one person was told and did.
     *
     * @param personId or {@code account:<name>} for who acted under an account without a person
     * @param told the first delivery: from then on the person could know; none where nothing arrived
     * @param knew the first reading or act: from then on the person did know; none where nothing shows that
     */
    public record Person(
            String personId, @Nullable First told, @Nullable First knew, List<Told> notices, List<Act> acts) {}

    /**
     * Everybody who was told or acted, by id.
     *
     * @param most notices, and acts, at most
     * @throws TooMuch where there are more: ask more narrowly
     */
    public static List<Person> read(JdbcClient sql, AsOf asOf, About about, int most) {
        Map<String, List<Told>> told = new TreeMap<>();
        Map<String, List<Act>> acts = new TreeMap<>();
        Map<String, List<Fact>> facts = facts(sql, asOf, about);
        int notices = 0;
        for (Owned<Told> each : notices(sql, asOf, about, facts, most)) {
            told.computeIfAbsent(each.personId(), key -> new ArrayList<>()).add(each.what());
            notices++;
        }
        int deeds = 0;
        for (Owned<Act> each : acts(sql, asOf, about, most)) {
            acts.computeIfAbsent(each.personId(), key -> new ArrayList<>()).add(each.what());
            deeds++;
        }
        if (notices > most || deeds > most) {
            throw new TooMuch(most);
        }
        return Stream.concat(told.keySet().stream(), acts.keySet().stream())
                .distinct()
                .sorted()
                .map(id -> person(id, told.getOrDefault(id, List.of()), acts.getOrDefault(id, List.of())))
                .toList();
    }

    /** More than an answer can hold. */
    public static final class TooMuch extends RuntimeException {
        TooMuch(int most) {
            super("more than " + most + " notices or acts");
        }
    }

    private static Person person(String personId, List<Told> told, List<Act> acts) {
        Stream<First> arrived = told.stream().flatMap(notice -> firsts(notice, "DELIVERED"));
        Stream<First> read = told.stream().flatMap(notice -> firsts(notice, "READ"));
        Stream<First> did = acts.stream().map(act -> new First(act.type(), act.at(), act.recordedAt(), act.eventId()));
        return new Person(personId, earliest(arrived), earliest(Stream.concat(read, did)), told, acts);
    }

    private static Stream<First> firsts(Told notice, String sort) {
        return notice.facts().stream()
                .filter(fact -> fact.fact().equals(sort))
                .map(fact -> new First(
                        fact.channel() == null ? sort : fact.channel(), fact.at(), fact.recordedAt(), fact.eventId()));
    }

    private static @Nullable First earliest(Stream<First> facts) {
        return facts.min(Comparator.comparing(First::at)
                        .thenComparing(First::recordedAt)
                        .thenComparing(First::eventId))
                .orElse(null);
    }

    private record Owned<T>(String personId, T what) {}

    private static List<Owned<Told>> notices(
            JdbcClient sql, AsOf asOf, About about, Map<String, List<Fact>> facts, int most) {
        return ask(
                sql,
                "select n.* from notice n where " + noticesAbout(about, asOf) + " order by n.position limit "
                        + (most + 1),
                asOf,
                about,
                row -> new Owned<>(
                        text(row, "person_id"),
                        new Told(
                                text(row, "notice_id"),
                                text(row, "kind"),
                                row.getString("case_id"),
                                row.getString("duty_id"),
                                row.getString("grid_id"),
                                text(row, "text"),
                                row.getObject("about_event_id", UUID.class),
                                instant(row, "occurred_at"),
                                instant(row, "recorded_at"),
                                row.getObject("event_id", UUID.class),
                                facts.getOrDefault(text(row, "notice_id"), List.of()))));
    }

    private static Map<String, List<Fact>> facts(JdbcClient sql, AsOf asOf, About about) {
        Map<String, List<Fact>> byNotice = new LinkedHashMap<>();
        for (Owned<Fact> each : ask(
                sql,
                "select f.* from notice n join notice_fact f on f.notice_id = n.notice_id and " + asOf.facts("f")
                        + " where " + noticesAbout(about, asOf) + " order by f.position",
                asOf,
                about,
                row -> new Owned<>(
                        text(row, "notice_id"),
                        new Fact(
                                text(row, "fact"),
                                row.getString("channel"),
                                row.getObject("attempt", Integer.class),
                                row.getString("fault"),
                                row.getObject("last", Boolean.class),
                                instant(row, "occurred_at"),
                                instant(row, "recorded_at"),
                                row.getObject("event_id", UUID.class))))) {
            byNotice.computeIfAbsent(each.personId(), key -> new ArrayList<>()).add(each.what());
        }
        return byNotice;
    }

    private static List<Owned<Act>> acts(JdbcClient sql, AsOf asOf, About about, int most) {
        List<String> conditions = new ArrayList<>(List.of(asOf.facts("a")));
        given(conditions, about.caseId(), "a.case_id = :caseId");
        given(conditions, about.eventId(), "a.event_id = :eventId");
        given(conditions, about.personId(), "a.person_id = :personId");
        given(conditions, about.gridId(), "a.case_id in " + casesOfGrid(asOf));
        return ask(
                sql,
                "select a.* from case_act a where " + String.join(" and ", conditions) + " order by a.position limit "
                        + (most + 1),
                asOf,
                about,
                row -> new Owned<>(
                        text(row, "person_id"),
                        new Act(
                                text(row, "type"),
                                text(row, "case_id"),
                                instant(row, "occurred_at"),
                                instant(row, "recorded_at"),
                                row.getObject("event_id", UUID.class))));
    }

    private static String noticesAbout(About about, AsOf asOf) {
        List<String> conditions = new ArrayList<>(List.of(asOf.facts("n")));
        given(conditions, about.caseId(), "n.case_id = :caseId");
        given(conditions, about.eventId(), "n.about_event_id = :eventId");
        given(conditions, about.personId(), "n.person_id = :personId");
        given(
                conditions,
                about.gridId(),
                "(" + Subtree.of("n.grid_id", asOf) + " or n.case_id in " + casesOfGrid(asOf) + ")");
        return String.join(" and ", conditions);
    }

    private static String casesOfGrid(AsOf asOf) {
        return "(select c.case_id from case_grid c where " + asOf.facts("c") + " and " + Subtree.of("c.grid_id", asOf)
                + ")";
    }

    private static void given(List<String> conditions, @Nullable Object value, String condition) {
        if (value != null) {
            conditions.add(condition);
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private static <T> List<T> ask(JdbcClient sql, String text, AsOf asOf, About about, Reading<T> reading) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("at", Row.stored(asOf.at()));
        values.put("knownAt", Row.stored(asOf.knownAt()));
        values.put("caseId", about.caseId() == null ? null : about.caseId().toString());
        values.put("gridId", about.gridId());
        values.put("eventId", about.eventId());
        values.put("personId", about.personId());
        return sql.sql(text)
                .params(values)
                .query((row, number) -> reading.of(row))
                .list();
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return row.getString(column);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
