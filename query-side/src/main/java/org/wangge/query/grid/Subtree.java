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

    // A subquery each, because beside a costly list the planner no longer minds reading the whole tree for every row.
    /** Joins the name that the grid with the id in that column bore at the time asked for, as {@code g.name}. */
    public static final String GRID_NAMES = " left join lateral (select g.name from grid g where"
            + " g.grid_id = %s and {gridStanding} limit 1) g on true";

    /** Joins the name that the unit with the id in that column bore at the time asked for, as {@code u.name}. */
    public static final String UNIT_NAMES = " left join lateral (select u.name from"
            + " unit_version u where u.unit_id = %s and {unitStanding} limit 1) u on true";

    /** Where {@link #rows} puts the table. */
    public static final String ROWS = "rows";

    /** Of more grids than that not each is asked: a lookup in an index costs some ten microseconds. */
    private static final int MANY = 1000;

    /** Of more than that not each is asked either, where they are a large part of the tree. */
    private static final int SOME = 64;

    private static final double LARGE = 0.25;

    /** Of so few, a page of each costs less than to look twice. */
    private static final int FEW = 3;

    private Subtree() {}

    /** A condition on a column that holds a grid's id: it is {@code :gridId} or lies below it. */
    public static String of(String column, AsOf asOf) {
        return column + " in (select below.grid_id from grid top join grid below on below.path = top.path"
                + " or (below.path > top.path || '/' and below.path < top.path || '0')"
                + " where top.grid_id = :gridId and " + standing("top", asOf) + " and " + standing("below", asOf) + ")";
    }

    /**
     * The table, with that alias, of which only the rows of {@code :gridId} and what lies below it are meant; they are found by
     * the column, by an index that begins with it and goes on with the list's order (see {@link #each}). In a large part of the
     * tree enough of the table's rows lie to find a page in the list's order.
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
        String id = alias + "." + column;
        return question.bindText(
                ROWS,
                below(question, gridId, id, sql)
                        ? "(" + each(question, table, alias, id, page) + ") " + alias
                        : table + " " + alias);
    }

    /**
     * Looks up which grids {@code :gridId} and what lies below it are, and binds them. False where no grid is given, and where they
     * are too many to ask each: then the condition that the column holds one of them is part of the question.
     */
    public static boolean below(Question question, @Nullable String gridId, String column, JdbcClient sql) {
        if (gridId == null) {
            return false;
        }
        AsOf asOf = question.asOf();
        question.bind("gridId", gridId);
        List<@Nullable String> below = sql.sql("select s.grid_id from grid s where " + of("s.grid_id", asOf) + " and "
                        + standing("s", asOf) + " limit " + (MANY + 1))
                .params(question.values())
                .query(String.class)
                .list();
        if (below.size() > MANY || (below.size() > SOME && below.size() > LARGE * grids(sql))) {
            question.where(of(column, asOf));
            return false;
        }
        question.bind("below", below).inParts(below.size());
        return true;
    }

    /** About how many there are: what the planner thinks, more than any where it knows nothing yet. */
    private static double grids(JdbcClient sql) {
        double grids = sql.sql("select reltuples from pg_class where oid = 'grid'::regclass")
                .query((row, number) -> row.getDouble(1))
                .single();
        return grids > 0 ? grids : Double.MAX_VALUE;
    }

    /**
     * The rows of the grids that {@link #below} found, such that a page costs not much more than its rows, however many each grid
     * has: a first look at a few rows of each tells where the page is full, and up to there each is read.
     *
     * @param page which rows are meant, in which order, and how many at most: with {@link Answers#PAGE} or {@link Answers#ONWARD}
     */
    public static String each(Question question, String table, String alias, String id, String page) {
        String one = " from unnest(cast(:below as text[])) as b (id) cross join lateral (select %s from " + table + " "
                + alias + " where " + id + " = b.id and ";
        String all = one.formatted(alias + ".*");
        boolean bounded = page.contains(Answers.PAGE) || page.contains(Answers.ONWARD);
        if (!bounded || question.parts() <= FEW) {
            return "select s.*" + all + page + ") s";
        }
        String look = page.replace(Answers.PAGE, Answers.look(Answers.PAGE))
                .replace(Answers.ONWARD, Answers.look(Answers.ONWARD));
        return "with look as materialized (select s.key" + one.formatted(Answers.FIRST + " as key") + look
                + ") s), edge as materialized (select key from look " + Answers.FULL + ") select s.*" + all
                + Answers.WITHIN + " and " + page + ") s";
    }

    /**
     * A page of a table that has its own index: of all of it, or of the grids that {@link #below} found.
     *
     * @param below what {@link #below} answered
     */
    public static String page(Question question, boolean below, String table, String alias, String id) {
        return below
                ? each(question, table, alias, id, Answers.PAGE)
                : "select " + alias + ".* from " + table + " " + alias + " where " + Answers.PAGE;
    }

    /**
     * A column in words that no index knows. Where few rows are found by an index of their own and their grids are only a condition
     * on them, the planner would else read all that ever was in those grids beside them.
     */
    public static String unindexed(String column) {
        return "(" + column + " || '')";
    }

    /** A page of a table that is short enough to look at each of its rows. */
    public static String pageOfFew(boolean below, String table, String alias, String id) {
        return "select " + alias + ".* from " + table + " " + alias + " where "
                + (below ? unindexed(id) + " = any (cast(:below as text[])) and " : "") + Answers.PAGE;
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
