package org.wangge.benchmarks.peers;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;
import org.wangge.api.casework.CaseEvent.CaseReported;
import org.wangge.api.casework.CaseEvent.InterimMeasureTaken;

/** The one small aggregate that every event store is measured with: a case, and the measures taken meanwhile. */
public class SmallCase {

    /** Begins one. */
    public record Report(@TargetAggregateIdentifier String stream, UUID caseId) {}

    /** One step further. */
    public record Take(@TargetAggregateIdentifier String stream, UUID caseId, String measure) {}

    @AggregateIdentifier
    private @Nullable String stream;

    private boolean open;
    private int measures;

    protected SmallCase() {}

    @CommandHandler
    public SmallCase(Report command) {
        apply(Texts.reported(command.caseId()));
    }

    @CommandHandler
    void decide(Take command) {
        if (!open || measures > 1_000_000) {
            throw new IllegalStateException(stream + " is not open");
        }
        apply(new InterimMeasureTaken(command.caseId(), command.measure()));
    }

    @EventSourcingHandler
    void evolve(CaseReported event) {
        stream = stream(event.caseId());
        open = true;
    }

    @EventSourcingHandler
    void evolve(InterimMeasureTaken event) {
        measures++;
    }

    /** The name of a case's stream, for all engines. */
    public static String stream(UUID caseId) {
        return "case:" + caseId;
    }
}
