package org.wangge.command.notice;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.wangge.api.notice.NoticeChannel;
import org.wangge.api.notice.NoticeEvent;
import org.wangge.api.notice.NoticeEvent.NoticeDelivered;
import org.wangge.api.notice.NoticeEvent.NoticeDeliveryFailed;
import org.wangge.api.notice.NoticeEvent.NoticeIssued;
import org.wangge.api.notice.NoticeEvent.NoticeRead;

/** 送达情况: how far a notice is on each channel, folded from its events. */
record Deliveries(Set<NoticeChannel> settledOn, Map<NoticeChannel, Integer> failed) {

    static final Deliveries NONE = new Deliveries(Set.of(), Map.of());

    Deliveries after(NoticeEvent event) {
        return switch (event) {
            case NoticeDelivered e -> settledOn(e.channel());
            case NoticeDeliveryFailed e -> {
                Map<NoticeChannel, Integer> more = new EnumMap<>(NoticeChannel.class);
                more.putAll(failed);
                more.put(e.channel(), e.attempt());
                Deliveries counted = new Deliveries(settledOn, Map.copyOf(more));
                yield e.last() ? counted.settledOn(e.channel()) : counted;
            }
            case NoticeIssued _, NoticeRead _ -> this;
        };
    }

    private Deliveries settledOn(NoticeChannel channel) {
        Set<NoticeChannel> more = EnumSet.of(channel);
        more.addAll(settledOn);
        return new Deliveries(Set.copyOf(more), failed);
    }

    /** Delivered, or given up: nothing more is sent. */
    boolean settled(NoticeChannel channel) {
        return settledOn.contains(channel);
    }

    /** Attempts that failed. */
    int failures(NoticeChannel channel) {
        return failed.getOrDefault(channel, 0);
    }
}
