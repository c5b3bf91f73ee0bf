package org.wangge.eventstore;

import org.axonframework.modelling.command.ConcurrencyException;

/** The stream that a command wanted to begin has been begun before. */
public final class StreamExists extends ConcurrencyException {

    private final String stream;

    StreamExists(String stream, Throwable cause) {
        super(stream + " exists already", cause);
        this.stream = stream;
    }

    public String stream() {
        return stream;
    }
}
