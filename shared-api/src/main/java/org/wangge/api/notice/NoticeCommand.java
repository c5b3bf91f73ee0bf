package org.wangge.api.notice;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Command;
import org.wangge.api.Streams;

/** What one can ask about a notice. All but reading is asked by Wangge itself. */
public sealed interface NoticeCommand extends Command {

    UUID noticeId();

    @Override
    default String stream() {
        return Streams.notice(noticeId());
    }

    /**
     * 发出通知: it lies in the person's inbox from then on.
     *
     * @param noticeId follows from the event and the person, so that nobody is told of the same fact twice
     * @param personId who is told
     * @param about the event that somebody is told of, and its stream
     * @param text one line without personal data; it may leave the house
     * @param channels the ways by which it is to be delivered
     * @param rules the version of the rules that chose person, text and channels
     */
    record IssueNotice(
            UUID noticeId,
            NoticeKind kind,
            String personId,
            NoticeEvent.Fact about,
            @Nullable UUID caseId,
            @Nullable String dutyId,
            @Nullable String gridId,
            String text,
            List<NoticeChannel> channels,
            String rules)
            implements NoticeCommand {}

    /** 记录送达. {@code attempt} is counted from 1 per channel. */
    record RecordDelivery(UUID noticeId, NoticeChannel channel, int attempt) implements NoticeCommand {}

    /** 记录未送达. {@code last}: it is not tried again. */
    record RecordDeliveryFailure(UUID noticeId, NoticeChannel channel, int attempt, DeliveryFault fault, boolean last)
            implements NoticeCommand {}

    /** 阅读通知. Only the person who is told can; reading again changes nothing. */
    record ReadNotice(UUID noticeId) implements NoticeCommand {}
}
