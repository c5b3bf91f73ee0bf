package org.wangge.command.notice;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.wangge.api.notice.NoticeChannel;

/** The ways out that are switched on. */
record Outlets(List<Outlet> open) {

    /** By which of them the person can be reached. */
    List<NoticeChannel> reaching(String personId) {
        return open.stream()
                .filter(outlet -> outlet.reaches(personId))
                .map(Outlet::channel)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    Optional<Outlet> by(NoticeChannel channel) {
        return open.stream().filter(outlet -> outlet.channel() == channel).findFirst();
    }
}
