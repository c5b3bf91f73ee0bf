package org.wangge.query.holding;

/** Who can hold a case. */
enum HolderKind {
    /** 网格: before it is dispatched, and while its rectification is verified and it is closed. */
    GRID,
    /** 责任单位: from the dispatch until the rectification is submitted. */
    UNIT,
    /** 移交部门: while it is transferred, until the authority answers. */
    AUTHORITY,
    /** 人员: in histories of other systems that name the person at work. */
    PERSON
}
