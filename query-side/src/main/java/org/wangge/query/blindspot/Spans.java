package org.wangge.query.blindspot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.wangge.api.grid.SlotHours.Span;

/** A set of instants: spans that are closed at their start and open at their end, in order, without touching one another. */
record Spans(List<Span> all) {

    static final Spans NONE = new Spans(List.of());

    Spans {
        all = List.copyOf(all);
    }

    static Spans of(Instant from, Instant to) {
        return from.isBefore(to) ? new Spans(List.of(new Span(from, to))) : NONE;
    }

    /** Spans in any order, whether they overlap or not. */
    static Spans union(List<Span> any) {
        List<Span> sorted = new ArrayList<>(any);
        sorted.sort(Comparator.comparing(Span::from));
        List<Span> merged = new ArrayList<>();
        for (Span span : sorted) {
            if (!merged.isEmpty() && !span.from().isAfter(merged.getLast().to())) {
                Span last = merged.removeLast();
                merged.add(new Span(last.from(), later(last.to(), span.to())));
            } else if (span.from().isBefore(span.to())) {
                merged.add(span);
            }
        }
        return new Spans(merged);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    Spans or(Spans other) {
        List<Span> both = new ArrayList<>(all);
        both.addAll(other.all);
        return union(both);
    }

    Spans and(Spans other) {
        List<Span> common = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < all.size() && j < other.all.size()) {
            Span one = all.get(i);
            Span two = other.all.get(j);
            Instant from = later(one.from(), two.from());
            Instant to = earlier(one.to(), two.to());
            if (from.isBefore(to)) {
                common.add(new Span(from, to));
            }
            if (one.to().isBefore(two.to())) {
                i++;
            } else {
                j++;
            }
        }
        return new Spans(common);
    }

    Spans minus(Spans other) {
        List<Span> left = new ArrayList<>();
        int j = 0;
        for (Span span : all) {
            Instant from = span.from();
            while (j < other.all.size() && !other.all.get(j).to().isAfter(from)) {
                j++;
            }
            for (int k = j; k < other.all.size() && other.all.get(k).from().isBefore(span.to()); k++) {
                Span cut = other.all.get(k);
                if (from.isBefore(cut.from())) {
                    left.add(new Span(from, cut.from()));
                }
                from = later(from, cut.to());
            }
            if (from.isBefore(span.to())) {
                left.add(new Span(from, span.to()));
            }
        }
        return new Spans(left);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
