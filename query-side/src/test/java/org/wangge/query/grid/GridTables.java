package org.wangge.query.grid;

import org.wangge.query.replay.View;

/** The view of the grids, for tests of other rooms that fill its tables themselves. */
public final class GridTables {

    private GridTables() {}

    public static View view() {
        return new GridView().gridTables();
    }
}
