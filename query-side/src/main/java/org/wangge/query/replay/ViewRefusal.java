package org.wangge.query.replay;

import org.wangge.api.RefusalCode;

/** Why a view is not rebuilt. */
enum ViewRefusal implements RefusalCode {
    NO_SUCH_VIEW(Kind.NOT_FOUND, "There is no such view.", "没有该视图。"),
    REBUILD_UNDER_WAY(Kind.ILLEGAL_STATE, "The view is being rebuilt already.", "该视图正在重建。");

    private final Kind kind;
    private final String english;
    private final String chinese;

    ViewRefusal(Kind kind, String english, String chinese) {
        this.kind = kind;
        this.english = english;
        this.chinese = chinese;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String english() {
        return english;
    }

    @Override
    public String chinese() {
        return chinese;
    }
}
