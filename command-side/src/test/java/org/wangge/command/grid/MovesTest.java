package org.wangge.command.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.wangge.command.CommandSide;
import org.wangge.command.CommandSide.Answer;
import tools.jackson.databind.JsonNode;

/** 调整上级网格, at random and by two processes at once: the grids stay a tree. */
class MovesTest {

    private static final int GRIDS = 24;
    private static final int MOVES = 150;

    private final CommandSide one = CommandSide.shared();

    @Test
    void whateverIsMovedWhereverThereIsNoCycle() throws Exception {
        long seed = System.nanoTime();
        System.out.println("MovesTest: seed " + seed);
        Random random = new Random(seed);
        Map<String, Integer> levels = new HashMap<>();
        List<String> grids = new ArrayList<>();
        for (int i = 0; i < GRIDS; i++) {
            int level = 1 + i / 4;
            String gridId = one.someGrid(level, level == 1 ? null : grids.get(random.nextInt(4 * (level - 1))));
            levels.put(gridId, level);
            grids.add(gridId);
        }
        List<Answer> answers = new ArrayList<>();
        try (CommandSide other = CommandSide.beside(one);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Answer>> moves = new ArrayList<>();
            for (int i = 0; i < MOVES; i++) {
                CommandSide desk = i % 2 == 0 ? one : other;
                String gridId = grids.get(random.nextInt(GRIDS));
                String parent = grids.get(random.nextInt(GRIDS));
                moves.add(threads.submit(
                        () -> desk.post("/api/v1/grids/" + gridId + "/moves", "{\"parentId\":\"" + parent + "\"}")));
            }
            for (Future<Answer> move : moves) {
                answers.add(move.get());
            }
        }

        assertThat(answers)
                .as("seed %d", seed)
                .allSatisfy(answer -> assertThat(answer.status()).isIn(200, 409, 422));
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSizeGreaterThan(MOVES / 10);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 409)
                .extracting(Answer::problem)
                .allMatch("concurrent-change"::equals);
        for (String gridId : grids) {
            climb(gridId, levels, seed);
        }
    }

    /** Every parent on the way up stands above; whoever climbs so arrives at the top. */
    private void climb(String gridId, Map<String, Integer> levels, long seed) {
        String at = gridId;
        while (levels.get(at) > 1) {
            String parent = at;
            for (JsonNode payload : one.stream("grid:" + at)) {
                parent = payload.path("toParentId")
                        .asString(payload.path("parentId").asString(parent));
            }
            assertThat(levels.get(parent)).as("seed %d, from %s", seed, gridId).isLessThan(levels.get(at));
            at = parent;
        }
    }
}
