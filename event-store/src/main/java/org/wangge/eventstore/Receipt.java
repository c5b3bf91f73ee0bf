package org.wangge.eventstore;

import java.util.List;
import java.util.UUID;

/**
 * 回执: what the log says of one accepted command.
 *
 * @param stream the stream that the command was addressed to
 * @param sequence the last sequence of that stream after the command
 * @param eventIds every event that the command led to, in the order of their positions; empty where nothing changed
 * @param position of the last of them, or of the log's head where nothing changed
 * @param replayed true when the command had been accepted before and this is its first answer
 */
public record Receipt(String stream, long sequence, List<UUID> eventIds, long position, boolean replayed) {}
