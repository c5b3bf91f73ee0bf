package org.wangge.command;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.wangge.api.Command;

/** Tells Axon which stream a command is addressed to, and which sequence its sender has seen. */
public final class StreamTargets implements CommandTargetResolver {

    /** The metadata key of the sequence that the sender has seen (If-Match). */
    public static final String EXPECTED_SEQUENCE = "expectedSequence";

    @Override
    public VersionedAggregateIdentifier resolveTarget(CommandMessage<?> message) {
        if (!(message.getPayload() instanceof Command command)) {
            throw new IllegalArgumentException(message.getPayloadType() + " is addressed to no stream");
        }
        return new VersionedAggregateIdentifier(
                (Object) command.stream(), (Long) message.getMetaData().get(EXPECTED_SEQUENCE));
    }
}
