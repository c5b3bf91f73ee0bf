package org.wangge.eventstore;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.wangge.api.Event;
import org.wangge.api.StoredAs;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.duty.DutyEvent;
import org.wangge.api.grid.GridEvent;
import org.wangge.api.incident.IncidentEvent;
import org.wangge.api.inspection.InspectionEvent;
import org.wangge.api.notice.NoticeEvent;
import org.wangge.api.people.PeopleEvent;
import tools.jackson.databind.node.ObjectNode;

/** The allow-list of what may be stored and read: stable name and revision ↔ record class. Nothing else is ever instantiated. */
public final class EventCatalogue {

    private static final List<Class<? extends Event>> FAMILIES = List.of(
            GridEvent.class,
            PeopleEvent.class,
            DutyEvent.class,
            InspectionEvent.class,
            CaseEvent.class,
            NoticeEvent.class,
            IncidentEvent.class);

    private final Map<String, Class<? extends Event>> classes = new TreeMap<>();
    private final Map<Class<?>, StoredAs> names = new HashMap<>();
    private final Map<String, Upcaster> upcasters = new HashMap<>();

    private EventCatalogue() {}

    /** Every event of the published language. */
    public static EventCatalogue published() {
        return of(FAMILIES, List.of());
    }

    /** The events of these sealed families, with the upcasters for their older revisions. */
    public static EventCatalogue of(Collection<Class<? extends Event>> families, Collection<Upcaster> upcasters) {
        EventCatalogue catalogue = new EventCatalogue();
        families.forEach(catalogue::addFamily);
        for (Upcaster upcaster : upcasters) {
            catalogue.upcasters.put(upcaster.type() + " r" + upcaster.fromRevision(), upcaster);
        }
        for (StoredAs name : catalogue.names.values()) {
            for (int revision = 1; revision < name.revision(); revision++) {
                if (!catalogue.upcasters.containsKey(name.value() + " r" + revision)) {
                    throw new IllegalStateException(name.value() + " r" + revision + " has no upcaster");
                }
            }
        }
        return catalogue;
    }

    private void addFamily(Class<?> type) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                addFamily(permitted);
            }
            return;
        }
        StoredAs name = type.getAnnotation(StoredAs.class);
        if (name == null || !Event.class.isAssignableFrom(type)) {
            // A plain value that an event holds may be nested in the family's file.
            return;
        }
        PlainValues.require(type);
        Class<? extends Event> former = classes.put(name.value(), type.asSubclass(Event.class));
        if (former != null) {
            throw new IllegalStateException(
                    "stored name " + name.value() + " is claimed by " + former + " and " + type);
        }
        names.put(type, name);
    }

    /** Name and revision under which events of this class are stored. */
    public StoredAs nameOf(Class<?> type) {
        StoredAs name = names.get(type);
        if (name == null) {
            throw new IllegalArgumentException(type.getName() + " is not an event of the published language");
        }
        return name;
    }

    /** The class behind a stored name, where the name is known. */
    public Optional<Class<? extends Event>> classOf(String type) {
        return Optional.ofNullable(classes.get(type));
    }

    /** Every stored name, sorted. */
    public Set<String> types() {
        return Set.copyOf(classes.keySet());
    }

    /** True when rows of this type and revision can be read. */
    public boolean reads(String type, int revision) {
        Class<? extends Event> known = classes.get(type);
        return known != null && revision >= 1 && revision <= nameOf(known).revision();
    }

    /** The payload as the current revision of its type. */
    ObjectNode upcast(String type, int revision, ObjectNode payload) {
        ObjectNode current = payload;
        int target = nameOf(classOf(type).orElseThrow()).revision();
        for (int at = revision; at < target; at++) {
            Upcaster upcaster = upcasters.get(type + " r" + at);
            if (upcaster == null) {
                throw new IllegalStateException(type + " r" + at + " has no upcaster");
            }
            current = upcaster.change().apply(current);
        }
        return current;
    }
}
