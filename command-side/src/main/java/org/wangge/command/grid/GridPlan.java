package org.wangge.command.grid;

/** What a plan decides about grids. Until plans are data, {@link DefaultGridPlan} decides. */
interface GridPlan {

    /** Named in every event that one of these rules caused. */
    String version();

    /** The number of levels; DESIGN.md section 2 knows 2 to 6. */
    int levels();

    /** True when the plan has this role. */
    boolean knows(String role);

    /** True when only one person at a time holds the role in a grid. */
    boolean exclusive(String role);
}
