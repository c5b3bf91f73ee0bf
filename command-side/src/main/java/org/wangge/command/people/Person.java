package org.wangge.command.people;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Provenance;
import org.wangge.api.Refused;
import org.wangge.api.Streams;
import org.wangge.api.people.PeopleCommand.CancelLeave;
import org.wangge.api.people.PeopleCommand.ChangePerson;
import org.wangge.api.people.PeopleCommand.ForgetPerson;
import org.wangge.api.people.PeopleCommand.LeavePerson;
import org.wangge.api.people.PeopleCommand.RecordLeave;
import org.wangge.api.people.PeopleCommand.RegisterPerson;
import org.wangge.api.people.PeopleEvent.LeaveCancelled;
import org.wangge.api.people.PeopleEvent.LeaveRecorded;
import org.wangge.api.people.PeopleEvent.PersonChanged;
import org.wangge.api.people.PeopleEvent.PersonForgotten;
import org.wangge.api.people.PeopleEvent.PersonLeft;
import org.wangge.api.people.PeopleEvent.PersonRegistered;
import org.wangge.api.people.PeopleRefusal;
import org.wangge.command.directory.Directory;

/** 人员: somebody who can answer for a grid, known to the log by id only. */
@Aggregate(type = "person")
final class Person {

    @AggregateIdentifier
    private @Nullable String stream;

    private String personId = "";
    private @Nullable Instant leftAt;
    private boolean forgotten;
    private final List<LeaveRecorded> leaves = new ArrayList<>();

    /** For Axon, which then replays the events. */
    Person() {}

    @CommandHandler
    Person(RegisterPerson command, PersonalValues personalValues, Directory directory) {
        if (command.unitId() != null) {
            directory.requireUnit(command.unitId(), "/unitId");
        }
        personalValues.write(command.personId(), command.name(), command.phone(), command.email());
        apply(new PersonRegistered(command.personId(), command.unitId()));
    }

    @CommandHandler
    void decide(ChangePerson command, PersonalValues personalValues, Directory directory) {
        if (forgotten) {
            throw Refused.because(PeopleRefusal.PERSON_IS_FORGOTTEN);
        }
        if (command.unitId() != null) {
            directory.requireUnit(command.unitId(), "/unitId");
        }
        List<String> changed = new ArrayList<>();
        if (command.name() != null) {
            changed.add("name");
        }
        if (command.phone() != null) {
            changed.add("phone");
        }
        if (command.email() != null) {
            changed.add("email");
        }
        if (changed.isEmpty() && command.unitId() == null) {
            throw Refused.because(PeopleRefusal.NOTHING_TO_CHANGE);
        }
        if (!changed.isEmpty()) {
            personalValues.change(personId, command.name(), command.phone(), command.email());
        }
        apply(new PersonChanged(personId, command.unitId(), changed));
    }

    @CommandHandler
    void decide(LeavePerson command) {
        if (leftAt != null) {
            throw Refused.because(PeopleRefusal.PERSON_HAS_LEFT);
        }
        apply(new PersonLeft(personId, command.reason()));
    }

    @CommandHandler
    void decide(RecordLeave command) {
        LeaveRules.theEndLiesAfterTheBeginning(command.from(), command.to());
        LeaveRules.thePersonStillServes(leftAt, command.from());
        LeaveRules.noOtherLeaveOverlaps(leaves, command.from(), command.to());
        apply(new LeaveRecorded(personId, command.from(), command.to()));
    }

    @CommandHandler
    void decide(CancelLeave command) {
        LeaveRecorded leave = LeaveRules.theLeaveThatBegins(leaves, command.from());
        LeaveRules.theReturnLiesWithin(leave, command.effectiveFrom());
        apply(new LeaveCancelled(personId, leave.from(), leave.to(), command.effectiveFrom()));
    }

    @CommandHandler
    void decide(ForgetPerson command, PersonalValues personalValues) {
        if (forgotten) {
            throw Refused.because(PeopleRefusal.PERSON_IS_FORGOTTEN);
        }
        personalValues.destroy(personId);
        apply(new PersonForgotten(personId, command.reason()));
    }

    @EventSourcingHandler
    void evolve(PersonRegistered event) {
        stream = Streams.person(event.personId());
        personId = event.personId();
    }

    @EventSourcingHandler
    void evolve(PersonLeft event, Provenance provenance) {
        leftAt = provenance.occurredAt();
    }

    @EventSourcingHandler
    void evolve(LeaveRecorded event) {
        leaves.add(event);
    }

    @EventSourcingHandler
    void evolve(LeaveCancelled event) {
        leaves.removeIf(leave -> leave.from().equals(event.from()));
        if (event.from().isBefore(event.effectiveFrom())) {
            leaves.add(new LeaveRecorded(event.personId(), event.from(), event.effectiveFrom()));
        }
    }

    @EventSourcingHandler
    void evolve(PersonForgotten event) {
        forgotten = true;
    }
}
