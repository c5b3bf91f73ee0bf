package org.wangge.command.imports;

import org.jspecify.annotations.Nullable;

/** 拒收: one row that was not taken, and why. */
record Rejection(
        long line,
        long number,
        String target,
        String column,
        @Nullable String value,
        String code,
        String reason) {}
