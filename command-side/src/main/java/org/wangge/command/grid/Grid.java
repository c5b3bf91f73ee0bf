package org.wangge.command.grid;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Refused;
import org.wangge.api.Streams;
import org.wangge.api.grid.GridCommand.AppointStandIn;
import org.wangge.api.grid.GridCommand.AssignResponsibility;
import org.wangge.api.grid.GridCommand.DefineGrid;
import org.wangge.api.grid.GridCommand.HandOverResponsibility;
import org.wangge.api.grid.GridCommand.MoveGrid;
import org.wangge.api.grid.GridCommand.RelieveResponsibility;
import org.wangge.api.grid.GridCommand.RenameGrid;
import org.wangge.api.grid.GridCommand.RetireGrid;
import org.wangge.api.grid.GridCommand.SetBusinessLine;
import org.wangge.api.grid.GridCommand.SetSlotHours;
import org.wangge.api.grid.GridCommand.SignResponsibilityLetter;
import org.wangge.api.grid.GridEvent;
import org.wangge.api.grid.GridEvent.BusinessLineSet;
import org.wangge.api.grid.GridEvent.GridDefined;
import org.wangge.api.grid.GridEvent.GridMoved;
import org.wangge.api.grid.GridEvent.GridRenamed;
import org.wangge.api.grid.GridEvent.GridRetired;
import org.wangge.api.grid.GridEvent.OpenItemsHandedOver;
import org.wangge.api.grid.GridEvent.ResponsibilityAssigned;
import org.wangge.api.grid.GridEvent.ResponsibilityHandedOver;
import org.wangge.api.grid.GridEvent.ResponsibilityLetterSigned;
import org.wangge.api.grid.GridEvent.ResponsibilityRelieved;
import org.wangge.api.grid.GridEvent.SlotHoursSet;
import org.wangge.api.grid.GridEvent.StandInAppointed;
import org.wangge.api.grid.GridKind;
import org.wangge.api.grid.GridRefusal;
import org.wangge.api.grid.Roster;
import org.wangge.command.AggregateMemory;
import org.wangge.command.directory.Directory;
import org.wangge.command.directory.OpenItems;

/** 网格: a unit of responsibility, its place in the tree, and its roster. */
@Aggregate(type = "grid", cache = AggregateMemory.NAME)
final class Grid {

    @AggregateIdentifier
    private @Nullable String stream;

    private String gridId = "";
    private int level;
    private GridKind kind = GridKind.AREA;
    private @Nullable String parentId;
    private boolean retired;
    private final Roster roster = new Roster();

    /** For Axon, which then replays the events. */
    Grid() {}

    @CommandHandler
    Grid(DefineGrid command, GridPlan plan, Directory directory) {
        GridRules.theLevelIsOneOfThePlan(command.level(), plan);
        String parent = command.parentId();
        if (command.level() == 1) {
            if (parent != null) {
                throw Refused.because(GridRefusal.TOP_LEVEL_HAS_NO_PARENT, "/parentId", "level 1 has no parent");
            }
        } else if (parent == null) {
            throw Refused.because(GridRefusal.PARENT_REQUIRED, "/parentId", "level " + command.level() + " needs one");
        } else {
            GridRules.theParentStandsAbove(directory.requireGrid(parent, "/parentId"), command.level());
        }
        apply(new GridDefined(
                command.gridId(), command.name(), command.kind(), command.level(), parent, command.keySite()));
    }

    @CommandHandler
    void decide(RenameGrid command) {
        stillExists();
        apply(new GridRenamed(gridId, command.name()));
    }

    @CommandHandler
    void decide(MoveGrid command, Directory directory) {
        stillExists();
        if (parentId == null) {
            throw Refused.because(GridRefusal.TOP_LEVEL_HAS_NO_PARENT, "/parentId", "level 1 has no parent");
        }
        GridRules.theParentStandsAbove(directory.requireGrid(command.parentId(), "/parentId"), level);
        if (!command.parentId().equals(parentId)) {
            apply(new GridMoved(gridId, parentId, command.parentId()));
        }
    }

    @CommandHandler
    void decide(RetireGrid command, OpenItems openItems) {
        stillExists();
        OpenItems.InGrid open = openItems.in(gridId);
        if (!open.isEmpty()) {
            throw Refused.because(
                    GridRefusal.GRID_STILL_IN_USE,
                    "",
                    open.childGridIds().size() + " grids below it, "
                            + open.caseIds().size() + " open cases, "
                            + open.dutyIds().size() + " duties");
        }
        apply(new GridRetired(gridId, command.reason()));
    }

    @CommandHandler
    void decide(AssignResponsibility command, GridPlan plan, Directory directory) {
        stillExists();
        GridRules.theRoleIsOneOfThePlan(command.role(), plan);
        directory.requirePersonServing(command.personId(), command.effectiveFrom(), "/personId");
        GridRules.theRoleIsFreeBut(
                roster,
                command.role(),
                tenure -> false,
                command.personId(),
                "/personId",
                command.effectiveFrom(),
                plan);
        apply(new ResponsibilityAssigned(
                gridId, command.role(), command.personId(), command.effectiveFrom(), plan.version()));
    }

    @CommandHandler
    void decide(HandOverResponsibility command, GridPlan plan, Directory directory, OpenItems openItems) {
        stillExists();
        directory.requirePersonServing(command.toPersonId(), command.effectiveAt(), "/toPersonId");
        if (command.fromPersonId().equals(command.toPersonId())) {
            throw Refused.because(GridRefusal.HANDOVER_TO_ONESELF, "/toPersonId", "the same person");
        }
        Instant at = command.effectiveAt();
        GridRules.thePersonHoldsTheRoleWithoutEnd(roster, command.role(), command.fromPersonId(), "/fromPersonId", at);
        GridRules.theRoleIsFreeBut(
                roster,
                command.role(),
                tenure -> tenure.personId().equals(command.fromPersonId()) && tenure.covers(at),
                command.toPersonId(),
                "/toPersonId",
                at,
                plan);
        List<OpenItems.InGrid> open = HandoverPages.of(openItems.in(gridId));
        apply(new ResponsibilityHandedOver(
                gridId,
                command.role(),
                command.fromPersonId(),
                command.toPersonId(),
                at,
                command.reason(),
                open.getFirst().caseIds(),
                open.getFirst().dutyIds(),
                plan.version()));
        for (int page = 1; page < open.size(); page++) {
            apply(new OpenItemsHandedOver(
                    gridId,
                    command.role(),
                    command.fromPersonId(),
                    command.toPersonId(),
                    page,
                    open.size() - 1,
                    open.get(page).caseIds(),
                    open.get(page).dutyIds()));
        }
    }

    @CommandHandler
    void decide(RelieveResponsibility command) {
        stillExists();
        Instant at = command.effectiveAt();
        GridRules.thePersonHoldsTheRoleWithoutEnd(roster, command.role(), command.personId(), "/personId", at);
        boolean vacant = roster.tenures(command.role()).stream()
                .noneMatch(tenure -> !tenure.personId().equals(command.personId()) && tenure.covers(at));
        apply(new ResponsibilityRelieved(gridId, command.role(), command.personId(), at, command.reason(), vacant));
    }

    @CommandHandler
    void decide(AppointStandIn command, Directory directory) {
        stillExists();
        GridRules.theEndLiesAfterTheBeginning(command.from(), command.to());
        directory.requirePersonServing(command.personId(), command.from(), "/personId");
        String covered = whomTheStandInCovers(command);
        if (covered.equals(command.personId())) {
            throw Refused.because(GridRefusal.STAND_IN_FOR_ONESELF, "/personId", covered + " holds the role");
        }
        if (!roster.covers(command.role(), covered, command.from(), command.to())
                .isEmpty()) {
            throw Refused.because(GridRefusal.STAND_IN_OVERLAPS, "/from", "somebody covers " + covered + " already");
        }
        apply(new StandInAppointed(gridId, command.role(), command.personId(), covered, command.from(), command.to()));
    }

    private String whomTheStandInCovers(AppointStandIn command) {
        String named = command.forPersonId();
        if (named != null) {
            if (roster.tenure(command.role(), named, command.from()).isEmpty()) {
                throw Refused.because(
                        GridRefusal.DOES_NOT_HOLD_ROLE,
                        "/forPersonId",
                        named + " does not hold it at " + command.from());
            }
            return named;
        }
        List<Roster.Tenure> held = roster.tenures(command.role()).stream()
                .filter(tenure -> tenure.covers(command.from()))
                .toList();
        if (held.size() != 1) {
            throw Refused.because(
                    GridRefusal.STAND_IN_FOR_WHOM,
                    "/forPersonId",
                    held.size() + " persons hold it at " + command.from());
        }
        return held.getFirst().personId();
    }

    @CommandHandler
    void decide(SignResponsibilityLetter command, Directory directory, Clock clock) {
        stillExists();
        GridRules.theLetterIsSignedAlready(command.signedAt(), clock.instant());
        directory.requirePerson(command.personId(), "/personId");
        boolean everHeld = roster.tenures(command.role()).stream()
                .anyMatch(tenure -> tenure.personId().equals(command.personId()));
        if (!everHeld) {
            throw Refused.because(
                    GridRefusal.DOES_NOT_HOLD_ROLE, "/personId", command.personId() + " was never assigned the role");
        }
        if (!directory.evidenceExists(command.letterSha256())) {
            throw Refused.because(CommonRefusal.UNKNOWN_EVIDENCE, "/letterSha256", "upload the letter first");
        }
        apply(new ResponsibilityLetterSigned(
                gridId, command.role(), command.personId(), command.letterSha256(), command.signedAt()));
    }

    @CommandHandler
    void decide(SetSlotHours command) {
        stillExists();
        GridRules.onlyATimeSlotHasHours(kind);
        GridRules.hoursAreInWholeMinutes(command.from(), "/from");
        GridRules.hoursAreInWholeMinutes(command.to(), "/to");
        GridRules.theTimeZoneIsAPlace(command.timeZone());
        apply(new SlotHoursSet(
                gridId,
                command.days().stream().sorted().toList(),
                command.from(),
                command.to(),
                command.timeZone(),
                command.effectiveFrom()));
    }

    @CommandHandler
    void decide(SetBusinessLine command) {
        stillExists();
        GridRules.onlyABusinessLineHasALine(kind);
        apply(new BusinessLineSet(gridId, command.line(), command.effectiveFrom()));
    }

    private void stillExists() {
        if (retired) {
            throw Refused.because(GridRefusal.GRID_IS_RETIRED);
        }
    }

    @EventSourcingHandler
    void evolve(GridEvent event) {
        switch (event) {
            case GridDefined e -> {
                stream = Streams.grid(e.gridId());
                gridId = e.gridId();
                level = e.level();
                kind = e.kind();
                parentId = e.parentId();
            }
            case GridMoved e -> parentId = e.toParentId();
            case GridRetired ignored -> retired = true;
            default -> roster.evolve(event);
        }
    }
}
