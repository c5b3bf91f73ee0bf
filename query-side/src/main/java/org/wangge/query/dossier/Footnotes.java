package org.wangge.query.dossier;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;

/** Short numbers for the events that the lines rest on, in the order in which they are first named. */
final class Footnotes {

    private final SequencedMap<UUID, Integer> numbers = new LinkedHashMap<>();

    List<Integer> of(List<UUID> eventIds) {
        List<Integer> found = new ArrayList<>(eventIds.size());
        for (UUID eventId : eventIds) {
            found.add(numbers.computeIfAbsent(eventId, unknown -> numbers.size() + 1));
        }
        return found;
    }

    Map<UUID, Integer> all() {
        return Collections.unmodifiableMap(numbers);
    }
}
