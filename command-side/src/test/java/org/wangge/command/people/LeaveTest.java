package org.wangge.command.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wangge.command.CommandSide;
import org.wangge.command.CommandSide.Answer;
import tools.jackson.databind.JsonNode;

/** 请假 and 销假. */
class LeaveTest {

    private final CommandSide side = CommandSide.shared();
    private final String personId = side.somePerson();

    private Answer leave(int from, int to) {
        return side.post(
                "/api/v1/people/" + personId + "/leaves",
                "{\"from\":\"" + day(from) + "\",\"to\":\"" + day(to) + "\"}");
    }

    private Answer cancel(int from, @Nullable Integer back) {
        return side.post(
                "/api/v1/people/" + personId + "/leave-cancellations",
                "{\"from\":\"" + day(from) + "\"" + (back == null ? "" : ",\"effectiveFrom\":\"" + day(back) + "\"")
                        + "}");
    }

    private static String day(int day) {
        return "2026-05-%02dT00:00:00Z".formatted(day);
    }

    @Test
    void aLeaveIsRecordedWithoutAReason() {
        leave(1, 3).accepted();
        JsonNode payload = side.stream("person:" + personId).getLast();

        assertThat(payload.propertyNames()).containsExactlyInAnyOrder("personId", "from", "to");
        assertThat(side.post(
                                "/api/v1/people/" + personId + "/leaves",
                                "{\"from\":\"" + day(5) + "\",\"to\":\"" + day(6) + "\",\"reason\":\"flu\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void leavesDoNotOverlapButMayTouch() {
        leave(3, 5).accepted();

        Answer overlapping = leave(4, 6);
        assertThat(overlapping.problem()).isEqualTo("leave-overlaps");
        assertThat(overlapping.blamed()).containsExactly("/from");
        assertThat(leave(2, 4).problem()).isEqualTo("leave-overlaps");
        assertThat(leave(5, 6).status()).isEqualTo(200);
        assertThat(leave(2, 3).status()).isEqualTo(200);
    }

    @Test
    void aLeaveEndsAfterItBegins() {
        Answer answer = leave(3, 3);

        assertThat(answer.problem()).isEqualTo("leave-ends-before-it-begins");
        assertThat(answer.blamed()).containsExactly("/to");
    }

    @Test
    void whoComesBackEarlierMayLeaveAgain() {
        leave(3, 9).accepted();
        cancel(3, 5).accepted();
        JsonNode payload = side.stream("person:" + personId).getLast();

        assertThat(payload.path("to").stringValue()).isEqualTo(day(9));
        assertThat(payload.path("effectiveFrom").stringValue()).isEqualTo(day(5));
        assertThat(leave(4, 6).problem()).isEqualTo("leave-overlaps");
        assertThat(leave(5, 6).status()).isEqualTo(200);
    }

    @Test
    void aLeaveThatIsCancelledWhollyDoesNotCome() {
        leave(3, 9).accepted();
        cancel(3, null).accepted();

        assertThat(cancel(3, null).problem()).isEqualTo("no-such-leave");
        assertThat(leave(3, 9).status()).isEqualTo(200);
    }

    @Test
    void onlyALeaveThatThereIsCanBeCancelled() {
        leave(3, 9).accepted();

        assertThat(cancel(4, null).blamed()).containsExactly("/from");
        assertThat(cancel(3, 9).blamed()).containsExactly("/effectiveFrom");
        assertThat(cancel(3, 2).problem()).isEqualTo("no-such-leave");
    }

    @Test
    void whoHasLeftTakesNoLeaveFromThenOn() {
        side.post(
                        "/api/v1/people/" + personId + "/leaving",
                        "{\"reason\":\"retired\",\"occurredAt\":\"2026-02-01T00:00:00Z\"}")
                .accepted();

        Answer answer = leave(3, 9);
        assertThat(answer.problem()).isEqualTo("person-has-left");
        assertThat(side.post(
                                "/api/v1/people/" + personId + "/leaves",
                                "{\"from\":\"2026-01-03T00:00:00Z\",\"to\":\"2026-01-04T00:00:00Z\"}")
                        .status())
                .as("what was before may still be recorded")
                .isEqualTo(200);
    }
}
