package org.wangge.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Actor;
import org.wangge.api.Event;
import org.wangge.api.Streams;
import org.wangge.api.duty.DutyEvent.DutyEstablished;
import org.wangge.api.duty.DutyKind;
import org.wangge.api.grid.GridEvent.GridDefined;
import org.wangge.api.grid.GridEvent.ResponsibilityAssigned;
import org.wangge.api.grid.GridKind;
import org.wangge.api.people.PeopleEvent.PersonRegistered;
import org.wangge.api.people.PeopleEvent.UnitRegistered;

/** The day before: grids, people, units, who answers for what, and a duty for each of the lowest grids. */
final class Founding {

    private static final int VILLAGES = 19;
    private static final int CELLS = 180;
    private static final Actor OFFICE = new Actor("office", "p-office", "PLAN_OFFICE", Town.TOP, null);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDateTime FIRST = LocalDateTime.of(2025, 11, 3, 8, 0);

    private final Town town;
    private Instant now = Town.START.minus(Duration.ofHours(20));

    Founding(Town town) {
        this.town = town;
    }

    void found() {
        town.moveTo(now);
        for (int unit = 0; unit < Town.UNITS; unit++) {
            String id = Town.unit(unit);
            record(Streams.unit(id), new UnitRegistered(id, "第" + unit + "责任单位"));
            register(Town.handler(id), id);
        }
        define(Town.TOP, "青石镇", 1, null, false);
        answers(Town.TOP, "FIRST_RESPONSIBLE", person(Town.TOP));
        for (int street = 1; street <= Town.STREETS; street++) {
            now = now.plus(Duration.ofMinutes(15));
            town.moveTo(now);
            street("S%02d".formatted(street), street);
        }
    }

    private void street(String street, int number) {
        define(street, "第" + number + "街道", 2, Town.TOP, false);
        answers(street, "FIRST_RESPONSIBLE", person(street));
        for (int village = 0; village < VILLAGES; village++) {
            String id = street + "-V%02d".formatted(village);
            define(id, number + "街道" + village + "村", 3, street, false);
            answers(id, "FIRST_RESPONSIBLE", person(id));
            assign(id, "GRID_LEADER", person(id));
        }
        for (int cell = 0; cell < CELLS; cell++) {
            String village = street + "-V%02d".formatted(cell % VILLAGES);
            String id = village + "-C%02d".formatted(cell / VILLAGES);
            define(id, "第" + cell + "网格", 4, village, cell % 9 == 0);
            answers(id, "GRID_MEMBER", person(id));
            assign(id, "FIRST_RESPONSIBLE", person(village));
            town.cells.add(new Town.Cell(id, village, street, person(id), person(village)));
            establish(id, cell);
        }
    }

    private void establish(String cell, int number) {
        boolean daily = Duties.isDaily(number);
        record(
                Streams.duty(Duties.id(cell)),
                new DutyEstablished(
                        Duties.id(cell),
                        cell,
                        "GRID_MEMBER",
                        daily ? DutyKind.PATROL : DutyKind.INSPECTION,
                        daily ? "日常巡查" : "每周检查",
                        daily ? "FREQ=DAILY" : "FREQ=WEEKLY",
                        FIRST,
                        ZONE,
                        daily ? Duties.DAY : Duties.WEEK,
                        daily ? Duties.DAY_GRACE : Duties.WEEK_GRACE,
                        Town.RULES));
    }

    private void define(String id, String name, int level, @Nullable String parent, boolean keySite) {
        record(Streams.grid(id), new GridDefined(id, name, GridKind.AREA, level, parent, keySite));
    }

    private void answers(String gridId, String role, String personId) {
        register(personId, null);
        assign(gridId, role, personId);
    }

    private void assign(String gridId, String role, String personId) {
        record(Streams.grid(gridId), new ResponsibilityAssigned(gridId, role, personId, now, Town.RULES));
    }

    private void register(String personId, @Nullable String unitId) {
        record(Streams.person(personId), new PersonRegistered(personId, unitId));
    }

    static String person(String gridId) {
        return "p-" + gridId;
    }

    private void record(String stream, Event event) {
        town.record(stream, event, now, OFFICE);
    }
}
