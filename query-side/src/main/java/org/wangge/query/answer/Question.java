package org.wangge.query.answer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wangge.query.version.AsOf;
import org.wangge.query.version.Row;

/**
 * 问: which rows are asked for. {@code :now}, {@code :instant} ({@code at}, else now), {@code :at} and {@code :knownAt} are bound
 * in every question.
 */
public final class Question {

    private final AsOf asOf;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private final Map<String, String> texts = new LinkedHashMap<>();
    private int parts = 1;

    /** @param now the instant of the question; the pages after the first keep that of the first */
    public Question(AsOf asOf, Instant now) {
        this.asOf = asOf;
        bind("now", now);
        bind("at", asOf.at());
        bind("knownAt", asOf.knownAt());
        bind("instant", asOf.at() == null ? now : asOf.at());
    }

    public AsOf asOf() {
        return asOf;
    }

    public Question where(String condition) {
        conditions.add(condition);
        return this;
    }

    /** A condition that counts only where a value was given for it, under the given name. */
    public Question whereGiven(String name, @Nullable Object value, String condition) {
        if (value != null) {
            bind(name, value);
            conditions.add(condition);
        }
        return this;
    }

    /** Puts SQL into the columns of the list, where they say <code>{name}</code>. */
    public Question bindText(String name, String sql) {
        texts.put("{" + name + "}", sql);
        return this;
    }

    String fill(String sql) {
        String filled = sql;
        for (Map.Entry<String, String> text : texts.entrySet()) {
            filled = filled.replace(text.getKey(), text.getValue());
        }
        return filled;
    }

    public Question bind(String name, @Nullable Object value) {
        values.put(name, Row.stored(value));
        return this;
    }

    /** What is bound so far. */
    public Map<String, @Nullable Object> values() {
        return values;
    }

    /** Says of how many parts, each with an index of its own, a page is put together. */
    public Question inParts(int count) {
        parts = Math.max(1, count);
        return this;
    }

    /** How many they are; one where a page comes from one index. */
    public int parts() {
        return parts;
    }

    String conditions() {
        return conditions.isEmpty() ? "true" : "(" + String.join(") and (", conditions) + ")";
    }
}
