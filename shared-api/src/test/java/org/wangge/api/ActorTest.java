package org.wangge.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActorTest {

    @Test
    void anAccountWithoutAPersonCannotPassForAPersonOfTheSameName() {
        Actor person = new Actor("wang", "p-001", null, null, null);
        Actor account = new Actor("p-001", null, null, null, null);

        assertThat(person.identity()).isEqualTo("p-001");
        assertThat(account.identity()).isEqualTo("account:p-001");
    }
}
