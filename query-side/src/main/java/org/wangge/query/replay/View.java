package org.wangge.query.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * 视图: tables that are made from the log, positioned, rebuilt and swapped as one.
 *
 * @param name lower case; in URLs and in the names of the view's schemas
 * @param tables the SQL that makes the empty tables, with unqualified names
 * @param version of the projections; raise it when they write something else into the same tables, and the view is rebuilt
 * @param projections makes the beans with the {@code @EventHandler} methods; they write through the given operations, whose
 *     connections see the tables of one generation of the view, and read nothing but these tables
 */
public record View(String name, String tables, String version, Function<JdbcOperations, List<Object>> projections) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z_]{0,30}");

    public View {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a view is named like this: " + NAME + ", not " + name);
        }
    }

    /** A view whose tables are the resource {@code /views/<name>.sql}. */
    public static View of(String name, String version, Function<JdbcOperations, List<Object>> projections) {
        try (InputStream tables = View.class.getResourceAsStream("/views/" + name + ".sql")) {
            if (tables == null) {
                throw new IllegalArgumentException("there is no /views/" + name + ".sql");
            }
            return new View(name, new String(tables.readAllBytes(), StandardCharsets.UTF_8), version, projections);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes whenever tables made by another version of this view no longer hold what this one would put there. */
    String fingerprint() {
        return Fingerprint.of(tables + "\n" + version);
    }
}
