package org.wangge.query.version;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in the columns of a row that an event finds. */
public final class Former {

    private final Columns columns;
    private final @Nullable Object[] values;

    Former(Columns columns, @Nullable Object[] values) {
        this.columns = columns;
        this.values = values;
    }

    @Nullable
    Object[] values() {
        return values;
    }

    /** What stands in a column: text, a number, a boolean, an {@link Instant}, a list of text, or nothing. */
    public @Nullable Object get(String column) {
        return values[columns.index(column)];
    }

    public @Nullable String text(String column) {
        return (String) get(column);
    }

    public @Nullable Instant instant(String column) {
        return (Instant) get(column);
    }

    /** What a column counts; it is never empty. */
    public int count(String column) {
        if (get(column) instanceof Number number) {
            return number.intValue();
        }
        throw new IllegalStateException(column + " counts nothing");
    }

    /** The texts of a list; none where there is no list. */
    public List<String> texts(String column) {
        return get(column) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
