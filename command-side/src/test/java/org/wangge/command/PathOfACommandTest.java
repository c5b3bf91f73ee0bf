package org.wangge.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.axonframework.messaging.timeout.HandlerTimeoutHandlerEnhancerDefinition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.wangge.eventstore.TimeOrderedIds;

/** What a command does not cost. */
class PathOfACommandTest {

    private static CommandSide side;

    @BeforeAll
    static void start() {
        side = CommandSide.start();
    }

    @AfterAll
    static void stop() {
        side.close();
    }

    @Test
    void aStepIsDecidedWithoutReadingItsStreamAgain() {
        String gridId = side.someGrid();
        String unitId = side.someUnit();
        UUID caseId = TimeOrderedIds.next();
        side.post(
                        "/api/v1/cases",
                        "{\"caseId\":\"" + caseId + "\",\"gridId\":\"" + gridId
                                + "\",\"kind\":\"HAZARD\",\"category\":\"fire\",\"severity\":\"GENERAL\",\"title\":\"exit\"}")
                .accepted();
        // Whoever reads the stream from now on finds a part of it missing, and fails.
        side.superuser()
                .sql(
                        "BEGIN; SET LOCAL session_replication_role = replica; DELETE FROM log.event WHERE aggregate_id = 'case:"
                                + caseId + "' AND sequence = 0; COMMIT")
                .update();
        String dispatch = "{\"unitId\":\"" + unitId + "\"}";
        String path = "/api/v1/cases/" + caseId;

        assertThat(side.post(path + "/dispatches", dispatch, "Idempotency-Key", "d-" + caseId)
                        .accepted()
                        .sequence())
                .isEqualTo(1);
        assertThat(side.post(path + "/rejection", "{\"reason\":\"not ours\"}")
                        .accepted()
                        .sequence())
                .isEqualTo(2);
        side.bean(AggregateMemory.class).removeAll();
        assertThat(side.post(path + "/dispatches", dispatch).status())
                .as("without a memory the stream is read, and found wanting")
                .isEqualTo(500);
    }

    @Test
    void nobodyNotesAStackTraceOrMeasuresEachFilter() {
        assertThatThrownBy(() -> side.bean(HandlerTimeoutHandlerEnhancerDefinition.class))
                .isInstanceOf(NoSuchBeanDefinitionException.class);
        assertThat(side.bean(SecurityObservationSettings.class).shouldObserveRequests())
                .isFalse();
    }
}
