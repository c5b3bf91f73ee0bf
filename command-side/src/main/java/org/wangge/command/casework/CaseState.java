package org.wangge.command.casework;

import static org.wangge.api.casework.CaseStage.ACCEPT;
import static org.wangge.api.casework.CaseStage.CLOSE;
import static org.wangge.api.casework.CaseStage.DISPATCH;
import static org.wangge.api.casework.CaseStage.RECTIFY;
import static org.wangge.api.casework.CaseStage.VERIFY;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** 案件状态: where a case stands in the closed loop, with exactly what holds there. */
sealed interface CaseState {

    /** The deadlines that run in this state. */
    List<Deadline> deadlines();

    /** The unit that has the case. */
    default @Nullable String unitId() {
        return null;
    }

    /** 待分流. Also after a rejection, a reopening or a transfer that came back. */
    record Reported(@Nullable Instant dispatchBy) implements CaseState {
        @Override
        public List<Deadline> deadlines() {
            return dispatchBy == null ? List.of() : List.of(new Deadline(DISPATCH, dispatchBy));
        }
    }

    /** 待接收. The due time runs already: a unit cannot escape it by not accepting. */
    record Dispatched(
            String unitId,
            @Nullable Instant acceptBy,
            @Nullable Instant dueAt) implements CaseState {
        @Override
        public List<Deadline> deadlines() {
            Stream<Deadline> accept = acceptBy == null ? Stream.of() : Stream.of(new Deadline(ACCEPT, acceptBy));
            Stream<Deadline> rectify = dueAt == null ? Stream.of() : Stream.of(new Deadline(RECTIFY, dueAt));
            return Stream.concat(accept, rectify).toList();
        }
    }

    /** 待整改. {@code planned}: the five elements are there. {@code asked}: an extension waits for its decision. */
    record Accepted(
            String unitId,
            @Nullable Instant rectifyBy,
            boolean planned,
            @Nullable Extension asked) implements CaseState {
        @Override
        public List<Deadline> deadlines() {
            return rectifyBy == null ? List.of() : List.of(new Deadline(RECTIFY, rectifyBy));
        }
    }

    /** 待审批的延期. */
    record Extension(Instant newDueAt, Instant askedAt) {}

    /** 待复查. {@code rectifyBy} and {@code planned} hold again if the verification fails. */
    record Rectified(String unitId, @Nullable Instant rectifyBy, boolean planned, String rectifier, Instant verifyBy)
            implements CaseState {
        @Override
        public List<Deadline> deadlines() {
            return List.of(new Deadline(VERIFY, verifyBy));
        }
    }

    /** 复查通过，待归档. */
    record Verified(String unitId, Instant closeBy) implements CaseState {
        @Override
        public List<Deadline> deadlines() {
            return List.of(new Deadline(CLOSE, closeBy));
        }
    }

    /** 当场整改，待归档. */
    record RectifiedOnSpot(Instant closeBy) implements CaseState {
        @Override
        public List<Deadline> deadlines() {
            return List.of(new Deadline(CLOSE, closeBy));
        }
    }

    /** 已移交. No deadline of ours runs on another authority. */
    record Transferred(String authority) implements CaseState {
        @Override
        public List<Deadline> deadlines() {
            return List.of();
        }
    }

    /** 已归档. */
    record Closed() implements CaseState {
        @Override
        public List<Deadline> deadlines() {
            return List.of();
        }
    }

    /** 已并案. */
    record Merged(UUID originalCaseId) implements CaseState {
        @Override
        public List<Deadline> deadlines() {
            return List.of();
        }
    }
}
