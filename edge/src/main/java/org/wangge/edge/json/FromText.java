package org.wangge.edge.json;

import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads a value from a JSON string, and from nothing else: no numbers for times, no empty strings for nothing. */
final class FromText<T> extends StdScalarDeserializer<T> {

    private final Class<T> type;
    private final transient Function<String, ? extends T> parse;

    FromText(Class<T> type, Function<String, ? extends T> parse) {
        super(type);
        this.type = type;
        this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            try {
                return parse.apply(parser.getString());
            } catch (RuntimeException notOne) {
                throw new BadValue(parser, "expected " + JsonFault.expectation(type), type);
            }
        }
        throw new BadValue(parser, "expected " + JsonFault.expectation(type), type);
    }
}
