package org.wangge.standalone;

import org.jspecify.annotations.Nullable;

/** 拒绝启动: what stands in the way of starting, and what its operator can do about it. Nothing was changed. */
final class StartRefused extends RuntimeException {

    private final String remedy;

    StartRefused(String reason, String remedy) {
        this(reason, remedy, null);
    }

    StartRefused(String reason, String remedy, @Nullable Throwable cause) {
        super(reason, cause);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
