package org.wangge.query.timeline;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wangge.query.answer.Answers;
import org.wangge.query.replay.Progress;
import org.wangge.query.replay.Snapshots;
import org.wangge.query.replay.View;

@Configuration(proxyBeanMethods = false)
class TimelineView {

    static final String NAME = "timeline";

    /** Other words, or another time zone to tell times in, rebuild the view. */
    @Bean
    View timelineTables(@Value("${wangge.time-zone:Asia/Shanghai}") ZoneId zone) {
        Words english = new Words("en", zone);
        Words chinese = new Words("zh", zone);
        return View.of(
                NAME,
                "1 " + english.fingerprint() + " " + chinese.fingerprint(),
                jdbc -> List.of(new TimelineProjection(jdbc, english, chinese)));
    }

    @Bean
    LiveStreams liveStreams(
            Snapshots snapshots,
            Progress progress,
            Answers answers,
            Clock clock,
            @Value("${wangge.live.streams:200}") int streams,
            @Value("${wangge.live.lifetime:PT10M}") Duration lifetime) {
        return new LiveStreams(
                snapshots, progress, answers, clock, new LiveStreams.Limits(streams, Duration.ofSeconds(15), lifetime));
    }
}
