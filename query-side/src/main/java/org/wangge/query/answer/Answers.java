package org.wangge.query.answer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.edge.Positions;
import org.wangge.query.replay.Snapshots;
import tools.jackson.databind.json.JsonMapper;

/** 答复: reads lists and writes them out, page by page as JSON, or whole as CSV and XLSX. */
public final class Answers {

    private static final int FETCH_SIZE = 500;
    private static final String FROM_HERE_ON = "page_";

    /**
     * Stands in a list's tables for the conditions, the order and the limit of the page that is read, where a part of the tables
     * has its own index: no page has more rows of it than there are on a page.
     */
    public static final String PAGE = "{page}";

    /**
     * Stands there where the list has one row or more for each of a table's, which the first two columns of its order name: for
     * as many of these, from where the page begins, as it can need.
     */
    public static final String ONWARD = "{onward}";

    /** Stands there for the first column of the list's order. */
    public static final String FIRST = "{first}";

    /** Stands there for the order and the row of what is called {@code key} at which a page is full. */
    public static final String FULL = "{full}";

    /**
     * Stands there for the condition that a row may still come on the page, where {@code edge} holds the {@code key} at which it is
     * full, or nothing.
     */
    public static final String WITHIN = "{within}";

    private final Snapshots snapshots;
    private final Clock clock;
    private final JsonMapper json;

    public Answers(Snapshots snapshots, Clock clock, JsonMapper json) {
        this.snapshots = snapshots;
        this.clock = clock;
        this.json = json;
    }

    /** As {@link #PAGE} or {@link #ONWARD}, but for a first look: no more rows than one part of several gives as a rule. */
    public static String look(String marker) {
        return marker.replace("{", "{look:");
    }

    /** A JSON answer that is not a list of rows: {@code position} and the header are added. */
    public void answer(
            List<String> views,
            HttpServletRequest request,
            HttpServletResponse response,
            Function<JdbcClient, Map<String, ?>> question) {
        Map<String, Object> body = snapshots.read(views, minPosition(request), snapshot -> {
            Map<String, Object> whole = new LinkedHashMap<>(question.apply(snapshot.sql()));
            whole.put("position", snapshot.position());
            return whole;
        });
        response.setHeader(Positions.POSITION, String.valueOf(body.get("position")));
        writeJson(response, body);
    }

    /** How many rows of a list the first page can need; none where another page, or the whole list, is asked for. */
    public static @Nullable Integer firstPage(HttpServletRequest request) {
        Page page = Page.of(request, Format.accepted(request.getHeader(HttpHeaders.ACCEPT)));
        return page.limit() == null || page.cursor() != null ? null : Integer.valueOf(page.limit() + 1);
    }

    /** Answers with a list in the form that the caller takes. */
    public void list(
            Listing listing,
            HttpServletRequest request,
            HttpServletResponse response,
            Function<Instant, Question> question) {
        list(listing, request, response, (now, sql) -> question.apply(now));
    }

    /** As above, where something has to be looked up first, at the moment from which the list is answered. */
    public void list(
            Listing listing,
            HttpServletRequest request,
            HttpServletResponse response,
            BiFunction<Instant, JdbcClient, Question> question) {
        Format format = Format.accepted(request.getHeader(HttpHeaders.ACCEPT));
        Page page = Page.of(request, format);
        Cursor cursor = page.cursor() == null
                ? null
                : Cursor.decode(page.cursor(), page.filter(), listing.order().size());
        Instant now = cursor == null ? clock.instant() : cursor.now();
        snapshots.read(listing.views(), minPosition(request), snapshot -> {
            Selection selection = new Selection(listing, question.apply(now, snapshot.sql()), page.limit(), cursor);
            response.setHeader(Positions.POSITION, Long.toString(snapshot.position()));
            if (format == Format.JSON) {
                writeJson(response, page(selection, snapshot, now, page.filter()));
            } else {
                writeTable(response, format, selection, snapshot.sql());
            }
            return true;
        });
    }

    /**
     * A row of a list.
     *
     * @param key the first column of the list's order, as text
     * @param json as a page has it
     */
    public record Line(String key, String json) {}

    /** The first rows of a list. */
    public List<Line> lines(Listing listing, Question question, int limit, JdbcClient sql) {
        List<Line> lines = new ArrayList<>();
        String key = listing.order().getFirst();
        // A page reads one row more than it has, to know whether there is another.
        new Selection(listing, question, limit - 1, null).read(sql, row -> {
            Map<String, @Nullable Object> item = item(listing, row);
            lines.add(new Line(String.valueOf(item.get(key)), json.writeValueAsString(item)));
        });
        return lines;
    }

    private static @Nullable Long minPosition(HttpServletRequest request) {
        OptionalLong asked = Positions.asked(request.getHeader(Positions.MIN_POSITION));
        return asked.isPresent() ? Long.valueOf(asked.getAsLong()) : null;
    }

    private static Map<String, @Nullable Object> page(
            Selection selection, Snapshots.Snapshot snapshot, Instant now, String filter) {
        Listing listing = selection.listing();
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        selection.read(snapshot.sql(), row -> {
            items.add(item(listing, row));
        });
        String next = null;
        Integer limit = selection.limit();
        if (limit != null && items.size() > limit) {
            items.removeLast();
            Map<String, @Nullable Object> last = items.getLast();
            next = new Cursor(
                            now,
                            listing.order().stream()
                                    .map(name -> String.valueOf(last.get(name)))
                                    .toList())
                    .encode(filter);
        }
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("items", items);
        body.put("nextCursor", next);
        body.put("position", snapshot.position());
        return body;
    }

    private static Map<String, @Nullable Object> item(Listing listing, ResultSet row) throws SQLException {
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        for (Column column : listing.columns()) {
            item.put(column.name(), value(row, column));
        }
        return item;
    }

    private void writeJson(HttpServletResponse response, Object body) {
        response.setContentType(Format.JSON.contentType());
        try {
            response.getOutputStream().write(json.writeValueAsBytes(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeTable(HttpServletResponse response, Format format, Selection selection, JdbcClient sql) {
        Listing listing = selection.listing();
        response.setContentType(format.contentType());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"" + listing.name() + "." + format.extension() + "\"");
        try (Sink sink = format == Format.CSV
                ? new CsvSink(response.getOutputStream())
                : new XlsxSink(response.getOutputStream(), listing.title())) {
            sink.row(listing.columns().stream().map(Column::header).collect(Collectors.toList()));
            selection.read(sql, row -> {
                List<@Nullable String> cells = new ArrayList<>();
                for (Column column : listing.columns()) {
                    cells.add(cell(value(row, column)));
                }
                try {
                    sink.row(cells);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String cell(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Boolean yes -> yes ? "是" : "否";
            case List<?> several -> several.stream().map(String::valueOf).collect(Collectors.joining("；"));
            default -> value.toString();
        };
    }

    private static @Nullable Object value(ResultSet row, Column column) throws SQLException {
        String name = column.name();
        Object value = switch (column.kind()) {
            case TEXT -> row.getString(name);
            case INSTANT -> {
                OffsetDateTime time = row.getObject(name, OffsetDateTime.class);
                yield time == null ? null : time.toInstant();
            }
            case WHOLE -> row.getLong(name);
            case YES_NO -> row.getBoolean(name);
            case JSON -> {
                String text = row.getString(name);
                yield text == null ? null : JsonMapper.shared().readTree(text);
            }
            case TEXTS -> {
                Array several = row.getArray(name);
                yield several == null ? null : Arrays.asList((Object[]) several.getArray());
            }
        };
        return row.wasNull() ? null : value;
    }

    /** One page of a list, or all of it. */
    private record Selection(
            Listing listing,
            Question question,
            @Nullable Integer limit,
            @Nullable Cursor cursor) {

        private interface Reader {
            void read(ResultSet row) throws SQLException;
        }

        void read(JdbcClient sql, Reader reader) {
            sql.sql(text()).params(values()).withFetchSize(FETCH_SIZE).query(row -> {
                reader.read(row);
            });
        }

        private String text() {
            String columns = listing.columns().stream()
                    .map(column -> column.sql() + " as \"" + column.name() + "\"")
                    .collect(Collectors.joining(", "));
            String page = conditions() + " order by " + order() + (limit == null ? "" : " limit " + (limit + 1));
            return "select " + question.fill(columns) + " from " + from(page) + " where " + page;
        }

        private String from(String page) {
            String first = listing.column(listing.order().getFirst()).sql();
            String direction = listing.descending() ? " desc" : "";
            return question.fill(listing.from())
                    .replace(Answers.look(PAGE), conditions() + " order by " + order() + look(1))
                    .replace(PAGE, page)
                    .replace(Answers.look(ONWARD), from() + " order by " + pair() + look(2))
                    .replace(ONWARD, onward())
                    .replace(
                            FULL,
                            "order by key" + direction + " offset " + (limit == null ? 0 : limit + 1) + " limit 1")
                    .replace(
                            WITHIN,
                            first
                                    + (listing.descending()
                                            ? " >= coalesce((select key from edge), '-infinity')"
                                            : " <= coalesce((select key from edge), 'infinity')"))
                    .replace(FIRST, first);
        }

        /** A list that is wanted as a whole is full nowhere. */
        private String look(int beyond) {
            if (limit == null) {
                return " limit 0";
            }
            int most = limit + beyond;
            return " limit " + Math.min(most, 2 * most / question.parts() + 2);
        }

        private String conditions() {
            return question.conditions() + following();
        }

        private String order() {
            String direction = listing.descending() ? " desc" : "";
            return listing.order().stream()
                    .map(name -> listing.column(name).sql() + direction)
                    .collect(Collectors.joining(", "));
        }

        private String onward() {
            // The first of them may have had all its rows on the page before.
            return limit == null ? "true" : from() + " order by " + pair() + " limit " + (limit + 2);
        }

        /** From the thing on whose rows were the last of the page before. */
        private String from() {
            if (cursor == null) {
                return "true";
            }
            return "(" + String.join(", ", firstTwo()) + ")" + (listing.descending() ? " <= (" : " >= (")
                    + IntStream.range(0, firstTwo().size())
                            .mapToObj(this::after)
                            .collect(Collectors.joining(", ")) + ")";
        }

        private String pair() {
            String direction = listing.descending() ? " desc" : "";
            return String.join(direction + ", ", firstTwo()) + direction;
        }

        private List<String> firstTwo() {
            return listing.order().stream()
                    .limit(2)
                    .map(name -> listing.column(name).sql())
                    .toList();
        }

        /** The condition that the rows come after those of the page before. */
        private String following() {
            if (cursor == null) {
                return "";
            }
            String keys = listing.order().stream()
                    .map(name -> listing.column(name).sql())
                    .collect(Collectors.joining(", "));
            String first = listing.column(listing.order().getFirst()).sql();
            // The second says nothing new, but is about one column of one table, at which its index can begin.
            return " and (" + keys + ")" + (listing.descending() ? " < (" : " > (") + after() + ") and " + first
                    + (listing.descending() ? " <= " : " >= ") + after(0);
        }

        private String after() {
            return IntStream.range(0, listing.order().size())
                    .mapToObj(this::after)
                    .collect(Collectors.joining(", "));
        }

        private String after(int i) {
            String type = switch (listing.column(listing.order().get(i)).kind()) {
                case INSTANT -> "::timestamptz";
                case WHOLE -> "::bigint";
                default -> "";
            };
            return "cast(:" + FROM_HERE_ON + i + " as text)" + type;
        }

        private Map<String, @Nullable Object> values() {
            Map<String, @Nullable Object> values = new LinkedHashMap<>(question.values());
            if (cursor != null) {
                for (int i = 0; i < cursor.values().size(); i++) {
                    values.put(FROM_HERE_ON + i, cursor.values().get(i));
                }
            }
            return values;
        }
    }
}
