package org.wangge.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.eventstore.TestDatabase;

/** On the scheduler's real table. */
class TimersTest {

    private static final TaskDescriptor<Void> TASK = TaskDescriptor.of("test-deadline");
    private static final Instant FIRST = Instant.parse("2026-03-01T08:00:00Z");

    private TestDatabase database;
    private JdbcClient rows;
    private Timers timers;

    @BeforeEach
    void openScheduler() {
        database = TestDatabase.create();
        DataSource pool = database.command();
        rows = JdbcClient.create(pool);
        OneTimeTask<Void> task = Tasks.oneTime(TASK).execute((instance, context) -> {});
        SchedulerClient scheduler = SchedulerClient.Builder.create(pool, task)
                .serializer(new JsonTaskData())
                .tableName("command.scheduled_tasks")
                .build();
        timers = new ScheduledTimers(scheduler, rows);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void set(String id, Instant at) {
        timers.setOnce(TASK.instance(id).scheduledTo(at));
    }

    private List<String> standing() {
        return rows.sql("SELECT task_instance || ' ' || to_char(execution_time AT TIME ZONE 'UTC', 'HH24')"
                        + " FROM command.scheduled_tasks ORDER BY 1")
                .query(String.class)
                .list();
    }

    @Test
    void aTimerThatStandsKeepsItsTimeWithinABatchAndBetweenBatches() {
        UnitOfWork<?> batch = DefaultUnitOfWork.startAndGet(new GenericMessage<>("batch"));
        set("a", FIRST);
        set("b", FIRST.plusSeconds(3600));
        set("a", FIRST.plusSeconds(7200));
        assertThat(standing()).isEmpty();
        batch.commit();
        UnitOfWork<?> replay = DefaultUnitOfWork.startAndGet(new GenericMessage<>("batch"));
        set("b", FIRST.plusSeconds(10_800));
        set("c", FIRST);
        replay.commit();

        assertThat(standing()).containsExactly("a 08", "b 09", "c 08");
    }

    @Test
    void aTimerOutsideABatchStandsAtOnce() {
        set("a", FIRST);
        set("a", FIRST.plusSeconds(3600));

        assertThat(standing()).containsExactly("a 08");
    }
}
