package org.wangge.command.casework;

import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;
import org.wangge.api.Streams;
import org.wangge.api.casework.CaseEvent.CaseClosed;
import org.wangge.api.casework.CaseEvent.CaseMergedAsDuplicate;
import org.wangge.api.casework.CaseEvent.CaseReopened;
import org.wangge.api.casework.CaseEvent.TransferOutcomeRecorded;

/** 未结案件: whether another case still goes on, answered from its events. */
interface OpenCases {

    boolean open(UUID caseId);

    /** Reads the other case's stream from the log. */
    @Component
    final class InTheLog implements OpenCases {

        private final EventStore log;

        InTheLog(EventStore log) {
            this.log = log;
        }

        @Override
        public boolean open(UUID caseId) {
            return log.readEvents(Streams.caseFile(caseId))
                    .asStream()
                    .reduce(true, InTheLog::openAfter, (_, last) -> last);
        }

        private static boolean openAfter(boolean open, DomainEventMessage<?> message) {
            return switch (message.getPayload()) {
                case CaseClosed _ -> false;
                case CaseMergedAsDuplicate _ -> false;
                case TransferOutcomeRecorded outcome -> !outcome.settled();
                case CaseReopened _ -> true;
                default -> open;
            };
        }
    }
}
