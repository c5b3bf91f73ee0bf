package org.wangge.eventstore;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an event may be made of, so that its canonical form is one and the same for ever: text, whole numbers, booleans, ids, times,
 * enums, records of these, lists of these and maps with text keys. No floating point, no decimals (they are text), no sets (they have
 * no order), nothing that needs a class name to be read.
 */
final class PlainValues {

    private static final Set<Class<?>> SCALARS = Set.of(
            String.class,
            int.class,
            Integer.class,
            long.class,
            Long.class,
            short.class,
            Short.class,
            boolean.class,
            Boolean.class,
            java.util.UUID.class,
            java.time.ZoneId.class,
            java.time.ZoneOffset.class,
            java.time.DayOfWeek.class,
            java.time.Month.class);

    private PlainValues() {}

    /** @throws IllegalStateException naming the component that is not plain */
    static void require(Class<?> event) {
        check(event, event.getSimpleName(), new HashSet<>());
    }

    private static void check(Type type, String path, Set<Class<?>> seen) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                check(arguments[0], path + "[]", seen);
                return;
            }
            if (generic.getRawType() == Map.class && arguments[0] == String.class) {
                check(arguments[1], path + "{}", seen);
                return;
            }
        } else if (type instanceof Class<?> plain) {
            if (SCALARS.contains(plain) || plain.isEnum() || isTime(plain)) {
                return;
            }
            if (plain.isRecord()) {
                if (seen.add(plain)) {
                    for (RecordComponent component : plain.getRecordComponents()) {
                        check(component.getGenericType(), path + "." + component.getName(), seen);
                    }
                }
                return;
            }
        }
        throw new IllegalStateException(path + " is no plain value but " + type.getTypeName());
    }

    private static boolean isTime(Class<?> type) {
        return type.getPackageName().equals("java.time")
                && (Temporal.class.isAssignableFrom(type) || TemporalAmount.class.isAssignableFrom(type));
    }
}
