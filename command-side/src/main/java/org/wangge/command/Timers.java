package org.wangge.command;

import com.github.kagkarlsson.scheduler.task.SchedulableInstance;

/** 定时: timers that automations set. */
@FunctionalInterface
public interface Timers {

    /** Sets the timer with its batch of events, unless it stands already, whenever that one is to fire. */
    void setOnce(SchedulableInstance<?> timer);
}
