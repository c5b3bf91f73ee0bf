package org.wangge.command.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangge.command.casework.CaseBench.CASE;
import static org.wangge.command.casework.CaseBench.OTHER;
import static org.wangge.command.casework.CaseBench.day;

import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wangge.api.Streams;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.casework.CaseEvent.CaseClosed;
import org.wangge.api.casework.CaseEvent.CaseMergedAsDuplicate;
import org.wangge.api.casework.CaseEvent.CaseReopened;
import org.wangge.api.casework.CaseEvent.CaseTransferred;
import org.wangge.api.casework.CaseEvent.CaseUrged;
import org.wangge.api.casework.CaseEvent.TransferOutcomeRecorded;

/** Whether another case still goes on. */
class OpenCasesTest {

    private final EmbeddedEventStore log = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine())
            .build();
    private final OpenCases cases = new OpenCases.InTheLog(log);

    @AfterEach
    void close() {
        log.shutDown();
    }

    @Test
    void aCaseIsOpenUntilItEnds() {
        assertThat(openAfter(new CaseTransferred(CASE, "Police", "a crime"), new CaseUrged(CASE, null, "news?")))
                .isTrue();
    }

    @Test
    void aClosedCaseIsNot() {
        assertThat(openAfter(new CaseClosed(CASE, null, null), new CaseUrged(CASE, null, "noise")))
                .isFalse();
    }

    @Test
    void aMergedCaseIsNot() {
        assertThat(openAfter(new CaseMergedAsDuplicate(CASE, OTHER))).isFalse();
    }

    @Test
    void aReopenedCaseIsAgain() {
        assertThat(openAfter(new CaseClosed(CASE, null, null), new CaseReopened(CASE, "again", day(1), "default-1")))
                .isTrue();
    }

    @Test
    void onlyASettledTransferEndsACase() {
        assertThat(openAfter(outcome(true))).isFalse();
    }

    @Test
    void anUnsettledTransferDoesNot() {
        assertThat(openAfter(outcome(false))).isTrue();
    }

    private static TransferOutcomeRecorded outcome(boolean settled) {
        return new TransferOutcomeRecorded(CASE, "Police", "answered", settled, null, "default-1");
    }

    private boolean openAfter(CaseEvent... events) {
        for (int sequence = 0; sequence < events.length; sequence++) {
            log.publish(new GenericDomainEventMessage<>("case", Streams.caseFile(CASE), sequence, events[sequence]));
        }
        return cases.open(CASE);
    }
}
