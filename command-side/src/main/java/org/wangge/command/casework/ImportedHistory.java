package org.wangge.command.casework;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.wangge.api.casework.CaseCommand.ImportCase;
import org.wangge.api.casework.CaseCommand.ImportCaseLog;
import org.wangge.api.casework.CaseCommand.LoggedActivity;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.casework.CaseEvent.ActivityRecorded;
import org.wangge.api.casework.CaseEvent.CaseClosed;
import org.wangge.api.casework.CaseEvent.CaseDispatched;

/** 导入的历史: what another system knows of a case, as events, each at the time that it claims. */
final class ImportedHistory {

    /** The rules of another system, which are not ours. */
    static final String RULES = "imported";

    /** What happened, and when. */
    record Step(CaseEvent event, Instant at) {}

    private ImportedHistory() {}

    static List<Step> of(ImportCase history, Instant reportedAt) {
        List<Step> steps = new ArrayList<>();
        steps.add(reported(history, reportedAt));
        if (history.unitId() != null) {
            steps.add(dispatched(history, history.unitId(), reportedAt));
        }
        if (history.closedAt() != null) {
            steps.add(closed(history, history.closedAt()));
        }
        return steps;
    }

    /**
     * A case begins with its report, and goes to a unit with it where no time of the dispatch is known, whatever else is claimed to
     * have happened before. Then each thing comes in the order in which it happened: who reads the events one after another sees
     * the case as it was at any time. At the same instant work comes before the close.
     */
    static List<Step> of(ImportCaseLog log, Instant reportedAt) {
        ImportCase history = log.history();
        List<Step> beginning = new ArrayList<>();
        List<Step> later = new ArrayList<>();
        beginning.add(reported(history, reportedAt));
        if (history.unitId() != null) {
            (history.dispatchedAt() == null ? beginning : later).add(dispatched(history, history.unitId(), reportedAt));
        }
        for (LoggedActivity activity : log.activities()) {
            later.add(new Step(recorded(log.caseId(), activity), activity.occurredAt()));
        }
        if (history.closedAt() != null) {
            later.add(closed(history, history.closedAt()));
        }
        later.sort(Comparator.comparing(Step::at));
        beginning.addAll(later);
        return beginning;
    }

    private static ActivityRecorded recorded(UUID caseId, LoggedActivity activity) {
        return new ActivityRecorded(
                caseId, activity.activity(), activity.personId(), activity.actingUnitId(), activity.instance());
    }

    private static Step reported(ImportCase history, Instant reportedAt) {
        return new Step(Intake.reported(history.report(), history.reference(), null, RULES), reportedAt);
    }

    private static Step dispatched(ImportCase history, String unitId, Instant reportedAt) {
        return new Step(
                new CaseDispatched(history.caseId(), unitId, null, history.dueAt(), RULES),
                Objects.requireNonNullElse(history.dispatchedAt(), reportedAt));
    }

    private static Step closed(ImportCase history, Instant closedAt) {
        return new Step(new CaseClosed(history.caseId(), null, history.outcome()), closedAt);
    }
}
