package org.wangge.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wangge.command.CommandSide.Answer;

class CommandDeskTest {

    private final CommandSide side = CommandSide.shared();

    @Test
    void aCreateAnswersWhereItWentInTheLog() {
        String gridId = CommandSide.fresh("g");
        Answer answer = side.post("/api/v1/grids", CommandSide.grid(gridId, 1, null));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().path("id").stringValue()).isEqualTo(gridId);
        assertThat(answer.sequence()).isZero();
        assertThat(answer.eventIds()).hasSize(1);
        assertThat(answer.header("Wangge-Position")).isEqualTo(Long.toString(answer.position()));
        assertThat(answer.header("ETag")).isEqualTo("\"0\"");
        assertThat(side.types("grid:" + gridId)).containsExactly("grid.defined");
    }
}
