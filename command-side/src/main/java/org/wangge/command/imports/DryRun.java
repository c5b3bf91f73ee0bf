package org.wangge.command.imports;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Refused;
import org.wangge.api.casework.CaseCommand.ImportCase;
import org.wangge.api.casework.CaseCommand.ImportCaseLog;
import org.wangge.api.casework.CaseCommand.LoggedActivity;
import org.wangge.api.casework.CaseRefusal;
import org.wangge.api.grid.GridCommand.DefineGrid;
import org.wangge.api.grid.GridRefusal;
import org.wangge.api.people.PeopleCommand.RegisterPerson;
import org.wangge.api.people.PeopleCommand.RegisterUnit;
import org.wangge.command.directory.Directory;
import org.wangge.command.imports.RowReader.Candidate;

/**
 * 试运行: would the row be taken? Asks what the aggregates ask, with the difference that what earlier rows of the same file would
 * make counts as there. The aggregates have the last word: limits that only they know are found by the import itself.
 */
final class DryRun {

    private final Directory directory;
    private final Clock clock;
    private final Map<String, Integer> levels = new HashMap<>();
    private final Set<String> units = new HashSet<>();
    private final Set<String> people = new HashSet<>();

    DryRun(Directory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** Throws what would refuse the row. */
    void check(Candidate candidate) {
        notInFuture(candidate.occurredAt(), "/occurredAt");
        switch (candidate.command()) {
            case DefineGrid grid -> check(grid);
            case RegisterPerson person -> checkUnit(person.unitId(), "/unitId");
            case ImportCase history -> check(history, candidate.occurredAt());
            case ImportCaseLog log -> check(log);
            default -> {}
        }
        remember(candidate);
    }

    /** Counts the row's thing as there. */
    void remember(Candidate candidate) {
        switch (candidate.command()) {
            case DefineGrid grid -> levels.put(grid.gridId(), grid.level());
            case RegisterUnit unit -> units.add(unit.unitId());
            case RegisterPerson person -> people.add(person.personId());
            default -> {}
        }
    }

    private void check(DefineGrid grid) {
        String parent = grid.parentId();
        if (grid.level() == 1) {
            if (parent != null) {
                throw Refused.because(GridRefusal.TOP_LEVEL_HAS_NO_PARENT, "/parentId", "level 1 has no parent");
            }
        } else if (parent == null) {
            throw Refused.because(GridRefusal.PARENT_REQUIRED, "/parentId", "level " + grid.level() + " needs one");
        } else if (levelOf(parent, "/parentId") >= grid.level()) {
            throw Refused.because(GridRefusal.PARENT_NOT_ABOVE, "/parentId", parent + " does not stand above");
        }
    }

    private int levelOf(String gridId, String pointer) {
        Integer known = levels.get(gridId);
        if (known == null) {
            known = directory.requireGrid(gridId, pointer).level();
            levels.put(gridId, known);
        }
        return known;
    }

    private void checkUnit(@Nullable String unitId, String pointer) {
        if (unitId != null && !units.contains(unitId)) {
            directory.requireUnit(unitId, pointer);
            units.add(unitId);
        }
    }

    private void checkPerson(@Nullable String personId, String pointer) {
        if (personId != null && !people.contains(personId)) {
            directory.requirePerson(personId, pointer);
            people.add(personId);
        }
    }

    private void check(ImportCase history, @Nullable Instant reportedAt) {
        checkBeginning(history);
        notInFuture(history.dispatchedAt(), "/dispatchedAt");
        notInFuture(history.closedAt(), "/closedAt");
        notBefore(history.dispatchedAt(), reportedAt, "/dispatchedAt");
        notBefore(history.closedAt(), reportedAt, "/closedAt");
        notBefore(history.closedAt(), history.dispatchedAt(), "/closedAt");
    }

    private void check(ImportCaseLog log) {
        checkBeginning(log.history());
        notInFuture(log.history().dispatchedAt(), "/dispatchedAt");
        notInFuture(log.history().closedAt(), "/closedAt");
        if (log.activities().size() > ImportCaseLog.MOST_ACTIVITIES) {
            throw Refused.because(
                    CaseRefusal.LOG_TOO_LONG, "/activities", log.activities().size() + " activities");
        }
        for (int i = 0; i < log.activities().size(); i++) {
            LoggedActivity activity = log.activities().get(i);
            String at = "/activities/" + i;
            notInFuture(activity.occurredAt(), at + "/occurredAt");
            checkPerson(activity.personId(), at + "/personId");
            checkUnit(activity.actingUnitId(), at + "/actingUnitId");
        }
    }

    private void checkBeginning(ImportCase history) {
        var _ = levelOf(history.report().gridId(), "/report/gridId");
        checkUnit(history.unitId(), "/unitId");
        if ((history.report().latitude() == null) != (history.report().longitude() == null)) {
            throw Refused.because(CaseRefusal.POSITION_INCOMPLETE, "/report/latitude", "only half of a position");
        }
        if (history.unitId() == null && (history.dispatchedAt() != null || history.dueAt() != null)) {
            throw Refused.because(CaseRefusal.IMPORT_NEEDS_UNIT, "/unitId", "dispatched or due without a unit");
        }
    }

    private void notInFuture(@Nullable Instant value, String pointer) {
        if (value != null && value.isAfter(clock.instant())) {
            throw Refused.because(CommonRefusal.OCCURRED_IN_FUTURE, pointer, value + " is in the future");
        }
    }

    private static void notBefore(@Nullable Instant value, @Nullable Instant earlier, String pointer) {
        if (value != null && earlier != null && value.isBefore(earlier)) {
            throw Refused.because(CaseRefusal.HISTORY_IMPOSSIBLE, pointer, value + " is before " + earlier);
        }
    }
}
