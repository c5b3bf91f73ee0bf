package org.wangge.eventstore;

import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.ParameterResolver;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Envelope;
import org.wangge.api.Provenance;

/** Lets a handler declare a parameter of type {@link Provenance} (commands and events) or {@link Envelope} (stored events). */
public final class ProvenanceParameters implements ParameterResolverFactory {

    @Override
    public @Nullable ParameterResolver<?> createInstance(
            Executable executable, Parameter[] parameters, int parameterIndex) {
        Class<?> type = parameters[parameterIndex].getType();
        if (type == Provenance.class) {
            return new MetaDataEntry<>(Provenance.class, Provenance.KEY);
        }
        if (type == Envelope.class) {
            return new MetaDataEntry<>(Envelope.class, Envelope.KEY);
        }
        return null;
    }

    private record MetaDataEntry<T>(Class<T> type, String key) implements ParameterResolver<T> {
        @Override
        public T resolveParameterValue(Message<?> message) {
            Object value = message.getMetaData().get(key);
            if (value == null) {
                throw new IllegalStateException("message " + message.getIdentifier() + " carries no " + key);
            }
            return type.cast(value);
        }

        @Override
        public boolean matches(Message<?> message) {
            return type.isInstance(message.getMetaData().get(key));
        }
    }
}
