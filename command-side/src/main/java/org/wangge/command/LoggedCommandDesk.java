package org.wangge.command;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.modelling.command.ConflictingAggregateVersionException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wangge.api.Command;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Provenance;
import org.wangge.api.Refused;
import org.wangge.command.AggregateMemory.Recall;
import org.wangge.eventstore.Append;
import org.wangge.eventstore.CanonicalJson;
import org.wangge.eventstore.DuplicateSubmission;
import org.wangge.eventstore.PostgresEventStorageEngine;
import org.wangge.eventstore.PostgresEventStorageEngine.StoredCommand;
import org.wangge.eventstore.Receipt;
import org.wangge.eventstore.StreamExists;
import org.wangge.eventstore.TimeOrderedIds;

/** The command desk in front of the log: gives each command its id, and a repeated one its first answer. */
@Component
final class LoggedCommandDesk implements CommandDesk {

    /** Of how many keyed commands this process remembers that it has met them. */
    private static final int SEEN_AT_MOST = 20_000;

    private final CommandBus commandBus;
    private final PostgresEventStorageEngine log;
    private final Clock clock;
    private final List<KeptBeside> beside;
    private final List<HearsOfAppends> hearers;
    private final Cache<UUID, Boolean> seen =
            Caffeine.newBuilder().maximumSize(SEEN_AT_MOST).build();

    LoggedCommandDesk(
            CommandBus commandBus,
            PostgresEventStorageEngine log,
            Clock clock,
            List<KeptBeside> beside,
            List<HearsOfAppends> hearers) {
        this.hearers = hearers;
        this.commandBus = commandBus;
        this.log = log;
        this.clock = clock;
        this.beside = beside;
    }

    /**
     * What is asked, in the form whose hash tells repeats from different requests. Several commands have the same values
     * (leave and forget: a person and a reason), so the command's name is part of it.
     */
    private record Request(
            String account,
            String name,
            Object command,
            @Nullable Instant occurredAt) {
        static Request of(Submission submission) {
            return new Request(
                    scope(submission),
                    submission.command().getClass().getSimpleName(),
                    submission.command().comparable(),
                    submission.occurredAt());
        }
    }

    @Override
    public Receipt submit(Submission submission) {
        Instant now = clock.instant();
        Instant claimed = submission.occurredAt();
        if (claimed != null && claimed.isAfter(now)) {
            throw Refused.because(CommonRefusal.OCCURRED_IN_FUTURE, "/occurredAt", claimed + " is later than " + now);
        }
        String key = submission.idempotencyKey();
        UUID commandId = key == null ? TimeOrderedIds.next() : RepeatableIds.of(scope(submission), key);
        String fingerprint = HexFormat.of().formatHex(CanonicalJson.fingerprint(Request.of(submission)));
        if (key != null && mayBeRepeat(submission, commandId)) {
            Optional<Receipt> first = firstAnswer(commandId, fingerprint, submission.command());
            if (first.isPresent()) {
                return first.get();
            }
        }
        try {
            Append append = decide(submission, commandId, fingerprint, claimed == null ? now : claimed);
            hearers.forEach(hearer -> hearer.appended(append.places()));
            if (key != null && append.places().isEmpty()) {
                // Nothing to do now: perhaps because it was done when the same was asked before.
                Optional<Receipt> first = firstAnswer(commandId, fingerprint, submission.command());
                if (first.isPresent()) {
                    return first.get();
                }
            }
            return log.receipt(submission.command().stream(), append.places(), false);
        } catch (RuntimeException failure) {
            return answerAfter(failure, submission, commandId, fingerprint);
        }
    }

    /**
     * Whether it is worth looking for a first answer before anything is decided. Where it is not, a repeat is still found out: the log
     * takes the events of a command once, and what comes to no events, or is refused, is looked for afterwards.
     */
    private boolean mayBeRepeat(Submission submission, UUID commandId) {
        boolean met = seen.asMap().putIfAbsent(commandId, true) != null;
        return met || submission.source().startsWith(Submission.IMPORT) || CurrentUnitOfWork.isStarted();
    }

    /**
     * Decided on what is remembered of the stream, where there is such a memory; and once more, on the log, where the log has not
     * confirmed the outcome: another process may have added to the stream, and then a refusal, a conflict or a “nothing to do” may
     * be wrong.
     */
    private Append decide(Submission submission, UUID commandId, String fingerprint, Instant occurredAt) {
        if (CurrentUnitOfWork.isStarted()) {
            return dispatch(submission, commandId, fingerprint, occurredAt, null);
        }
        Recall recall = new Recall();
        try {
            Append append = dispatch(submission, commandId, fingerprint, occurredAt, recall);
            if (!recall.happened() || !append.places().isEmpty()) {
                return append;
            }
        } catch (RuntimeException failure) {
            if (!recall.happened() || !mayComeOfAnOldMemory(failure)) {
                throw failure;
            }
        }
        return dispatch(submission, commandId, fingerprint, occurredAt, null);
    }

    private static boolean mayComeOfAnOldMemory(RuntimeException failure) {
        return causeOf(failure, Refused.class) != null
                || causeOf(failure, ConcurrencyException.class) != null
                || causeOf(failure, ConflictingAggregateVersionException.class) != null;
    }

    private Append dispatch(
            Submission submission, UUID commandId, String fingerprint, Instant occurredAt, @Nullable Recall recall) {
        Map<String, Object> metaData = new HashMap<>();
        if (recall != null) {
            metaData.put(Recall.KEY, recall);
        }
        Submission.Cause led = submission.cause();
        metaData.put(
                Provenance.KEY,
                new Provenance(
                        submission.actor(),
                        occurredAt,
                        submission.source(),
                        commandId,
                        led == null ? commandId : led.correlationId(),
                        led == null ? null : led.eventId()));
        metaData.put(Append.TRANSPORT, Map.of("fingerprint", fingerprint));
        if (submission.expectedSequence() != null) {
            metaData.put(StreamTargets.EXPECTED_SEQUENCE, submission.expectedSequence());
        }
        CompletableFuture<Append> answer = new CompletableFuture<>();
        commandBus.<Object, Append>dispatch(
                new GenericCommandMessage<>(submission.command(), metaData), (command, result) -> {
                    if (result.isExceptional()) {
                        answer.completeExceptionally(result.exceptionResult());
                    } else {
                        answer.complete(result.getPayload());
                    }
                });
        try {
            return answer.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    /** A failed command may have been stored before, by this request's twin; else the failure is worded for the caller. */
    private Receipt answerAfter(RuntimeException failure, Submission submission, UUID commandId, String fingerprint) {
        String stream = submission.command().stream();
        if (submission.idempotencyKey() != null || causeOf(failure, DuplicateSubmission.class) != null) {
            Optional<Receipt> first = firstAnswer(commandId, fingerprint, submission.command());
            if (first.isPresent()) {
                return first.get();
            }
        }
        StreamExists exists = causeOf(failure, StreamExists.class);
        Refused refused = causeOf(failure, Refused.class);
        if (exists != null || refused != null) {
            // What a create was accepted for may have changed since (its parent retired): the first answer still
            // stands.
            Optional<Receipt> created = sameCreate(submission.command(), fingerprint);
            if (created.isPresent()) {
                return created.get();
            }
            if (refused != null) {
                throw refused;
            }
            throw Refused.because(CommonRefusal.ALREADY_EXISTS, "", "it exists already");
        }
        if (causeOf(failure, AggregateNotFoundException.class) != null) {
            throw Refused.because(CommonRefusal.NOT_FOUND, "", "there is no " + stream);
        }
        if (causeOf(failure, ConflictingAggregateVersionException.class) != null) {
            throw Refused.because(
                    CommonRefusal.STALE_VERSION,
                    "",
                    "it stands at sequence " + log.lastSequenceNumberFor(stream).orElse(-1L));
        }
        if (causeOf(failure, ConcurrencyException.class) != null) {
            throw Refused.because(CommonRefusal.CONCURRENT_CHANGE);
        }
        throw failure;
    }

    private static <T extends Throwable> @Nullable T causeOf(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    private Optional<Receipt> sameCreate(Command command, String fingerprint) {
        return log.creator(command.stream())
                .flatMap(creator -> log.find(creator, command.stream()))
                .filter(created -> fingerprint.equals(created.fingerprint()) && !contradictsWhatIsKept(command))
                .map(StoredCommand::receipt);
    }

    private Optional<Receipt> firstAnswer(UUID commandId, String fingerprint, Command command) {
        Optional<StoredCommand> stored = log.find(commandId, command.stream());
        stored.ifPresent(first -> {
            if (!fingerprint.equals(first.fingerprint()) || contradictsWhatIsKept(command)) {
                throw Refused.because(CommonRefusal.IDEMPOTENCY_KEY_REUSED);
            }
        });
        return stored.map(StoredCommand::receipt);
    }

    /**
     * Among whose requests a repeat is looked for: the account's own. The same row of the same table is the same row whoever
     * imports it, so all imports are one scope; no account's name has a colon.
     */
    private static String scope(Submission submission) {
        return submission.source().startsWith(Submission.IMPORT)
                ? Submission.IMPORT
                : submission.actor().account();
    }

    private boolean contradictsWhatIsKept(Command command) {
        return beside.stream().anyMatch(kept -> kept.contradicts(command));
    }
}
