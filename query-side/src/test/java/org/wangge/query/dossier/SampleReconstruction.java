package org.wangge.query.dossier;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.wangge.api.grid.GridKind;
import org.wangge.api.grid.SlotHours;
import org.wangge.query.reconstruction.Delays;
import org.wangge.query.reconstruction.Reconstruction;
import org.wangge.query.reconstruction.Reconstruction.Basis;
import org.wangge.query.reconstruction.Reconstruction.DutyInForce;
import org.wangge.query.reconstruction.Reconstruction.EndedCase;
import org.wangge.query.reconstruction.Reconstruction.Entry;
import org.wangge.query.reconstruction.Reconstruction.Escalation;
import org.wangge.query.reconstruction.Reconstruction.Incident;
import org.wangge.query.reconstruction.Reconstruction.Inspection;
import org.wangge.query.reconstruction.Reconstruction.Lapse;
import org.wangge.query.reconstruction.Reconstruction.OpenCase;
import org.wangge.query.reconstruction.Reconstruction.Place;
import org.wangge.query.reconstruction.Reconstruction.RuleLine;
import org.wangge.query.reconstruction.Reconstruction.RulesInForce;
import org.wangge.query.reconstruction.Reconstruction.Section;
import org.wangge.query.reconstruction.Reconstruction.Told;
import org.wangge.query.reconstruction.Reconstructor;
import org.wangge.query.responsibility.Chain;
import org.wangge.query.responsibility.Chain.Answer;
import org.wangge.query.responsibility.Chain.Holder;
import org.wangge.query.responsibility.Chain.Link;
import org.wangge.query.responsibility.Chain.Made;
import org.wangge.query.responsibility.Chain.PassedOver;
import org.wangge.query.responsibility.Chain.Reason;
import org.wangge.query.responsibility.Chain.RoleInGrid;
import org.wangge.query.responsibility.Chain.What;

/** Reconstructions made by hand. */
final class SampleReconstruction {

    /** 16:30:05 in Shanghai. */
    static final Instant AT = Instant.parse("2026-03-12T08:30:05Z");

    private int events;
    private int lines = 3;
    private String title = "二号楼东侧楼梯间电动自行车充电起火";
    private String placeName = "一村网格";
    private String caseTitle = "楼道堆放电动自行车，占用疏散通道";
    private @Nullable Instant knownAt = AT.plus(Duration.ofDays(2));
    private boolean ofIncident = true;

    SampleReconstruction lines(int lines) {
        this.lines = lines;
        return this;
    }

    SampleReconstruction titled(String title) {
        this.title = title;
        this.caseTitle = title;
        return this;
    }

    SampleReconstruction at(String placeName) {
        this.placeName = placeName;
        return this;
    }

    SampleReconstruction ofGrid() {
        this.ofIncident = false;
        this.knownAt = null;
        return this;
    }

    Reconstruction build() {
        events = 0;
        return new Reconstruction(
                place(),
                ofIncident
                        ? new Incident(new UUID(9, 9), title, "MAJOR", AT, "FIRE", basis(Duration.ofMinutes(42)))
                        : null,
                AT,
                knownAt,
                30,
                AT.minus(Duration.ofDays(30)),
                812_345,
                chain(),
                section(lines, 1, this::inspection),
                section(lines, 1, this::openCase),
                section(lines / 3, 0, this::endedCase),
                section(lines / 3, 0, this::duty),
                section(lines, 0, this::lapse),
                section(2, 0, this::escalation),
                new RulesInForce(
                        "default-1",
                        List.of(
                                new RuleLine("case.accept-within", "PT24H", "accepted within 24 h", "派遣后24小时内接收"),
                                new RuleLine("late-entry", "PT1H", "late after 1 h", "发生后超过1小时才记录的为补录"))),
                new Section<>(List.of(), many(2, n -> entry(n, Duration.ofMinutes(192 + n))), 2));
    }

    /** Nothing was found. */
    Reconstruction empty() {
        Section<Inspection> inspections = none();
        return new Reconstruction(
                place(),
                null,
                AT,
                null,
                7,
                AT.minus(Duration.ofDays(7)),
                17,
                nobodyEver(),
                inspections,
                none(),
                none(),
                none(),
                none(),
                none(),
                new RulesInForce("default-1", List.of()),
                none());
    }

    /** A stand-in whose appointment was recorded afterwards, and nobody above. */
    private Chain chain() {
        Holder head = new Holder(
                "p-001",
                null,
                AT.minus(Duration.ofDays(71)),
                null,
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                List.of(made(What.ASSIGNED, Duration.ofDays(-71)), made(What.LETTER_SIGNED, Duration.ofDays(-70))));
        Holder standIn = new Holder(
                "p-003",
                "p-002",
                AT.minus(Duration.ofDays(2)),
                AT.plus(Duration.ofDays(5)),
                null,
                List.of(made(What.ASSIGNED, Duration.ofDays(-71)), made(What.STANDS_IN, Duration.ofMinutes(192))));
        PassedOver nobody =
                new PassedOver("F2", null, null, Reason.VACANT, List.of(made(What.ENDED, Duration.ofDays(-3))));
        PassedOver away = new PassedOver(
                "F2-V01-G", "p-009", null, Reason.ON_LEAVE, List.of(made(What.ON_LEAVE, Duration.ofDays(-1))));
        return new Chain(
                "F2-V01",
                "FIRE",
                AT,
                null,
                "default-1",
                new Answer("FIRST_RESPONSIBLE", "F2-V01", List.of(head), List.of(away)),
                new Answer("DIRECTLY_RESPONSIBLE", "F2-V01", List.of(standIn), List.of()),
                new Answer("LEAD", null, List.of(), List.of(nobody)),
                List.of(
                        new Link(
                                "F2-V01-G",
                                "校门口时段",
                                GridKind.TIME_SLOT,
                                4,
                                "F2-V01",
                                false,
                                false,
                                event(),
                                new SlotHours(
                                        List.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                                        LocalTime.of(7, 0),
                                        LocalTime.of(8, 0),
                                        ZoneId.of("Asia/Shanghai")),
                                null,
                                Reason.OUTSIDE_HOURS,
                                List.of(made(What.HOURS_SET, Duration.ofDays(-90))),
                                List.of(new RoleInGrid("GRID_MEMBER", List.of(), List.of(away)))),
                        new Link(
                                "F2-V01",
                                placeName,
                                GridKind.AREA,
                                3,
                                "F2-V01",
                                true,
                                true,
                                event(),
                                null,
                                null,
                                null,
                                List.of(),
                                List.of(
                                        new RoleInGrid("DIRECTLY_RESPONSIBLE", List.of(standIn), List.of()),
                                        new RoleInGrid("FIRST_RESPONSIBLE", List.of(head), List.of()),
                                        new RoleInGrid("x-own-role", List.of(head), List.of()))),
                        new Link(
                                "F2",
                                "二街道",
                                GridKind.AREA,
                                2,
                                "F2",
                                true,
                                false,
                                event(),
                                null,
                                null,
                                null,
                                List.of(),
                                List.of(new RoleInGrid("LEAD", List.of(), List.of(nobody))))));
    }

    private static Chain nobodyEver() {
        return new Chain(
                "F2-V01",
                null,
                AT,
                null,
                "default-1",
                new Answer("FIRST_RESPONSIBLE", null, List.of(), List.of()),
                new Answer("DIRECTLY_RESPONSIBLE", null, List.of(), List.of()),
                new Answer("LEAD", null, List.of(), List.of()),
                List.of());
    }

    private Made made(What what, Duration recorded) {
        Instant time = AT.plus(recorded);
        return new Made(what, event(), time, time, time);
    }

    private Place place() {
        return new Place("F2-V01", placeName, "AREA", 3, "F2/F2-V01", true, 12, event());
    }

    private Inspection inspection(int n, @Nullable Duration afterwards) {
        return new Inspection(
                new UUID(2, n),
                "F2-V01-B" + n,
                n % 2 == 0 ? null : "二号楼",
                "DUTY",
                "p-00" + n % 10,
                AT.minus(Duration.ofHours(20L + n)),
                AT.minus(Duration.ofHours(19L + n)),
                n % 2 == 0 ? null : "d-patrol",
                List.of("IN_TIME", "LATE", "NOT_DUE", "UNSETTLED").get(n % 4),
                n % 2 == 0 ? null : AT.minus(Duration.ofHours(24)),
                n % 2 == 0 ? null : AT.minus(Duration.ofHours(16)),
                7,
                n % 3,
                1,
                n % 3 == 0 ? List.of() : List.of("exit-clear", "消防通道畅通"),
                n % 3 == 0 ? List.of() : List.of(new UUID(3, n).toString()),
                n % 5 == 4 ? 1 : 0,
                basis(afterwards));
    }

    private OpenCase openCase(int n, @Nullable Duration afterwards) {
        return new OpenCase(
                new UUID(3, n),
                caseTitle,
                "FIRE",
                n % 2 == 0 ? "MAJOR" : "GENERAL",
                "F2-V01",
                "一村",
                List.of("REPORTED", "DISPATCHED", "ACCEPTED", "RECTIFIED").get(n % 4),
                "RECTIFY",
                AT.minus(Duration.ofDays(3)),
                n % 2 == 0 ? "UNIT" : "GRID",
                n % 2 == 0 ? "u-fire" : "F2-V01",
                n % 2 == 0 ? "消防救援站" : null,
                AT.minus(Duration.ofHours(5).plusMinutes(30)),
                n % 2 == 0 ? Duration.ofHours(5).plusMinutes(30).toSeconds() : null,
                AT.plus(Duration.ofDays(1)),
                AT.minus(Duration.ofDays(6)),
                "p-001",
                n % 2,
                0,
                1,
                2,
                n % 2 == 0 ? "二街道办事处" : null,
                n % 2 == 0,
                n % 3 == 0 ? "DISPATCHED" : null,
                n % 3 == 1
                        ? List.of()
                        : List.of(
                                new Told(
                                        new UUID(5, n),
                                        "URGE",
                                        "p-002",
                                        AT.minus(Duration.ofHours(8)),
                                        AT.minus(Duration.ofMinutes(479)),
                                        AT.minus(Duration.ofMinutes(438)),
                                        List.of(event(), event())),
                                new Told(
                                        new UUID(6, n),
                                        "CASE_OVERDUE",
                                        "p-003",
                                        AT.minus(Duration.ofHours(3)),
                                        null,
                                        null,
                                        List.of(event()))),
                basis(afterwards));
    }

    private EndedCase endedCase(int n, @Nullable Duration afterwards) {
        return new EndedCase(
                new UUID(4, n),
                "灭火器压力不足",
                "FIRE",
                "SERIOUS",
                "F2-V01",
                "CLOSED",
                AT.minus(Duration.ofDays(20)),
                AT.minus(Duration.ofDays(11)),
                n % 2 == 0,
                basis(afterwards));
    }

    private DutyInForce duty(int n, @Nullable Duration afterwards) {
        return new DutyInForce(
                "d-patrol-" + n,
                "F2-V01",
                n % 2 == 0 ? "GRID_MEMBER" : "FIRST_RESPONSIBLE",
                "PATROL",
                n % 2 == 0 ? "夜间巡查" : null,
                "ACTIVE",
                "FREQ=WEEKLY;BYDAY=MO,WE,FR",
                AT.minus(Duration.ofDays(100)),
                "default-1",
                basis(afterwards));
    }

    private Lapse lapse(int n, @Nullable Duration afterwards) {
        boolean late = n % 3 == 1;
        return new Lapse(
                "d-patrol-" + n,
                "F2-V01",
                "GRID_MEMBER",
                AT.minus(Duration.ofDays(n % 29 + 1)),
                AT.minus(Duration.ofDays(n % 29 + 1)).plus(Duration.ofHours(8)),
                AT.minus(Duration.ofDays(n % 29 + 1)).plus(Duration.ofHours(10)),
                List.of("MISSED", "FULFILLED_LATE", "UNRECORDED").get(n % 3),
                late ? "p-002" : null,
                late ? AT.minus(Duration.ofDays(n % 29)) : null,
                n % 3 == 2 ? List.of() : List.of("p-002", "p-003"),
                "default-1",
                basis(afterwards));
    }

    private Escalation escalation(int n, @Nullable Duration afterwards) {
        return new Escalation(
                new UUID(3, n),
                caseTitle,
                "F2-V01",
                "RECTIFY",
                AT.minus(Duration.ofDays(2)),
                AT.minus(Duration.ofDays(2)).plusSeconds(60),
                n == 0 ? List.of("p-001") : List.of(),
                n == 0 ? AT.minus(Duration.ofDays(1)) : null,
                n == 0 ? "F2" : null,
                "default-1",
                basis(afterwards));
    }

    private Entry entry(int n, Duration afterwards) {
        return new Entry(
                "inspection.recorded",
                "inspection:" + new UUID(8, n),
                AT.minus(Duration.ofHours(30)),
                AT.minus(Duration.ofHours(30)),
                false,
                "account:p-002",
                "p-002 recorded an inspection",
                "p-002记录对F2-V01的检查（履职检查），检查项8项。",
                basis(afterwards));
    }

    private UUID event() {
        return new UUID(0x0195_8a00_0000_7000L + events++, 0x8000_0000_0000_0000L + events);
    }

    private Basis basis(@Nullable Duration afterwards) {
        return new Basis(
                List.of(event(), event()),
                afterwards == null ? AT.minus(Duration.ofHours(2)) : AT.plus(afterwards),
                afterwards != null,
                afterwards == null ? null : Delays.of(afterwards));
    }

    private static <T> Section<T> none() {
        return new Section<>(List.of(), List.of(), 0);
    }

    private interface Maker<T> {
        T of(int n, @Nullable Duration afterwards);
    }

    /** As the reconstructor does: at most its longest section is listed, the total tells how many there are. */
    private static <T> Section<T> section(int before, int after, Maker<T> maker) {
        int listed = Math.min(before, Reconstructor.LONGEST_SECTION - after);
        return new Section<>(
                many(listed, n -> maker.of(n, null)),
                many(after, n -> maker.of(n, Duration.ofMinutes(192))),
                before + (long) after);
    }

    private static <T> List<T> many(int count, java.util.function.IntFunction<T> each) {
        return new ArrayList<>(IntStream.range(0, count).mapToObj(each).toList());
    }
}
