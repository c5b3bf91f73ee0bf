package org.wangge.edge.json;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/** A value of the right JSON type that is no value of what is expected; its message may be shown to the caller. */
final class BadValue extends MismatchedInputException {

    private final String detail;

    BadValue(JsonParser parser, String detail, Class<?> target) {
        super(parser, detail, target);
        this.detail = detail;
    }

    String detail() {
        return detail;
    }
}
