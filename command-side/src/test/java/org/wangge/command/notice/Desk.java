package org.wangge.command.notice;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.wangge.command.CommandSide;
import org.wangge.command.CommandSide.Answer;
import org.wangge.eventstore.TimeOrderedIds;
import tools.jackson.databind.JsonNode;

/** What the tests of notices do and look at. */
final class Desk {

    final CommandSide side;

    Desk(CommandSide side) {
        this.side = side;
    }

    String personOf(String unitId, String more) {
        String personId = CommandSide.fresh("p");
        side.post(
                        "/api/v1/people",
                        "{\"personId\":\"" + personId + "\",\"name\":\"张三\",\"unitId\":\"" + unitId + "\"" + more + "}")
                .accepted();
        return personId;
    }

    UUID someCase(String gridId) {
        UUID caseId = TimeOrderedIds.next();
        side.post(
                        "/api/v1/cases",
                        "{\"caseId\":\"" + caseId + "\",\"gridId\":\"" + gridId
                                + "\",\"kind\":\"HAZARD\",\"category\":\"FIRE\",\"severity\":\"GENERAL\",\"title\":\"堵塞\"}")
                .accepted();
        return caseId;
    }

    /** A case that was just dispatched to the unit. Returns the id of the event. */
    String dispatched(String unitId) {
        return step(someCase(side.someGrid()), "dispatches", "{\"unitId\":\"" + unitId + "\"}");
    }

    /** Returns the id of the event. */
    String step(UUID caseId, String step, String json) {
        Answer answer = side.post("/api/v1/cases/" + caseId + "/" + step, json).accepted();
        return answer.eventIds().getLast();
    }

    /** The streams of the notices about an event. */
    List<String> about(String eventId) {
        return side.superuser()
                .sql("SELECT aggregate_id FROM log.event WHERE type = 'notice.issued' AND causation_id = ?::uuid"
                        + " ORDER BY position")
                .param(eventId)
                .query(String.class)
                .list();
    }

    /** The same, once there are so many. */
    List<String> about(String eventId, int count) {
        try {
            await("notices about " + eventId, () -> about(eventId).size() >= count);
        } catch (RuntimeException e) {
            System.err.println("DUMP "
                    + side.superuser()
                            .sql("select processor_name, convert_from(token,'UTF8') from command.token_entry")
                            .query()
                            .listOfRows());
            System.err.println("DUMP "
                    + side.superuser()
                            .sql(
                                    "select task_name, task_instance, picked, execution_time, consecutive_failures from command.notice_tasks")
                            .query()
                            .listOfRows());
            System.err.println("DUMP "
                    + side.superuser()
                            .sql("select * from command.unit_member")
                            .query()
                            .listOfRows());
            System.err.println("DUMP "
                    + side.superuser()
                            .sql("select position, type, causation_id, event_id, recorded_at from log.event order by 1")
                            .query()
                            .listOfRows());
            throw e;
        }
        return about(eventId);
    }

    String toldOf(String stream) {
        return side.stream(stream).getFirst().path("personId").stringValue();
    }

    JsonNode lastOf(String stream, String type, int count) {
        await(type + " of " + stream, () -> count(stream, type) >= count);
        return side.bodies(stream).stream()
                .filter(body -> body.path("type").stringValue().equals(type))
                .toList()
                .getLast()
                .path("payload");
    }

    long count(String stream, String type) {
        return side.types(stream).stream().filter(type::equals).count();
    }

    boolean readerIsAtTheHead() {
        return side.superuser()
                .sql(
                        "SELECT (convert_from(token, 'UTF8')::json ->> 'globalIndex')::bigint"
                                + " >= (SELECT max(position) FROM log.event) FROM command.token_entry WHERE processor_name = 'notices'")
                .query(Boolean.class)
                .single();
    }

    /** Errands that are left to do, now or later. */
    long errands() {
        return side.superuser()
                .sql("SELECT count(*) FROM command.notice_tasks")
                .query(Long.class)
                .single();
    }

    /** The scheduler waits by the clock in the test's hands: it has to go on for anything to happen. */
    void await(String what, Callable<Boolean> until) {
        Awaitility.await(what)
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    side.clock().goOn(Duration.ofSeconds(1));
                    return until.call();
                });
    }
}
