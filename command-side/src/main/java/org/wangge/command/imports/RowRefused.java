package org.wangge.command.imports;

import org.jspecify.annotations.Nullable;

/**
 * One row is not taken.
 *
 * <p>Thrown while a row is read; carries what its line in the report says.
 */
final class RowRefused extends RuntimeException {

    private final String code;
    private final String column;
    private final @Nullable String value;

    private RowRefused(String code, String column, @Nullable String value, String reason) {
        super(reason, null, false, false);
        this.code = code;
        this.column = column;
        this.value = value;
    }

    static RowRefused because(RowFault fault, String column, @Nullable String value, String detail) {
        return because(fault.name(), column, value, fault.chinese(), fault.english(), detail);
    }

    static RowRefused because(
            String code, String column, @Nullable String value, String chinese, String english, String detail) {
        return new RowRefused(code, column, value, chinese + " / " + english + (detail.isEmpty() ? "" : ": " + detail));
    }

    /** The same, for values that no report may repeat. */
    RowRefused withoutValue() {
        return new RowRefused(code, column, null, reason());
    }

    String code() {
        return code;
    }

    /** The header of the column, several joined by a bar; empty when no column is to blame. */
    String column() {
        return column;
    }

    @Nullable
    String value() {
        return value;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
