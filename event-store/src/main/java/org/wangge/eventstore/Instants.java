package org.wangge.eventstore;

import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** Instants as they are stored, read without a formatter. */
final class Instants {

    private static final int WITHOUT_FRACTION = "2026-01-01T00:00:00Z".length();
    private static final int DAYS_TO_1970 = 719_468;
    private static final int DAYS_IN_400_YEARS = 146_097;

    private Instants() {}

    /** The same as {@link Instant#parse}. */
    static Instant parse(String text) {
        int length = text.length();
        if (length < WITHOUT_FRACTION
                || length > WITHOUT_FRACTION + 10
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':'
                || text.charAt(length - 1) != 'Z') {
            return Instant.parse(text);
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        int nanos = 0;
        if (length > WITHOUT_FRACTION) {
            nanos = text.charAt(19) == '.' && length > WITHOUT_FRACTION + 1 ? digits(text, 20, length - 1) : -1;
            for (int i = length - 1 - 20; i < 9; i++) {
                nanos *= 10;
            }
        }
        // What is out of the ordinary, the 29th to 31st of months included, is judged by Java's own reading.
        if ((year | hour | minute | second | nanos) < 0
                || month < 1
                || month > 12
                || day < 1
                || day > 28
                || hour > 23
                || minute > 59
                || second > 59) {
            return Instant.parse(text);
        }
        return Instant.ofEpochSecond(((day(year, month, day) * 24 + hour) * 60 + minute) * 60 + second, nanos);
    }

    /** The number of a day of the Gregorian calendar, from 1970-01-01 = 0: years counted from March, in periods of 400. */
    private static long day(int year, int month, int day) {
        int marchYear = month > 2 ? year : year - 1;
        int period = Math.floorDiv(marchYear, 400);
        int yearOfPeriod = marchYear - period * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfPeriod = yearOfPeriod * 365 + yearOfPeriod / 4 - yearOfPeriod / 100 + dayOfYear;
        return (long) period * DAYS_IN_400_YEARS + dayOfPeriod - DAYS_TO_1970;
    }

    /** The number that these characters are, or -1. */
    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** Reads instants like this wherever they are in an event. */
    static SimpleModule module() {
        return new SimpleModule("instants").addDeserializer(Instant.class, new ValueDeserializer<>() {
            @Override
            public Instant deserialize(JsonParser parser, DeserializationContext context) {
                if (parser.currentToken() != JsonToken.VALUE_STRING) {
                    return (Instant) context.handleUnexpectedToken(Instant.class, parser);
                }
                String text = parser.getString();
                try {
                    return parse(text);
                } catch (DateTimeException refused) {
                    return (Instant) context.handleWeirdStringValue(Instant.class, text, "%s", refused.getMessage());
                }
            }
        });
    }
}
