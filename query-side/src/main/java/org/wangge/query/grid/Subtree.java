package org.wangge.query.grid;

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

    private Subtree() {}

    /** A condition on a column that holds a grid's id: it is {@code :gridId} or lies below it. */
    public static String of(String column, AsOf asOf) {
        return column + " in (select below.grid_id from grid top join grid below on below.path = top.path"
                + " or (below.path > top.path || '/' and below.path < top.path || '0')"
                + " where top.grid_id = :gridId and " + standing("top", asOf) + " and " + standing("below", asOf) + ")";
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
