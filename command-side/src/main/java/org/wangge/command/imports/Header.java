package org.wangge.command.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wangge.api.Refused;
import org.wangge.api.imports.ImportRefusal;

/** 表头: where each column stands. Two headers may differ in case only, so case counts. */
final class Header {

    private final Map<String, Integer> places = new HashMap<>();
    private final int width;

    /** Refuses a header that names a wanted column twice, or not at all. */
    Header(List<String> cells, Set<String> wanted) {
        width = cells.size();
        List<String> names = cells.stream().map(String::strip).toList();
        Set<String> twice = new LinkedHashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (places.putIfAbsent(names.get(i), i) != null && !names.get(i).isEmpty()) {
                twice.add(names.get(i));
            }
        }
        if (!twice.isEmpty()) {
            throw Refused.because(ImportRefusal.COLUMNS_UNCLEAR, "/file", "the header names twice: " + twice);
        }
        List<String> missing = new ArrayList<>(wanted);
        missing.removeAll(places.keySet());
        if (!missing.isEmpty()) {
            throw Refused.because(
                    ImportRefusal.COLUMNS_UNCLEAR, "/file", "the header lacks " + missing + "; it has " + names);
        }
    }

    int indexOf(String column) {
        Integer place = places.get(column);
        if (place == null) {
            throw new IllegalStateException("checked before: no column " + column);
        }
        return place;
    }

    int width() {
        return width;
    }
}
