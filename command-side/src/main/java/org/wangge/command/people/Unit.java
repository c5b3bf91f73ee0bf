package org.wangge.command.people;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Refused;
import org.wangge.api.Streams;
import org.wangge.api.people.PeopleCommand.DissolveUnit;
import org.wangge.api.people.PeopleCommand.RegisterUnit;
import org.wangge.api.people.PeopleCommand.RenameUnit;
import org.wangge.api.people.PeopleEvent.UnitDissolved;
import org.wangge.api.people.PeopleEvent.UnitRegistered;
import org.wangge.api.people.PeopleEvent.UnitRenamed;
import org.wangge.api.people.PeopleRefusal;

/** 责任单位: an organisation that receives dispatches. */
@Aggregate(type = "unit")
final class Unit {

    @AggregateIdentifier
    private @Nullable String stream;

    private String unitId = "";
    private boolean dissolved;

    /** For Axon, which then replays the events. */
    Unit() {}

    @CommandHandler
    Unit(RegisterUnit command) {
        apply(new UnitRegistered(command.unitId(), command.name()));
    }

    @CommandHandler
    void decide(RenameUnit command) {
        stillExists();
        apply(new UnitRenamed(unitId, command.name()));
    }

    @CommandHandler
    void decide(DissolveUnit command) {
        stillExists();
        apply(new UnitDissolved(unitId, command.reason()));
    }

    private void stillExists() {
        if (dissolved) {
            throw Refused.because(PeopleRefusal.UNIT_IS_DISSOLVED);
        }
    }

    @EventSourcingHandler
    void evolve(UnitRegistered event) {
        stream = Streams.unit(event.unitId());
        unitId = event.unitId();
    }

    @EventSourcingHandler
    void evolve(UnitDissolved event) {
        dissolved = true;
    }
}
