package org.wangge.query.answer;

/**
 * 列: one column of a list, in every form in which the list can be had.
 *
 * @param name in JSON
 * @param header in Chinese, over the column of a table
 * @param sql the expression that it is read from
 */
public record Column(String name, String header, String sql, Kind kind) {

    /** What a column's values are. */
    public enum Kind {
        TEXT,
        /** Shown as ISO 8601 in UTC. */
        INSTANT,
        WHOLE,
        YES_NO,
        /** Several texts; in a table they are joined with {@code ；}. */
        TEXTS,
        /** Something with a structure of its own; in a table it is the JSON text. */
        JSON
    }

    public static Column text(String name, String header, String sql) {
        return new Column(name, header, sql, Kind.TEXT);
    }

    public static Column instant(String name, String header, String sql) {
        return new Column(name, header, sql, Kind.INSTANT);
    }

    public static Column whole(String name, String header, String sql) {
        return new Column(name, header, sql, Kind.WHOLE);
    }

    public static Column yesNo(String name, String header, String sql) {
        return new Column(name, header, sql, Kind.YES_NO);
    }

    public static Column texts(String name, String header, String sql) {
        return new Column(name, header, sql, Kind.TEXTS);
    }

    public static Column json(String name, String header, String sql) {
        return new Column(name, header, sql, Kind.JSON);
    }
}
