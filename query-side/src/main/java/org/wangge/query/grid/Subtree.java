package org.wangge.query.grid;

import org.wangge.query.version.AsOf;

/** 网格子树: a grid and all below it, as the tree stood at the time asked for. */
public final class Subtree {

    /** The view whose tables these conditions are about. */
    public static final String VIEW = "grid";

    private Subtree() {}

    /** A condition on a column that holds a grid's id: it is {@code :gridId} or lies below it. */
    public static String of(String column, AsOf asOf) {
        return column + " in (select below.grid_id from grid top join grid below on below.path = top.path"
                + " or (below.path > top.path || '/' and below.path < top.path || '0')"
                + " where top.grid_id = :gridId and " + standing("top", asOf) + " and " + standing("below", asOf) + ")";
    }

    /** Which rows of the tree are meant. A grid is taken to have stood where it first stood before it was made known. */
    public static String standing(String alias, AsOf asOf) {
        String versions = asOf.versions(alias);
        if (asOf.at() == null && asOf.knownAt() == null) {
            return versions;
        }
        String lasted = asOf.lasted(alias);
        return "((" + versions + ") or (" + alias + ".origin and " + lasted + "))";
    }
}
