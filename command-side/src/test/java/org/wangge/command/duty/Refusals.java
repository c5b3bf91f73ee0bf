package org.wangge.command.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.axonframework.test.aggregate.ResultValidator;
import org.jspecify.annotations.Nullable;
import org.wangge.api.RefusalCode;
import org.wangge.api.Refused;

/** What tests say of refusals. */
public final class Refusals {

    private Refusals() {}

    public static void refused(RefusalCode code, @Nullable String pointer, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Refused.class, refused -> check(refused, code, pointer));
    }

    public static void refused(RefusalCode code, @Nullable String pointer, ResultValidator<?> result) {
        result.expectNoEvents()
                .expectException(Refused.class)
                .expectExceptionMessage(org.hamcrest.Matchers.startsWith(code.name() + ": "));
        if (pointer != null) {
            result.expectExceptionMessage(org.hamcrest.Matchers.containsString("pointer=" + pointer + ","));
        }
    }

    private static void check(Refused refused, RefusalCode code, @Nullable String pointer) {
        assertThat(refused.code()).isEqualTo(code);
        if (pointer != null) {
            assertThat(refused.faults().getFirst().pointer()).isEqualTo(pointer);
        }
    }
}
