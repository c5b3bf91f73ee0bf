package org.wangge.command.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.TestExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wangge.api.Actor;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Provenance;
import org.wangge.api.Refused;
import org.wangge.api.notice.DeliveryFault;
import org.wangge.api.notice.NoticeChannel;
import org.wangge.api.notice.NoticeCommand;
import org.wangge.api.notice.NoticeCommand.IssueNotice;
import org.wangge.api.notice.NoticeCommand.ReadNotice;
import org.wangge.api.notice.NoticeCommand.RecordDelivery;
import org.wangge.api.notice.NoticeCommand.RecordDeliveryFailure;
import org.wangge.api.notice.NoticeEvent;
import org.wangge.api.notice.NoticeEvent.NoticeDelivered;
import org.wangge.api.notice.NoticeEvent.NoticeDeliveryFailed;
import org.wangge.api.notice.NoticeEvent.NoticeIssued;
import org.wangge.api.notice.NoticeEvent.NoticeRead;
import org.wangge.api.notice.NoticeKind;
import org.wangge.command.StreamTargets;
import org.wangge.command.directory.Directory;
import org.wangge.eventstore.ProvenanceParameters;

/** 通知. */
class NoticeTest {

    private static final UUID ID = new UUID(1, 2);
    private static final UUID CASE = new UUID(3, 4);
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final List<NoticeChannel> CHANNELS = List.of(NoticeChannel.INBOX, NoticeChannel.EMAIL);
    private static final NoticeEvent.Fact ABOUT = new NoticeEvent.Fact(new UUID(5, 6), "case:" + CASE);
    private static final NoticeEvent ISSUED =
            new NoticeIssued(ID, NoticeKind.URGE, "p-chen", ABOUT, CASE, null, "g-1", "案件被催办。", CHANNELS, "default-1");
    private static final NoticeEvent IN_THE_INBOX = new NoticeDelivered(ID, CASE, NoticeChannel.INBOX, 1);
    private static final NoticeEvent MAILED = new NoticeDelivered(ID, CASE, NoticeChannel.EMAIL, 1);

    private final AggregateTestFixture<Notice> fixture = new AggregateTestFixture<>(Notice.class);

    @BeforeEach
    void theHousesWays() {
        fixture.registerParameterResolverFactory(new ProvenanceParameters());
        fixture.registerCommandTargetResolver(new StreamTargets());
        fixture.registerCommandHandlerInterceptor((unitOfWork, chain) -> {
            unitOfWork.registerCorrelationDataProvider(new SimpleCorrelationDataProvider(Provenance.KEY));
            return chain.proceed();
        });
        fixture.registerInjectableResource(new SomePeople());
    }

    private static Map<String, Object> by(@Nullable String personId, Instant at) {
        Actor actor = new Actor("somebody", personId, null, null, null);
        return MetaData.with(Provenance.KEY, new Provenance(actor, at, "http", new UUID(7, 7), new UUID(7, 7), null));
    }

    private TestExecutor<Notice> after(NoticeEvent... events) {
        TestExecutor<Notice> story = fixture.givenNoPriorActivity();
        for (NoticeEvent event : events) {
            story = story.andGiven(
                    List.of(new org.axonframework.eventhandling.GenericEventMessage<>(event, by("p-office", NINE))));
        }
        return story;
    }

    private static NoticeCommand issue(String personId) {
        return new IssueNotice(
                ID, NoticeKind.URGE, personId, ABOUT, CASE, null, "g-1", "案件被催办。", CHANNELS, "default-1");
    }

    @Test
    void aNoticeLiesInTheInboxFromItsIssueOn() {
        fixture.givenNoPriorActivity().when(issue("p-chen"), by(null, NINE)).expectEvents(ISSUED, IN_THE_INBOX);
    }

    @Test
    void nobodyIsToldWhoIsNotKnown() {
        fixture.givenNoPriorActivity()
                .when(issue("p-nobody"), by(null, NINE))
                .expectException(Refused.class)
                .expectNoEvents();
    }

    @Test
    void anOutcomeIsRecordedOnce() {
        RecordDelivery mailed = new RecordDelivery(ID, NoticeChannel.EMAIL, 1);
        after(ISSUED, IN_THE_INBOX).when(mailed, by(null, NINE)).expectEvents(MAILED);
        after(ISSUED, IN_THE_INBOX, MAILED).when(mailed, by(null, NINE)).expectNoEvents();
        after(ISSUED, IN_THE_INBOX, MAILED)
                .when(new RecordDeliveryFailure(ID, NoticeChannel.EMAIL, 2, DeliveryFault.BUSY, false), by(null, NINE))
                .expectNoEvents();
    }

    @Test
    void eachAttemptFailsOnceAndAfterTheLastNothingMoreIsRecorded() {
        RecordDeliveryFailure first = new RecordDeliveryFailure(ID, NoticeChannel.EMAIL, 1, DeliveryFault.BUSY, false);
        NoticeEvent failed = new NoticeDeliveryFailed(ID, CASE, NoticeChannel.EMAIL, 1, DeliveryFault.BUSY, false);
        NoticeEvent gaveUp = new NoticeDeliveryFailed(ID, CASE, NoticeChannel.EMAIL, 2, DeliveryFault.BUSY, true);
        after(ISSUED, IN_THE_INBOX).when(first, by(null, NINE)).expectEvents(failed);
        after(ISSUED, IN_THE_INBOX, failed).when(first, by(null, NINE)).expectNoEvents();
        after(ISSUED, IN_THE_INBOX, failed)
                .when(new RecordDelivery(ID, NoticeChannel.EMAIL, 2), by(null, NINE))
                .expectEvents(new NoticeDelivered(ID, CASE, NoticeChannel.EMAIL, 2));
        after(ISSUED, IN_THE_INBOX, failed, gaveUp)
                .when(new RecordDelivery(ID, NoticeChannel.EMAIL, 3), by(null, NINE))
                .expectNoEvents();
    }

    @Test
    void readingIsRecordedOnceAndOnlyOfThePersonWhoIsTold() {
        ReadNotice read = new ReadNotice(ID);
        after(ISSUED, IN_THE_INBOX).when(read, by("p-chen", NINE)).expectEvents(new NoticeRead(ID, CASE));
        after(ISSUED, IN_THE_INBOX, new NoticeRead(ID, CASE))
                .when(read, by("p-chen", NINE.plusSeconds(60)))
                .expectNoEvents();
        for (String somebodyElse : new String[] {"p-lin", null}) {
            after(ISSUED, IN_THE_INBOX)
                    .when(read, by(somebodyElse, NINE))
                    .expectException(Refused.class)
                    .expectException(CommonRefusalMatcher.of(CommonRefusal.NOT_FOUND));
        }
    }

    @Test
    void nobodyReadsANoticeBeforeItWasIssued() {
        after(ISSUED, IN_THE_INBOX)
                .when(new ReadNotice(ID), by("p-chen", NINE.minusMillis(1)))
                .expectException(CommonRefusalMatcher.of(CommonRefusal.OCCURRED_BEFORE_PREVIOUS));
    }

    @Test
    void aChannelThatFailedIsNotSettledUntilItIsGivenUp() {
        Deliveries once = Deliveries.NONE.after(
                new NoticeDeliveryFailed(ID, CASE, NoticeChannel.EMAIL, 1, DeliveryFault.BUSY, false));
        assertThat(once.settled(NoticeChannel.EMAIL)).isFalse();
        assertThat(once.failures(NoticeChannel.EMAIL)).isEqualTo(1);
        assertThat(once.failures(NoticeChannel.WEBHOOK)).isZero();
        assertThat(once.after(new NoticeDeliveryFailed(ID, CASE, NoticeChannel.EMAIL, 2, DeliveryFault.BUSY, true))
                        .settled(NoticeChannel.EMAIL))
                .isTrue();
    }

    /** Which refusal it was. */
    private static final class CommonRefusalMatcher extends org.hamcrest.TypeSafeMatcher<Throwable> {

        private final CommonRefusal code;

        private CommonRefusalMatcher(CommonRefusal code) {
            this.code = code;
        }

        static CommonRefusalMatcher of(CommonRefusal code) {
            return new CommonRefusalMatcher(code);
        }

        @Override
        protected boolean matchesSafely(Throwable thrown) {
            return thrown instanceof Refused refused && refused.code() == code;
        }

        @Override
        public void describeTo(org.hamcrest.Description description) {
            description.appendText(code.name());
        }
    }

    /** Knows only Chen. */
    private static final class SomePeople implements Directory {
        @Override
        public Optional<GridFacts> grid(String gridId) {
            return Optional.empty();
        }

        @Override
        public boolean personExists(String personId) {
            return personId.equals("p-chen");
        }

        @Override
        public boolean unitExists(String unitId) {
            return false;
        }

        @Override
        public boolean dutyExists(String dutyId) {
            return false;
        }

        @Override
        public boolean caseExists(UUID caseId) {
            return false;
        }

        @Override
        public boolean evidenceExists(String sha256) {
            return false;
        }

        @Override
        public List<String> holders(String gridId, String role, Instant at) {
            return List.of();
        }
    }
}
