package org.wangge.eventstore;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Makes an event of any record class, always the same one: every component filled, values derived from the component's name. So a
 * new type of event needs no sample of its own.
 */
public final class Specimens {

    private static final Instant TIME = Instant.parse("2026-03-01T08:00:00.123456Z");

    private int uuids;
    private int times;

    private Specimens() {}

    public static <T> T of(Class<T> type) {
        return type.cast(new Specimens().value(type, type.getSimpleName()));
    }

    static UUID uuid(int number) {
        return new UUID(0x019cb00000007000L, 0x8000000000000000L | number);
    }

    private Object value(Type type, String name) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return new ArrayList<>(List.of(value(arguments[0], name + "-1"), value(arguments[0], name + "-2")));
            }
            if (generic.getRawType() == Map.class) {
                return Map.of("b", value(arguments[1], name + "-b"), "a", value(arguments[1], name + "-a"));
            }
        }
        if (type instanceof Class<?> plain) {
            if (plain.isRecord()) {
                return record(plain);
            }
            if (plain.isEnum()) {
                return plain.getEnumConstants()[0];
            }
            return scalar(plain, name);
        }
        throw new IllegalArgumentException("no specimen of " + type + " for " + name);
    }

    private Object scalar(Class<?> type, String name) {
        return switch (type.getName()) {
            case "java.lang.String" -> text(name);
            case "int", "java.lang.Integer" -> 2;
            case "long", "java.lang.Long" -> 3L;
            case "short", "java.lang.Short" -> (short) 4;
            case "boolean", "java.lang.Boolean" -> true;
            case "java.util.UUID" -> uuid(++uuids);
            case "java.time.Instant" -> TIME.plusSeconds(3600L * ++times);
            case "java.time.LocalDateTime" -> LocalDateTime.of(2026, 3, 1, 8, 0);
            case "java.time.LocalDate" -> LocalDate.of(2026, 3, 1);
            case "java.time.LocalTime" -> LocalTime.of(8, 30);
            case "java.time.OffsetDateTime" -> OffsetDateTime.of(2026, 3, 1, 8, 0, 0, 0, ZoneOffset.ofHours(8));
            case "java.time.ZonedDateTime" -> ZonedDateTime.of(2026, 3, 1, 8, 0, 0, 0, ZoneId.of("Asia/Shanghai"));
            case "java.time.Duration" -> Duration.ofMinutes(90);
            case "java.time.Period" -> Period.of(0, 1, 2);
            case "java.time.Year" -> Year.of(2026);
            case "java.time.YearMonth" -> YearMonth.of(2026, 3);
            case "java.time.ZoneId" -> ZoneId.of("Asia/Shanghai");
            case "java.time.ZoneOffset" -> ZoneOffset.ofHours(8);
            case "java.time.DayOfWeek" -> DayOfWeek.MONDAY;
            case "java.time.Month" -> Month.MARCH;
            default -> throw new IllegalArgumentException("no specimen of " + type + " for " + name);
        };
    }

    private static String text(String name) {
        return name.endsWith("Id") || name.contains("Ids") ? name : name + " 例";
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> value(component.getGenericType(), component.getName()))
                .toArray();
        try {
            var constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            throw new IllegalArgumentException("the record " + type + " refuses the specimen", refused.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
