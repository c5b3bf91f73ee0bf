package org.wangge.edge.json;

import java.util.List;
import tools.jackson.core.JacksonException.Reference;

/** JSON pointers (RFC 6901) from the ways in which Jackson and bean validation name a field. */
public final class Pointers {

    private Pointers() {}

    /** {@code items[3].code} is {@code /items/3/code}. */
    public static String ofBindingPath(String path) {
        StringBuilder pointer = new StringBuilder();
        for (String step : path.split("[.\\[\\]]+", -1)) {
            if (!step.isEmpty()) {
                append(pointer, step);
            }
        }
        return pointer.toString();
    }

    static String ofReferences(List<Reference> references) {
        StringBuilder pointer = new StringBuilder();
        for (Reference reference : references) {
            if (reference.getPropertyName() != null) {
                append(pointer, reference.getPropertyName());
            } else if (reference.getIndex() >= 0) {
                append(pointer, Integer.toString(reference.getIndex()));
            }
        }
        return pointer.toString();
    }

    private static void append(StringBuilder pointer, String step) {
        pointer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
    }
}
