package org.wangge.command.grid;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wangge.command.CommandSide;
import org.wangge.command.CommandSide.Answer;

/** 网格: its place in the tree. */
class GridTest {

    private final Town town = new Town();
    private final CommandSide side = town.side;

    private static void refused(Answer answer, int status, String problem, String... blamed) {
        assertThat(answer.problem()).as("%s", answer).isEqualTo(problem);
        assertThat(answer.status()).isEqualTo(status);
        if (blamed.length > 0) {
            assertThat(answer.blamed()).containsExactly(blamed);
        }
    }

    @Test
    void aGridIsDefinedBelowItsParent() {
        String parent = side.someGrid();
        String gridId = CommandSide.fresh("g");
        side.post("/api/v1/grids", CommandSide.grid(gridId, 3, parent).replace("}", ",\"keySite\":true}"))
                .accepted();
        var payload = side.stream("grid:" + gridId).getFirst();

        assertThat(payload.path("parentId").stringValue()).isEqualTo(parent);
        assertThat(payload.path("level").intValue()).isEqualTo(3);
        assertThat(payload.path("keySite").booleanValue()).isTrue();
        assertThat(payload.path("name").stringValue()).isEqualTo("网格 " + gridId);
    }

    @Test
    void onlyTheTopStandsWithoutAParent() {
        refused(town.define(CommandSide.fresh("g"), 2, null), 422, "parent-required", "/parentId");
        refused(town.define(CommandSide.fresh("g"), 1, side.someGrid()), 422, "top-level-has-no-parent", "/parentId");
    }

    @Test
    void theParentExistsAndStandsAbove() {
        String second = side.someGrid(2, side.someGrid());
        refused(town.define(CommandSide.fresh("g"), 2, "no-such-grid"), 422, "unknown-grid", "/parentId");
        refused(town.define(CommandSide.fresh("g"), 2, second), 422, "parent-not-above", "/parentId");
        assertThat(town.define(CommandSide.fresh("g"), 6, second).status()).isEqualTo(201);
    }

    @Test
    void aGridIsNotItsOwnParent() {
        String gridId = CommandSide.fresh("g");
        refused(town.define(gridId, 2, gridId), 422, "unknown-grid", "/parentId");
        String second = side.someGrid(2, side.someGrid());
        refused(town.move(second, second), 422, "parent-not-above", "/parentId");
    }

    @Test
    void thePlanHasSixLevels() {
        String top = side.someGrid();
        assertThat(town.define(CommandSide.fresh("g"), 6, top).status()).isEqualTo(201);
        refused(town.define(CommandSide.fresh("g"), 7, top), 422, "level-out-of-range", "/level");
    }

    @Test
    void aGridIsRenamed() {
        String gridId = side.someGrid();
        town.step(gridId, "renaming", "name", "新村").accepted();

        assertThat(side.stream("grid:" + gridId).getLast().path("name").stringValue())
                .isEqualTo("新村");
    }

    @Test
    void aGridIsMovedToAnotherParent() {
        String from = side.someGrid();
        String to = side.someGrid();
        String gridId = side.someGrid(2, from);
        town.move(gridId, to).accepted();
        var moved = side.stream("grid:" + gridId).getLast();

        assertThat(moved.path("fromParentId").stringValue()).isEqualTo(from);
        assertThat(moved.path("toParentId").stringValue()).isEqualTo(to);
    }

    @Test
    void aMoveToWhereItStandsStoresNothing() {
        String parent = side.someGrid();
        String gridId = side.someGrid(2, parent);
        Answer answer = town.move(gridId, parent);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.eventIds()).isEmpty();
        assertThat(answer.sequence()).isZero();
        assertThat(side.types("grid:" + gridId)).hasSize(1);
    }

    @Test
    void aMoveKeepsTheLevel() {
        String top = side.someGrid();
        String second = side.someGrid(2, top);
        String third = side.someGrid(3, second);

        refused(town.move(second, third), 422, "parent-not-above", "/parentId");
        refused(town.move(second, "no-such-grid"), 422, "unknown-grid", "/parentId");
        refused(town.move(top, side.someGrid()), 422, "top-level-has-no-parent", "/parentId");
    }

    @Test
    void anEmptyGridIsRetiredOnce() {
        String gridId = side.someGrid();
        town.retire(gridId).accepted();

        assertThat(side.types("grid:" + gridId)).containsExactly("grid.defined", "grid.retired");
        refused(town.retire(gridId), 409, "grid-is-retired");
        refused(town.step(gridId, "renaming", "name", "Again"), 409, "grid-is-retired");
        refused(town.assign(gridId, "LEAD", side.somePerson(), Town.JANUARY), 409, "grid-is-retired");
        refused(town.define(CommandSide.fresh("g"), 2, gridId), 422, "retired-grid", "/parentId");
    }

    @Test
    void aGridWithGridsBelowItIsInUse() {
        String parent = side.someGrid();
        String child = side.someGrid(2, parent);
        refused(town.retire(parent), 409, "grid-still-in-use");

        town.move(child, side.someGrid()).accepted();
        assertThat(town.retire(parent).status()).isEqualTo(200);
    }

    @Test
    void aGridWhoseLastChildIsRetiredIsNotInUse() {
        String parent = side.someGrid();
        town.retire(side.someGrid(2, parent)).accepted();

        assertThat(town.retire(parent).status()).isEqualTo(200);
    }

    @Test
    void aGridWithAnOpenCaseIsInUse() {
        String gridId = side.someGrid();
        town.openCase(gridId);

        refused(town.retire(gridId), 409, "grid-still-in-use");
    }

    @Test
    void aGridWithADutyIsInUse() {
        String gridId = side.someGrid();
        town.duty(gridId);

        refused(town.retire(gridId), 409, "grid-still-in-use");
    }
}
