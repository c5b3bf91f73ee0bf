package org.wangge.api.notice;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Event;
import org.wangge.api.StoredAs;

/** What became of a notice: who was told what, by which way, and who read it. */
public sealed interface NoticeEvent extends Event {

    UUID noticeId();

    /** The case that it is about, where it is about one. */
    @Nullable
    UUID caseId();

    /** An event that somebody is told of. */
    record Fact(UUID eventId, String stream) {}

    /** 通知已发出. Its cause is the event that it is about. */
    @StoredAs("notice.issued")
    record NoticeIssued(
            UUID noticeId,
            NoticeKind kind,
            String personId,
            Fact about,
            @Nullable UUID caseId,
            @Nullable String dutyId,
            @Nullable String gridId,
            String text,
            List<NoticeChannel> channels,
            String rules)
            implements NoticeEvent {}

    /** 通知已送达: it lies in the inbox, or the mail server or the gateway has taken it. Says nothing about reading. */
    @StoredAs("notice.delivered")
    record NoticeDelivered(UUID noticeId, @Nullable UUID caseId, NoticeChannel channel, int attempt)
            implements NoticeEvent {}

    /** 通知未送达. {@code last}: it is not tried again on this channel. */
    @StoredAs("notice.delivery-failed")
    record NoticeDeliveryFailed(
            UUID noticeId, @Nullable UUID caseId, NoticeChannel channel, int attempt, DeliveryFault fault, boolean last)
            implements NoticeEvent {}

    /** 通知已阅读, by the person who is told. */
    @StoredAs("notice.read")
    record NoticeRead(UUID noticeId, @Nullable UUID caseId) implements NoticeEvent {}
}
