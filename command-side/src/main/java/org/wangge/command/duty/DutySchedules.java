package org.wangge.command.duty;

import java.util.Optional;
import org.wangge.api.duty.DutySchedule;

/** The schedules of all duties, as the log has them this instant. */
public interface DutySchedules {

    /** The duty's grid, role, kind and windows; none for a duty that nobody established. */
    Optional<DutySchedule> of(String dutyId);
}
