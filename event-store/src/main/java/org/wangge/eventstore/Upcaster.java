package org.wangge.eventstore;

import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the payload of an old revision as the next one.
 *
 * @param type the stored name
 * @param fromRevision the revision that it understands; it yields {@code fromRevision + 1}
 */
public record Upcaster(String type, int fromRevision, UnaryOperator<ObjectNode> change) {}
