package org.wangge.command.directory;

import java.util.List;
import java.util.UUID;

/** 在办事项: what is open in a grid, as the log has it. */
public interface OpenItems {

    /**
     * What is open in one grid.
     *
     * @param childGridIds the grids directly below that have not been retired
     */
    record InGrid(List<UUID> caseIds, List<String> dutyIds, List<String> childGridIds) {
        public boolean isEmpty() {
            return caseIds.isEmpty() && dutyIds.isEmpty() && childGridIds.isEmpty();
        }
    }

    /** What is open in the grid itself (not below it), seen by everything that is in the log when this is asked. */
    InGrid in(String gridId);
}
