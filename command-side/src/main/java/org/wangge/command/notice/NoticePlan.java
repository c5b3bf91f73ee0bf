package org.wangge.command.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Event;
import org.wangge.api.notice.NoticeKind;

/** 通知规则: what a plan decides about notices. */
interface NoticePlan {

    String version();

    /** Who is to be told of an event, and what; none where nobody is. */
    Optional<Draft> draft(Event event, Concerned concerned);

    /**
     * Whether an event is still worth telling. What comes by long after it was recorded (a log that is taken over, a processor that
     * starts from the beginning) is history, and nobody is to be woken by it.
     */
    boolean news(Instant recordedAt, Instant now);

    /** How long to wait after an attempt that failed, counted from 1; none when it was the last. */
    Optional<Duration> pauseAfter(int attempt);

    /**
     * What is to be said.
     *
     * @param personIds whom to tell, sorted
     * @param text one line without names or other personal data
     */
    record Draft(
            NoticeKind kind,
            SortedSet<String> personIds,
            @Nullable UUID caseId,
            @Nullable String dutyId,
            @Nullable String gridId,
            String text) {}

    /** 相关人员: who stands behind units, grids and cases, as the log stood when the event was recorded. */
    interface Concerned {

        /** Who belonged to the unit and had not left; sorted, maybe empty. */
        List<String> peopleOf(String unitId);

        /** Who answered for the grid in one of the roles at the instant of the record, stand-ins included; maybe empty. */
        List<String> holders(String gridId, List<String> roles);

        /** Where the case lay; none for a case that nobody reported. */
        Optional<String> gridOf(UUID caseId);
    }
}
