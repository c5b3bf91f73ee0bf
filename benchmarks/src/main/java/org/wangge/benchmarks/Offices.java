package org.wangge.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.wangge.api.Actor;
import org.wangge.api.Streams;
import org.wangge.api.grid.GridEvent;
import org.wangge.api.grid.GridEvent.GridRenamed;
import org.wangge.api.grid.GridEvent.ResponsibilityAssigned;
import org.wangge.api.grid.GridEvent.ResponsibilityHandedOver;
import org.wangge.api.grid.GridEvent.ResponsibilityLetterSigned;
import org.wangge.api.grid.GridEvent.ResponsibilityRelieved;
import org.wangge.api.grid.GridEvent.StandInAppointed;
import org.wangge.api.incident.Casualties;
import org.wangge.api.incident.IncidentEvent.IncidentReported;
import org.wangge.api.incident.IncidentSeverity;
import org.wangge.api.people.PeopleEvent.PersonRegistered;

/** Who answers for what changes: handovers, stand-ins, vacancies, letters. And now and then there is an incident. */
final class Offices {

    private static final String ROLE = "GRID_MEMBER";
    private static final Actor OFFICE = new Actor("office", "p-office", "PLAN_OFFICE", Town.TOP, null);

    private final Town town;
    private final List<String> holders = new ArrayList<>();
    private int newcomers;
    private int incidents;

    Offices(Town town) {
        this.town = town;
    }

    void begin() {
        town.cells.forEach(cell -> holders.add(cell.member()));
        town.at(Town.START, this::day);
        town.at(Town.START.plus(Duration.ofDays(5)), this::incident);
    }

    private void day() {
        for (int change = 0; change < 20; change++) {
            int cell = town.random.nextInt(holders.size());
            int kind = change;
            town.within(0.5, 9, () -> change(cell, kind));
        }
        town.in(Duration.ofDays(1), this::day);
    }

    private void change(int number, int kind) {
        String cell = town.cells.get(number).id();
        String holder = holders.get(number);
        Instant now = town.now();
        if (holder.isEmpty()) {
            return;
        }
        if (kind < 6) {
            String newcomer = newcomer();
            record(
                    cell,
                    new ResponsibilityHandedOver(
                            cell, ROLE, holder, newcomer, now, "调动", List.of(), List.of(Duties.id(cell)), Town.RULES));
            holders.set(number, newcomer);
        } else if (kind < 16) {
            String other = holders.get((number + 1) % holders.size());
            if (!other.isEmpty()) {
                record(
                        cell,
                        new StandInAppointed(
                                cell,
                                ROLE,
                                other,
                                holder,
                                now,
                                now.plus(Duration.ofHours(8 + town.random.nextInt(64)))));
            }
        } else if (kind < 18) {
            record(cell, new ResponsibilityRelieved(cell, ROLE, holder, now, "离任", true));
            holders.set(number, "");
            town.within(20, 400, () -> {
                String newcomer = newcomer();
                record(cell, new ResponsibilityAssigned(cell, ROLE, newcomer, town.now(), Town.RULES));
                holders.set(number, newcomer);
            });
        } else if (kind < 19) {
            record(
                    cell,
                    new ResponsibilityLetterSigned(
                            cell, ROLE, holder, "%064x".formatted(town.random.nextInt(1 << 30)), now));
        } else if (town.one(5)) {
            record(cell, new GridRenamed(cell, "新名" + town.random.nextInt(100)));
        }
    }

    private String newcomer() {
        String id = "n-%05d".formatted(newcomers++);
        town.record(Streams.person(id), new PersonRegistered(id, null), town.now(), OFFICE);
        return id;
    }

    private void record(String cell, GridEvent event) {
        town.record(Streams.grid(cell), event, town.now(), OFFICE);
    }

    /** Every fifteen days, and every other time in the first street as a whole. */
    private void incident() {
        UUID id = town.id();
        String place = incidents++ % 2 == 0 ? "S01" : town.anyCell().id();
        town.record(
                Streams.incident(id),
                0,
                new IncidentReported(
                        id, place, IncidentSeverity.GENERAL, "仓库起火", "起火原因待查", "仓库", null, new Casualties(0, 1)),
                town.now().minusSeconds(3600 + town.random.nextInt(3 * 3600)),
                OFFICE);
        town.in(Duration.ofDays(15), this::incident);
    }
}
