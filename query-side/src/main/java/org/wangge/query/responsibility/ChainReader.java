package org.wangge.query.responsibility;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.grid.GridKind;
import org.wangge.api.grid.SlotHours;
import org.wangge.query.responsibility.Chain.Answer;
import org.wangge.query.responsibility.Chain.Holder;
import org.wangge.query.responsibility.Chain.Link;
import org.wangge.query.responsibility.Chain.Made;
import org.wangge.query.responsibility.Chain.PassedOver;
import org.wangge.query.responsibility.Chain.Reason;
import org.wangge.query.responsibility.Chain.RoleInGrid;
import org.wangge.query.responsibility.Chain.What;

/** Puts the rows of the resolver's query together. They come in the order of precedence. */
final class ChainReader {

    private static final List<String> ASKED_FOR = List.of(Responsible.DIRECT, Responsible.FIRST, Responsible.LEADING);

    private final Map<String, Draft> drafts = new LinkedHashMap<>();

    /** A grid's rows: one per tenure, one for a role that nobody holds, one where there is no role at all. */
    private static final class Draft {
        private final Link bare;
        private final boolean retired;
        private final @Nullable Boolean covered;
        private final Map<String, RoleInGrid> roles = new TreeMap<>();

        private Draft(Link bare, boolean retired, @Nullable Boolean covered) {
            this.bare = bare;
            this.retired = retired;
            this.covered = covered;
        }
    }

    void add(ResultSet row) throws SQLException {
        String gridId = row.getString("grid_id");
        Draft draft = drafts.get(gridId);
        if (draft == null) {
            draft = draft(gridId, row);
            drafts.put(gridId, draft);
        }
        String role = row.getString("role");
        if (role == null || draft.retired) {
            return;
        }
        RoleInGrid here =
                draft.roles.computeIfAbsent(role, name -> new RoleInGrid(name, new ArrayList<>(), new ArrayList<>()));
        String holder = row.getString("person_id");
        String standIn = row.getString("stand_in");
        if (holder == null) {
            List<Made> ended = made(row, What.ENDED, "ended");
            here.passedOver()
                    .add(new PassedOver(
                            gridId,
                            null,
                            null,
                            row.getBoolean("ever") ? Reason.VACANT : Reason.NEVER_ASSIGNED,
                            row.getBoolean("ever") ? ended : List.of()));
            return;
        }
        List<Made> madeBy = new ArrayList<>(made(row, What.ASSIGNED, "made"));
        madeBy.addAll(made(row, What.LETTER_SIGNED, "letter"));
        madeBy.addAll(made(row, What.STANDS_IN, "stand_in"));
        String absent = row.getString("absent");
        if (absent != null) {
            What what = absent.equals("LEFT") ? What.LEFT : What.ON_LEAVE;
            madeBy.addAll(made(row, what, "absent"));
            here.passedOver()
                    .add(new PassedOver(
                            gridId,
                            standIn == null ? holder : standIn,
                            standIn == null ? null : holder,
                            what == What.LEFT ? Reason.LEFT : Reason.ON_LEAVE,
                            List.copyOf(madeBy)));
        } else {
            here.holders()
                    .add(new Holder(
                            standIn == null ? holder : standIn,
                            standIn == null ? null : holder,
                            required(row, standIn == null ? "since" : "stand_in_since"),
                            instant(row, standIn == null ? "until" : "stand_in_until"),
                            row.getString("letter_sha256"),
                            List.copyOf(madeBy)));
        }
    }

    private static Draft draft(String gridId, ResultSet row) throws SQLException {
        List<Made> madeBy = new ArrayList<>(made(row, What.HOURS_SET, "hours"));
        madeBy.addAll(made(row, What.LINE_SET, "line"));
        boolean covered = row.getBoolean("covered");
        Boolean known = row.wasNull() ? null : covered;
        Link bare = new Link(
                gridId,
                row.getString("name"),
                GridKind.valueOf(row.getString("kind")),
                row.getInt("level"),
                row.getString("under"),
                row.getInt("depth") == 0,
                row.getBoolean("key_site"),
                row.getObject("placed_by", UUID.class),
                hours(row),
                row.getString("line"),
                null,
                List.copyOf(madeBy),
                List.of());
        return new Draft(bare, row.getBoolean("retired"), known);
    }

    private static @Nullable SlotHours hours(ResultSet row) throws SQLException {
        Array days = row.getArray("days");
        if (days == null) {
            return null;
        }
        return new SlotHours(
                Arrays.stream((Object[]) days.getArray())
                        .map(day -> DayOfWeek.of(((Number) day).intValue()))
                        .toList(),
                row.getObject("begins", LocalTime.class),
                row.getObject("ends", LocalTime.class),
                ZoneId.of(row.getString("time_zone")));
    }

    private static List<Made> made(ResultSet row, What what, String by) throws SQLException {
        UUID eventId = row.getObject(by + "_event", UUID.class);
        return eventId == null
                ? List.of()
                : List.of(new Made(
                        what,
                        eventId,
                        required(row, by + "_occurred"),
                        required(row, by + "_since"),
                        required(row, by + "_recorded")));
    }

    private static Instant required(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(instant(row, column), column);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    Optional<Chain> chain(String gridId, Instant at, @Nullable String line, @Nullable Instant knownAt) {
        if (drafts.isEmpty()) {
            return Optional.empty();
        }
        List<Link> links =
                drafts.values().stream().map(draft -> link(draft, line)).toList();
        return Optional.of(new Chain(
                gridId,
                line,
                at,
                knownAt,
                Responsible.RULES,
                answer(links, Responsible.FIRST),
                answer(links, Responsible.DIRECT),
                answer(links, Responsible.LEADING),
                links));
    }

    private static Link link(Draft draft, @Nullable String line) {
        Link bare = draft.bare;
        if (bare.onTheWay() && !draft.retired) {
            ASKED_FOR.forEach(role -> draft.roles.putIfAbsent(
                    role,
                    new RoleInGrid(
                            role,
                            List.of(),
                            List.of(new PassedOver(bare.gridId(), null, null, Reason.NEVER_ASSIGNED, List.of())))));
        }
        return new Link(
                bare.gridId(),
                bare.name(),
                bare.kind(),
                bare.level(),
                bare.under(),
                bare.onTheWay(),
                bare.keySite(),
                bare.placedBy(),
                bare.hours(),
                bare.line(),
                outside(draft, line),
                bare.madeBy(),
                draft.roles.values().stream()
                        .map(role -> new RoleInGrid(
                                role.role(), List.copyOf(role.holders()), List.copyOf(role.passedOver())))
                        .toList());
    }

    /** A slot without hours, and a line that nobody named, count for who asks for them by their own id. */
    private static @Nullable Reason outside(Draft draft, @Nullable String line) {
        if (draft.retired) {
            return Reason.RETIRED;
        }
        if (Boolean.FALSE.equals(draft.covered)) {
            return Reason.OUTSIDE_HOURS;
        }
        String own = draft.bare.line();
        return own != null && line != null && !own.equals(line) ? Reason.OTHER_LINE : null;
    }

    private static Answer answer(List<Link> links, String role) {
        List<PassedOver> passedOver = new ArrayList<>();
        for (Link link : links) {
            if (link.outside() != null) {
                List<Made> madeBy = link.outside() == Reason.RETIRED ? List.of() : link.madeBy();
                passedOver.add(new PassedOver(link.gridId(), null, null, link.outside(), madeBy));
                continue;
            }
            for (RoleInGrid here : link.roles()) {
                if (here.role().equals(role)) {
                    passedOver.addAll(here.passedOver());
                    if (!here.holders().isEmpty()) {
                        return new Answer(role, link.gridId(), here.holders(), List.copyOf(passedOver));
                    }
                }
            }
        }
        return new Answer(role, null, List.of(), List.copyOf(passedOver));
    }
}
