package org.wangge.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Actor;
import org.wangge.api.Streams;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.casework.CaseEvent.CaseAccepted;
import org.wangge.api.casework.CaseEvent.CaseClosed;
import org.wangge.api.casework.CaseEvent.CaseCorrected;
import org.wangge.api.casework.CaseEvent.CaseDispatched;
import org.wangge.api.casework.CaseEvent.CaseEscalated;
import org.wangge.api.casework.CaseEvent.CaseOverdue;
import org.wangge.api.casework.CaseEvent.CaseRectifiedOnSpot;
import org.wangge.api.casework.CaseEvent.CaseRejected;
import org.wangge.api.casework.CaseEvent.CaseUrged;
import org.wangge.api.casework.CaseEvent.ExtensionGranted;
import org.wangge.api.casework.CaseEvent.ExtensionRequested;
import org.wangge.api.casework.CaseEvent.RectificationPlanned;
import org.wangge.api.casework.CaseEvent.RectificationSubmitted;
import org.wangge.api.casework.CaseEvent.RectificationVerified;
import org.wangge.api.casework.CaseEvent.VerificationFailed;
import org.wangge.api.casework.CaseStage;
import org.wangge.api.casework.Severity;
import org.wangge.api.notice.NoticeEvent.Fact;
import org.wangge.api.notice.NoticeKind;
import org.wangge.api.plan.DefaultRules;
import org.wangge.benchmarks.Town.Cell;

/** One case on its way through the loop: handed back, put off, overdue, escalated, urged, failed, corrected, as it happens. */
final class CaseLife {

    private final Town town;
    private final UUID id;
    private final Cell cell;
    private final Severity severity;
    private final String unit;
    private final String stream;
    private long sequence;
    private Instant last;
    private CaseStage stage = CaseStage.DISPATCH;
    private boolean ended;

    CaseLife(Town town, UUID id, Cell cell, Severity severity, Instant reported) {
        this.town = town;
        this.id = id;
        this.cell = cell;
        this.severity = severity;
        this.unit = Town.unit(town.random.nextInt(Town.UNITS));
        this.stream = Streams.caseFile(id);
        this.last = reported;
    }

    UUID step(CaseEvent event, Instant at, Actor actor) {
        last = at;
        return town.record(stream, sequence++, event, at, actor);
    }

    private UUID step(CaseEvent event, Actor actor) {
        return step(event, town.claimed(last.plusSeconds(1)), actor);
    }

    /** The case was reported. */
    void begin(Instant dispatchBy) {
        if (town.one(5)) {
            step(
                    new CaseRectifiedOnSpot(
                            id, "当场整改", List.of(), town.now().plus(DefaultRules.CLOSE_WITHIN), Town.RULES),
                    member());
            stage = CaseStage.CLOSE;
            town.within(5, 60, this::close);
            return;
        }
        watch(CaseStage.DISPATCH, dispatchBy);
        town.within(0.5, town.one(15) ? 40 : 20, this::dispatch);
    }

    private void dispatch() {
        Instant now = town.now();
        Instant acceptBy = now.plus(DefaultRules.ACCEPT_WITHIN);
        Instant dueAt = now.plus(DefaultRules.rectifyWithin(severity));
        UUID event = step(new CaseDispatched(id, unit, acceptBy, dueAt, Town.RULES), leader());
        stage = CaseStage.ACCEPT;
        tell(NoticeKind.DISPATCH, Town.handler(unit), event, "派遣");
        watch(CaseStage.ACCEPT, acceptBy);
        if (town.one(17)) {
            town.within(1, 20, () -> {
                Instant dispatchBy = town.now().plus(DefaultRules.DISPATCH_WITHIN);
                step(new CaseRejected(id, unit, "非本单位职责", dispatchBy, Town.RULES), handler());
                stage = CaseStage.DISPATCH;
                town.within(1, 20, this::dispatch);
            });
        } else {
            town.within(0.5, town.one(15) ? 40 : 20, () -> accept(dueAt));
        }
    }

    private void accept(Instant dueAt) {
        step(new CaseAccepted(id, unit, dueAt, Town.RULES), handler());
        stage = CaseStage.RECTIFY;
        if (severity == Severity.MAJOR) {
            step(new RectificationPlanned(id, "封闭整修", Town.handler(unit), "8000", dueAt, "设置警戒"), handler());
        }
        Instant due = town.one(10) ? dueAt.plus(Duration.ofDays(7)) : dueAt;
        if (due.isAfter(dueAt)) {
            step(new ExtensionRequested(id, due, "材料未到"), handler());
            step(new ExtensionGranted(id, dueAt, due, "同意"), leader());
        }
        watch(CaseStage.RECTIFY, due);
        long given = Duration.between(town.now(), due).toHours();
        double part = town.random.nextDouble();
        town.within(3, 4 + given * (town.one(8) ? 1.4 : part * part), () -> submit(due));
    }

    private void submit(Instant dueAt) {
        Instant verifyBy = town.now().plus(DefaultRules.VERIFY_WITHIN);
        step(new RectificationSubmitted(id, Town.handler(unit), "已整改到位", List.of(), verifyBy, Town.RULES), handler());
        stage = CaseStage.VERIFY;
        watch(CaseStage.VERIFY, verifyBy);
        town.within(3, town.one(15) ? 160 : 90, () -> verify(dueAt));
    }

    private void verify(Instant dueAt) {
        if (town.one(12)) {
            step(new VerificationFailed(id, cell.head(), "仍有杂物", dueAt, Town.RULES), leader());
            stage = CaseStage.RECTIFY;
            town.within(5, 100, () -> submit(dueAt));
            return;
        }
        Instant closeBy = town.now().plus(DefaultRules.CLOSE_WITHIN);
        step(new RectificationVerified(id, cell.head(), null, closeBy, Town.RULES), leader());
        stage = CaseStage.CLOSE;
        watch(CaseStage.CLOSE, closeBy);
        town.within(1, town.one(15) ? 90 : 50, this::close);
    }

    private void close() {
        step(new CaseClosed(id, null, null), leader());
        ended = true;
        if (town.one(50)) {
            town.within(1, 200, () -> step(new CaseCorrected(id, "笔误", null, "更正后的标题", null, null), leader()));
        }
    }

    /** Records that the stage was overdue, if it is not over by then. */
    private void watch(CaseStage watched, Instant deadline) {
        long seen = sequence;
        town.at(deadline.plusSeconds(1), () -> {
            if (!ended && stage == watched && (sequence == seen || watched == CaseStage.RECTIFY)) {
                overdue(watched, deadline);
            }
        });
    }

    private void overdue(CaseStage late, Instant deadline) {
        UUID event = town.record(
                stream,
                sequence++,
                new CaseOverdue(id, late, deadline, held(late), List.of(cell.head(), cell.member()), Town.RULES),
                deadline,
                Actor.SYSTEM);
        tell(NoticeKind.CASE_OVERDUE, cell.head(), event, "超时");
        if (late == DefaultRules.ESCALATED_STAGE && severity == DefaultRules.ESCALATED_SEVERITY && !town.one(10)) {
            UUID up = step(new CaseEscalated(id, cell.id(), cell.village(), "重大案件逾期"), Actor.SYSTEM);
            tell(NoticeKind.ESCALATION, Founding.person(cell.street()), up, "提级");
        }
        if (town.one(2)) {
            town.within(1, 20, () -> {
                if (!ended) {
                    UUID urged = step(new CaseUrged(id, held(stage), "请抓紧办理"), leader());
                    tell(NoticeKind.URGE, Town.handler(unit), urged, "催办");
                }
            });
        }
    }

    private @Nullable String held(CaseStage when) {
        return when == CaseStage.DISPATCH ? null : unit;
    }

    private void tell(NoticeKind kind, String person, UUID event, String text) {
        town.tell(kind, person, new Fact(event, stream), id, cell.id(), text);
    }

    private Actor member() {
        return Town.person(cell.member(), "GRID_MEMBER", cell.id());
    }

    private Actor leader() {
        return Town.person(cell.head(), "GRID_LEADER", cell.village());
    }

    private Actor handler() {
        return Town.person(Town.handler(unit), "UNIT_HANDLER", Town.TOP);
    }
}
