package org.wangge.query.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.annotation.AnnotatedHandlerInspector;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MessageHandlerInterceptorMemberChain;
import org.axonframework.messaging.annotation.MessageHandlingMember;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.wangge.eventstore.ProvenanceParameters;

/**
 * The {@code @EventHandler} methods of a view's projections, found as Axon finds them, the most specific of each projection, but
 * looked up once per type of event.
 */
final class Handlers {

    private static final ParameterResolverFactory PARAMETERS = MultiParameterResolverFactory.ordered(
            new ProvenanceParameters(), ClasspathParameterResolverFactory.forClass(Handlers.class));

    private final List<Object> projections;
    private final Map<Class<?>, List<Handler>> ofType = new ConcurrentHashMap<>();
    private final Map<Class<?>, AnnotatedHandlerInspector<Object>> inspectors = new ConcurrentHashMap<>();

    private record Handler(
            Object projection,
            MessageHandlingMember<? super Object> method,
            MessageHandlerInterceptorMemberChain<Object> chain) {}

    Handlers(List<Object> projections) {
        this.projections = List.copyOf(projections);
    }

    /** Whether some projection handles events of this type. */
    boolean want(Class<?> type) {
        return !of(type).isEmpty();
    }

    /** Hands the event to every projection that handles its type, in the order in which they were declared. */
    void handle(EventMessage<?> message) throws Exception {
        for (Handler handler : of(message.getPayloadType())) {
            Object _ = handler.chain.handle(message, handler.projection, handler.method);
        }
    }

    private List<Handler> of(Class<?> type) {
        List<Handler> known = ofType.get(type);
        return known != null ? known : ofType.computeIfAbsent(type, this::find);
    }

    private List<Handler> find(Class<?> type) {
        List<Handler> found = new ArrayList<>();
        for (Object projection : projections) {
            Class<?> listener = projection.getClass();
            AnnotatedHandlerInspector<Object> inspector = inspectors.computeIfAbsent(listener, Handlers::inspect);
            inspector
                    .getHandlers(listener)
                    .filter(method -> method.canHandleMessageType(EventMessage.class) && method.canHandleType(type))
                    .findFirst()
                    .ifPresent(method ->
                            found.add(new Handler(projection, method, inspector.chainedInterceptor(listener))));
        }
        return List.copyOf(found);
    }

    @SuppressWarnings("unchecked")
    private static AnnotatedHandlerInspector<Object> inspect(Class<?> listener) {
        return AnnotatedHandlerInspector.inspectType((Class<Object>) listener, PARAMETERS);
    }
}
