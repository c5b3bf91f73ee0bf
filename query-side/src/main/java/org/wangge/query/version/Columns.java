package org.wangge.query.version;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a table beside those that say by which event a row was made, and when it holds. */
public final class Columns {

    private final List<String> names;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final @Nullable Object[] initial;

    private Columns(List<String> names, @Nullable Object[] initial) {
        this.names = names;
        this.initial = initial;
        for (int i = 0; i < names.size(); i++) {
            indexes.put(names.get(i), i);
        }
    }

    /** Columns that are empty until something is set. */
    public static Columns of(String... names) {
        return new Columns(List.of(names), new @Nullable Object[names.length]);
    }

    /** The same columns, some of which hold a value from the first row on. */
    public Columns startingAt(Object value, String... some) {
        @Nullable Object[] values = initial.clone();
        for (String name : some) {
            values[index(name)] = Row.kept(value);
        }
        return new Columns(names, values);
    }

    List<String> names() {
        return names;
    }

    int index(String name) {
        Integer index = indexes.get(name);
        if (index == null) {
            throw new IllegalArgumentException("there is no column " + name);
        }
        return index;
    }

    /** What the first row of a thing starts from. */
    Former initial() {
        return new Former(this, initial);
    }
}
