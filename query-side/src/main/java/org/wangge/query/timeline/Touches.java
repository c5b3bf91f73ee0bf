package org.wangge.query.timeline;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Envelope;
import org.wangge.api.Event;

/** What an event is about: the grids, persons, units, cases, duties and inspections that it names, wherever it names them. */
final class Touches {

    /** What a field of an event names, by the field's name; the events' fields are named alike throughout. */
    static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("gridId", "grid"),
            Map.entry("parentId", "grid"),
            Map.entry("fromParentId", "grid"),
            Map.entry("toParentId", "grid"),
            Map.entry("fromGridId", "grid"),
            Map.entry("toGridId", "grid"),
            Map.entry("gridIds", "grid"),
            Map.entry("personId", "person"),
            Map.entry("fromPersonId", "person"),
            Map.entry("toPersonId", "person"),
            Map.entry("forPersonId", "person"),
            Map.entry("rectifier", "person"),
            Map.entry("verifier", "person"),
            Map.entry("inspector", "person"),
            Map.entry("responsible", "person"),
            Map.entry("unitId", "unit"),
            Map.entry("caseId", "case"),
            Map.entry("originalCaseId", "case"),
            Map.entry("openCaseIds", "case"),
            Map.entry("dutyId", "duty"),
            Map.entry("dutyIds", "duty"),
            Map.entry("inspectionId", "inspection"));

    /** One thing that an event touches. */
    record Touch(String kind, String id) {}

    private Touches() {}

    static Set<Touch> of(Event event, Envelope envelope) {
        Set<Touch> touches = new LinkedHashSet<>();
        collect(event, touches);
        String person = envelope.provenance().actor().personId();
        if (person != null) {
            touches.add(new Touch("person", person));
        }
        return touches;
    }

    private static void collect(Object holder, Set<Touch> touches) {
        for (RecordComponent component : holder.getClass().getRecordComponents()) {
            Object value = read(component, holder);
            String kind = KINDS.get(component.getName());
            if (value instanceof List<?> several) {
                several.forEach(each -> add(kind, each, touches));
            } else {
                add(kind, value, touches);
            }
        }
    }

    private static void add(@Nullable String kind, @Nullable Object value, Set<Touch> touches) {
        if (value instanceof Record nested) {
            collect(nested, touches);
        } else if (kind != null && value != null) {
            touches.add(new Touch(kind, value.toString()));
        }
    }

    static @Nullable Object read(RecordComponent component, Object holder) {
        try {
            return component.getAccessor().invoke(holder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("records of the published language are open", e);
        }
    }
}
