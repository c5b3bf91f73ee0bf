package org.wangge.query.figures;

/** 分组: what figures are counted by. */
enum Grouping {
    /** 网格: by the grid itself, or by the grid of a level that it lies in. */
    GRID,
    UNIT,
    CATEGORY,
    KIND,
    /** 月份: in the time zone asked for. */
    MONTH
}
