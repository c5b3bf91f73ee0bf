package org.wangge.query.knowledge;

/** 通知状态: how far a notice has come. */
enum NoticeState {
    /** 未送达: by no way yet. */
    UNDELIVERED("f.delivered_at is null and f.read_at is null"),
    /** 已送达未读. */
    DELIVERED("f.delivered_at is not null and f.read_at is null"),
    /** 已阅读. */
    READ("f.read_at is not null");

    private final String condition;

    NoticeState(String condition) {
        this.condition = condition;
    }

    String condition() {
        return condition;
    }
}
