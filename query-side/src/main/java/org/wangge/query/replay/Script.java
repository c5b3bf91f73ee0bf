package org.wangge.query.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SQL that makes a view's tables, in two parts: what there must be while they are filled, and the indexes that only readers
 * need, which are made once the tables are full. An index under a comment {@value #READ_WHILE_LOADING} and every unique one belong
 * to the first part.
 */
final class Script {

    /** Stands in a comment above an index that the projections themselves look things up by. */
    static final String READ_WHILE_LOADING = "Read while loading.";

    private static final Pattern INDEX =
            Pattern.compile("create\\s+index\\s+(?:if\\s+not\\s+exists\\s+)?(\\w+)\\s.*", Pattern.DOTALL);

    private final List<String> tables = new ArrayList<>();
    private final List<Index> indexes = new ArrayList<>();

    /** An index that is made after loading. */
    record Index(String name, String sql) {}

    Script(String sql) {
        int from = 0;
        for (int at = 0; at < sql.length(); at = past(sql, at)) {
            if (sql.charAt(at) == ';') {
                add(sql.substring(from, at));
                from = at + 1;
            }
        }
        add(sql.substring(from));
    }

    /** The position after the character, or after the comment or quotation that begins there. */
    private static int past(String sql, int at) {
        if (sql.startsWith("--", at)) {
            return end(sql, "\n", at + 2);
        }
        if (sql.startsWith("/*", at)) {
            return end(sql, "*/", at + 2);
        }
        char character = sql.charAt(at);
        if (character == '\'' || character == '"') {
            return end(sql, String.valueOf(character), at + 1);
        }
        if (character == '$') {
            Matcher tag = Pattern.compile("\\$\\w*\\$").matcher(sql).region(at, sql.length());
            if (tag.lookingAt()) {
                return end(sql, tag.group(), tag.end());
            }
        }
        return at + 1;
    }

    private static int end(String sql, String mark, int from) {
        int found = sql.indexOf(mark, from);
        return found < 0 ? sql.length() : found + mark.length();
    }

    private void add(String statement) {
        String bare = statement.replaceAll("(?m)--.*$", " ").strip().toLowerCase(Locale.ROOT);
        if (bare.isEmpty()) {
            return;
        }
        Matcher index = INDEX.matcher(bare);
        if (index.matches() && !statement.contains(READ_WHILE_LOADING)) {
            indexes.add(new Index(index.group(1), statement.strip()));
        } else {
            tables.add(statement.strip());
        }
    }

    /** What makes the empty tables. */
    String tables() {
        return String.join(";\n", tables);
    }

    /** What is made after loading. */
    List<Index> indexes() {
        return List.copyOf(indexes);
    }
}
