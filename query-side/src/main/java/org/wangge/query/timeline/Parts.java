package org.wangge.query.timeline;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Event;

/** The named values that the words for an event can use: the event's own, those of records within it, and the subject's. */
final class Parts {

    /** Values that name a grid, shown with its name. */
    static final Set<String> GRIDS =
            Set.of("gridId", "parentId", "fromParentId", "toParentId", "fromGridId", "toGridId");
    /** Values that name a unit, shown with its name. */
    static final Set<String> UNITS = Set.of("unitId", "actingUnitId");

    private static final String CASE_TITLE = "caseTitle";

    private static final ClassValue<List<Component>> COMPONENTS = new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents()).map(Component::new).toList();
        }
    };

    private Parts() {}

    /** A component of a record, found once: every event of the log is taken apart. */
    private static final class Component {

        private final String name;
        private final MethodHandle accessor;

        private Component(RecordComponent component) {
            name = component.getName();
            try {
                accessor = MethodHandles.lookup()
                        .unreflect(component.getAccessor())
                        .asType(MethodType.methodType(Object.class, Object.class));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("cannot read " + component, e);
            }
        }

        private @Nullable Object of(Record record) {
            try {
                return (Object) accessor.invokeExact((Object) record);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("cannot read " + name, e);
            }
        }
    }

    static Map<String, @Nullable Object> of(Event event, Subject before, Subject after) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("gridId", first(before.gridId(), after.gridId()));
        parts.put("unitId", first(before.unitId(), after.unitId()));
        parts.put("dutyId", after.dutyId());
        parts.put("personId", after.personId());
        parts.put(CASE_TITLE, after.title());
        add(parts, event);
        return parts;
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one != null ? one : other;
    }

    private static void add(Map<String, @Nullable Object> parts, Record record) {
        for (Component component : COMPONENTS.get(record.getClass())) {
            Object value = component.of(record);
            if (value instanceof Record inner) {
                add(parts, inner);
            } else if (value instanceof List<?> several && !several.isEmpty() && several.getFirst() instanceof Record) {
                parts.put(component.name, several.size());
            } else if (value != null) {
                // What the event leaves out may be known from before.
                parts.put(component.name, value);
            }
        }
    }

    private static void add(Map<String, @Nullable Object> parts, Event event) {
        if (!(event instanceof Record record)) {
            throw new IllegalStateException("no record: " + event.getClass());
        }
        add(parts, record);
    }

    /** The names that the words for events of a class can use. */
    static Set<String> names(Class<?> event) {
        Set<String> names = new TreeSet<>(Set.of("gridId", "unitId", "dutyId", "personId", CASE_TITLE));
        addNames(names, event);
        return names;
    }

    private static void addNames(Set<String> names, Class<?> record) {
        for (RecordComponent component : record.getRecordComponents()) {
            if (component.getType().isRecord()) {
                addNames(names, component.getType());
            } else {
                names.add(component.getName());
            }
        }
    }
}
