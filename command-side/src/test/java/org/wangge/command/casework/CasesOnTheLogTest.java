package org.wangge.command.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.wangge.api.Actor;
import org.wangge.api.Command;
import org.wangge.api.Provenance;
import org.wangge.api.Refused;
import org.wangge.api.Streams;
import org.wangge.api.casework.CaseCommand.AcceptCase;
import org.wangge.api.casework.CaseCommand.DispatchCase;
import org.wangge.api.casework.CaseCommand.ImportCase;
import org.wangge.api.casework.CaseCommand.MergeDuplicate;
import org.wangge.api.casework.CaseCommand.ReportCase;
import org.wangge.api.casework.CaseEvent.CaseOverdue;
import org.wangge.api.casework.CaseEvent.CaseRectifiedOnSpot;
import org.wangge.api.casework.CaseEvent.CaseReported;
import org.wangge.api.casework.CaseKind;
import org.wangge.api.casework.CaseRefusal;
import org.wangge.api.casework.CaseStage;
import org.wangge.api.casework.Severity;
import org.wangge.api.grid.GridCommand.DefineGrid;
import org.wangge.api.grid.GridKind;
import org.wangge.api.inspection.InspectionCommand.CheckedItem;
import org.wangge.api.inspection.InspectionCommand.Finding;
import org.wangge.api.inspection.InspectionCommand.InspectionReport;
import org.wangge.api.inspection.InspectionCommand.ItemResult;
import org.wangge.api.inspection.InspectionCommand.RecordInspection;
import org.wangge.api.inspection.InspectionKind;
import org.wangge.api.people.PeopleCommand.RegisterUnit;
import org.wangge.command.CommandApplication;
import org.wangge.command.CommandDesk;
import org.wangge.command.Submission;
import org.wangge.eventstore.Receipt;
import org.wangge.eventstore.TestDatabase;
import org.wangge.eventstore.TimeOrderedIds;

/** The case's handlers, automations and timers as they are wired, on the real log. */
class CasesOnTheLogTest {

    private static final AtomicReference<Duration> SKIPPED = new AtomicReference<>(Duration.ZERO);

    @TempDir
    static java.nio.file.Path data;

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static ConfigurableApplicationContext application;

    /** Runs on, since the scheduler waits by it, and skips ahead when told. */
    private static final class DrivenClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(SKIPPED.get());
        }
    }

    @BeforeAll
    static void start() {
        application = new SpringApplicationBuilder(CommandApplication.class)
                .initializers((GenericApplicationContext context) ->
                        context.registerBean("drivenClock", Clock.class, DrivenClock::new))
                .run(
                        "--server.port=0",
                        "--wangge.data-dir=" + data,
                        "--wangge.timers.poll=PT0.1S",
                        "--wangge.command.database.jdbc-url=" + DATABASE.url(),
                        "--wangge.command.database.username=wangge_command",
                        "--wangge.command.database.password=" + TestDatabase.PASSWORD);
        submit(new DefineGrid("G-1", "North", GridKind.AREA, 1, null, false));
        submit(new RegisterUnit("u-fire", "Fire office"));
    }

    @AfterAll
    static void stop() {
        application.close();
        DATABASE.close();
    }

    @Test
    void aStageThatIsNotLeftInTimeFallsOverdueByItself() {
        UUID caseId = report();
        Instant acceptBy = now().plusSeconds(60);
        submit(new DispatchCase(caseId, "u-fire", acceptBy, acceptBy.plusSeconds(60)));
        pass(Duration.ofSeconds(61));

        await().atMost(Duration.ofSeconds(20)).until(() -> overdue(caseId).size() == 1);
        DomainEventMessage<?> message = overdue(caseId).getFirst();
        assertThat(((CaseOverdue) message.getPayload()).stage()).isEqualTo(CaseStage.ACCEPT);
        Provenance provenance = CaseBench.provenance(message);
        assertThat(provenance.occurredAt()).isEqualTo(acceptBy);
        assertThat(provenance.actor()).isEqualTo(Actor.SYSTEM);

        pass(Duration.ofSeconds(61));
        await().atMost(Duration.ofSeconds(20)).until(() -> overdue(caseId).size() == 2);
        submit(new AcceptCase(caseId));
        assertThat(overdue(caseId)).hasSize(2);
    }

    @Test
    void anInspectionAndTheCasesOfItsFindingsAreStoredTogether() {
        UUID inspectionId = TimeOrderedIds.next();
        UUID open = TimeOrderedIds.next();
        UUID onSpot = TimeOrderedIds.next();
        Receipt receipt =
                submit(inspection(inspectionId, finding(open, "MAJOR", false), finding(onSpot, "GENERAL", true)));

        assertThat(events(open)).extracting(m -> (Object) m.getPayloadType()).containsExactly(CaseReported.class);
        assertThat(events(onSpot))
                .extracting(m -> (Object) m.getPayloadType())
                .containsExactly(CaseReported.class, CaseRectifiedOnSpot.class);
        assertThat(receipt.eventIds()).hasSize(4);
        assertThat(CaseBench.provenance(events(open).getFirst()).causationId())
                .isEqualTo(receipt.eventIds().getFirst());
    }

    @Test
    void aFindingThatIsRefusedStoresNothingOfTheInspection() {
        UUID inspectionId = TimeOrderedIds.next();
        UUID sound = TimeOrderedIds.next();
        UUID major = TimeOrderedIds.next();
        assertThatThrownBy(() -> submit(
                        inspection(inspectionId, finding(sound, "GENERAL", false), finding(major, "MAJOR", true))))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(CaseRefusal.MAJOR_CASE_ON_THE_SPOT));
        EventStore log = application.getBean(EventStore.class);
        assertThat(log.readEvents(Streams.inspection(inspectionId)).hasNext()).isFalse();
        assertThat(events(sound)).isEmpty();
    }

    @Test
    void aCaseIsMergedIntoAnOpenOneOnly() {
        UUID original = report();
        UUID duplicate = report();
        submit(new MergeDuplicate(duplicate, original));
        assertThatThrownBy(() -> submit(new MergeDuplicate(original, duplicate)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(CaseRefusal.ORIGINAL_ENDED));
    }

    @Test
    void anImportedHistoryKeepsItsTimesAndStartsNoTimerForWhatIsOver() {
        UUID over = TimeOrderedIds.next();
        UUID ahead = TimeOrderedIds.next();
        Instant reportedAt = now().minus(Duration.ofDays(100));
        Instant due = now().plusSeconds(30);
        submit(
                new ImportCase(reportCase(over), "1", "u-fire", null, now().minusSeconds(1), null, null),
                reportedAt,
                "import:b");
        submit(new ImportCase(reportCase(ahead), "2", "u-fire", null, due, null, null), reportedAt, "import:b");
        assertThat(events(over))
                .extracting(m -> CaseBench.provenance(m).occurredAt())
                .containsExactly(reportedAt, reportedAt);

        pass(Duration.ofSeconds(31));
        await().atMost(Duration.ofSeconds(20)).until(() -> overdue(ahead).size() == 1);
        assertThat(overdue(over)).isEmpty();
    }

    /** As exact as the log keeps times. */
    private static Instant now() {
        return new DrivenClock().instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static void pass(Duration time) {
        SKIPPED.updateAndGet(skipped -> skipped.plus(time));
    }

    private static UUID report() {
        UUID caseId = TimeOrderedIds.next();
        submit(reportCase(caseId));
        return caseId;
    }

    private static ReportCase reportCase(UUID caseId) {
        return new ReportCase(
                caseId,
                "G-1",
                CaseKind.HAZARD,
                "FIRE",
                Severity.GENERAL,
                "Exit",
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    private static Finding finding(UUID caseId, String severity, boolean onSpot) {
        return new Finding(caseId, "exit-" + caseId, "FIRE", severity, "Blocked exit", onSpot, List.of());
    }

    private static RecordInspection inspection(UUID inspectionId, Finding... findings) {
        List<CheckedItem> items = java.util.Arrays.stream(findings)
                .map(finding -> new CheckedItem("exit-" + finding.caseId(), ItemResult.FAIL, null, List.of()))
                .toList();
        return new RecordInspection(
                inspectionId,
                new InspectionReport(
                        "G-1", null, InspectionKind.SPOT_CHECK, null, items, List.of(findings), null, null, null));
    }

    private static List<DomainEventMessage<?>> events(UUID caseId) {
        return application
                .getBean(EventStore.class)
                .readEvents(Streams.caseFile(caseId))
                .asStream()
                .<DomainEventMessage<?>>map(message -> message)
                .toList();
    }

    private static List<DomainEventMessage<?>> overdue(UUID caseId) {
        return events(caseId).stream()
                .filter(message -> message.getPayload() instanceof CaseOverdue)
                .toList();
    }

    private static Receipt submit(Command command) {
        return submit(command, null, "http");
    }

    private static Receipt submit(Command command, @Nullable Instant occurredAt, String source) {
        Actor office = new Actor("office", null, null, null, null);
        return application
                .getBean(CommandDesk.class)
                .submit(new Submission(command, office, occurredAt, source, null, null));
    }
}
