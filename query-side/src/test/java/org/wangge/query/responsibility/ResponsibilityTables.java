package org.wangge.query.responsibility;

import org.wangge.query.replay.View;

/** The view of responsibilities, for tests of other rooms that fill its tables themselves. */
public final class ResponsibilityTables {

    private ResponsibilityTables() {}

    public static View view() {
        return new ResponsibilityView().responsibilityTables();
    }
}
