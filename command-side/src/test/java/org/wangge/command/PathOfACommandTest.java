package org.wangge.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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
        String dispatch = "{\"unitId\":\"" + unitId + "\"}";
        String path = "/api/v1/cases/" + caseId;
        side.post(path + "/dispatches", dispatch).accepted();
        // Whoever reads the stream from now on finds a part of it missing, and fails.
        for (String sql : List.of(
                "ALTER TABLE log.event DISABLE TRIGGER no_change",
                "DELETE FROM log.event WHERE aggregate_id = 'case:" + caseId + "' AND sequence = 0",
                "ALTER TABLE log.event ENABLE ALWAYS TRIGGER no_change")) {
            side.superuser().sql(sql).update();
        }

        assertThat(side.post(path + "/rejection", "{\"reason\":\"not ours\"}", "Idempotency-Key", "r-" + caseId)
                        .accepted()
                        .sequence())
                .isEqualTo(2);
        assertThat(side.post(path + "/dispatches", dispatch).accepted().sequence())
                .isEqualTo(3);
        side.bean(AggregateMemory.class).removeAll();
        assertThat(side.post(path + "/rejection", "{\"reason\":\"not ours\"}").status())
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
