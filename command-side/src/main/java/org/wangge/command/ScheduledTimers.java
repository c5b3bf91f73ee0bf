package org.wangge.command;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Sets timers, those of a whole batch of events at once. Asking whether there is one already and setting it took two statements for
 * each. The scheduler's own table is only read here; what is written goes by its client.
 */
@Component
final class ScheduledTimers implements Timers {

    private final SchedulerClient scheduler;
    private final JdbcClient database;

    ScheduledTimers(SchedulerClient scheduler, JdbcClient database) {
        this.scheduler = scheduler;
        this.database = database;
    }

    @Override
    public void setOnce(SchedulableInstance<?> timer) {
        Gathered.add(Timers.class.getName(), timer, this::setAll);
    }

    private void setAll(List<SchedulableInstance<?>> timers) {
        timers.stream()
                .collect(Collectors.groupingBy(SchedulableInstance::getTaskName))
                .forEach(this::setMissing);
    }

    private void setMissing(String task, List<SchedulableInstance<?>> timers) {
        Set<String> there = new HashSet<>(database.sql(
                        "SELECT task_instance FROM command.scheduled_tasks WHERE task_name = ? AND task_instance = ANY (?)")
                .param(task)
                .param(timers.stream().map(SchedulableInstance::getId).toArray(String[]::new))
                .query(String.class)
                .list());
        List<SchedulableInstance<?>> missing = new ArrayList<>();
        for (SchedulableInstance<?> timer : timers) {
            if (there.add(timer.getId())) {
                missing.add(timer);
            }
        }
        if (!missing.isEmpty()) {
            scheduler.scheduleBatch(missing);
        }
    }
}
