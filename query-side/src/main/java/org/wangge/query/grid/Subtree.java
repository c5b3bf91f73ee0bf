package org.wangge.query.grid;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.query.answer.Answers;
import org.wangge.query.answer.Question;
import org.wangge.query.version.AsOf;

/** 网格子树: a grid and all below it, as the tree stood at the time asked for. */
public final class Subtree {

    /** The view whose tables these conditions are about. */
    public static final String VIEW = "grid";

    /** Joins the name that the grid with the id in that column bore at the time asked for, as {@code g.name}. */
    public static final String GRID_NAMES = " left join grid g on g.grid_id = %s and {gridStanding}";

    /** Joins the name that the unit with the id in that column bore at the time asked for, as {@code u.name}. */
    public static final String UNIT_NAMES = " left join unit_version u on u.unit_id = %s and {unitStanding}";

    /** Where {@link #rows} puts the table. */
    public static final String ROWS = "rows";

    private static final int FEW = 64;

    private Subtree() {}

    /** A condition on a column that holds a grid's id: it is {@code :gridId} or lies below it. */
    public static String of(String column, AsOf asOf) {
        return column + " in (select below.grid_id from grid top join grid below on below.path = top.path"
                + " or (below.path > top.path || '/' and below.path < top.path || '0')"
                + " where top.grid_id = :gridId and " + standing("top", asOf) + " and " + standing("below", asOf) + ")";
    }

    /**
     * The table, with that alias, of which only the rows of {@code :gridId} and what lies below it are meant; they are found by
     * the column. Where that is a few grids, each gives no more rows than a page has, by an index that begins with the column and
     * goes on with the list's order; in a large part of the tree enough of the table's rows lie to find a page in the list's order.
     */
    public static Question rows(
            Question question, @Nullable String gridId, String table, String alias, String column, JdbcClient sql) {
        return rows(question, gridId, table, alias, column, sql, Answers.PAGE);
    }

    /** As above, where the list has rows of other tables beside; {@code page} says which rows of this one a page has at most. */
    public static Question rows(
            Question question,
            @Nullable String gridId,
            String table,
            String alias,
            String column,
            JdbcClient sql,
            String page) {
        if (gridId == null) {
            return question.bindText(ROWS, table + " " + alias);
        }
        AsOf asOf = question.asOf();
        String id = alias + "." + column;
        question.bind("gridId", gridId);
        List<@Nullable String> below = sql.sql("select s.grid_id from grid s where " + of("s.grid_id", asOf) + " and "
                        + standing("s", asOf) + " limit " + (FEW + 1))
                .params(question.values())
                .query(String.class)
                .list();
        if (below.size() > FEW) {
            return question.bindText(ROWS, table + " " + alias).where(of(id, asOf));
        }
        return question.bind("below", below)
                .bindText(
                        ROWS,
                        "(select s.* from unnest(cast(:below as text[])) as b (id) cross join lateral (select " + alias
                                + ".* from " + table + " " + alias + " where " + id + " = b.id and " + page
                                + ") s) " + alias);
    }

    /** Binds the question's time to {@link #GRID_NAMES} and {@link #UNIT_NAMES}. */
    public static Question named(Question question) {
        return question.bindText("gridStanding", standing("g", question.asOf()))
                .bindText("unitStanding", standing("u", question.asOf()));
    }

    /** Which rows of the tree, or of the units, are meant. A grid is taken to have stood where it first stood before it was made known. */
    public static String standing(String alias, AsOf asOf) {
        String versions = asOf.versions(alias);
        if (asOf.at() == null && asOf.knownAt() == null) {
            return versions;
        }
        String lasted = asOf.lasted(alias);
        return "((" + versions + ") or (" + alias + ".origin and " + lasted + "))";
    }
}
