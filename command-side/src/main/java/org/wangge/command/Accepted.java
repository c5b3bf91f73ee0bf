package org.wangge.command;

import java.util.List;
import java.util.UUID;

/**
 * 受理结果: the answer to an accepted command.
 *
 * @param id of the thing, as the outside calls it
 * @param sequence of the thing's last event; goes into {@code If-Match}
 * @param position of the command's last event in the log; goes into {@code Wangge-Min-Position}
 */
public record Accepted(String id, long sequence, List<UUID> eventIds, long position) {}
