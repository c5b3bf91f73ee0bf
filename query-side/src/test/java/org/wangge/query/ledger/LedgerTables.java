package org.wangge.query.ledger;

import java.util.List;
import org.wangge.query.replay.View;

/** The views of duties and cases, for tests of other rooms that fill their tables themselves. */
public final class LedgerTables {

    private LedgerTables() {}

    public static List<View> views() {
        return List.of(new DutyView().dutyTables(), new CaseView().caseTables());
    }
}
