package org.wangge.command.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangge.command.CommandSide;
import org.wangge.command.CommandSide.Answer;

/** 人员 and 责任单位. */
class PeopleTest {

    private final CommandSide side = CommandSide.shared();

    private Answer register(String personId, String name, String more) {
        return side.post("/api/v1/people", "{\"personId\":\"" + personId + "\",\"name\":\"" + name + "\"" + more + "}");
    }

    private Answer step(String personId, String step, String json) {
        return side.post("/api/v1/people/" + personId + "/" + step, json);
    }

    private List<Map<String, Object>> kept(String personId) {
        return side.superuser()
                .sql("SELECT name, phone FROM personal.person WHERE person_id = ?")
                .param(personId)
                .query()
                .listOfRows();
    }

    @Test
    void aPersonsValuesAreKeptBesideTheLog() {
        String personId = CommandSide.fresh("p");
        String unitId = side.someUnit();
        Answer answer = register(personId, "李四", ",\"phone\":\"+86 10 5550 0001\",\"unitId\":\"" + unitId + "\"");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(kept(personId)).containsExactly(Map.of("name", "李四", "phone", "+86 10 5550 0001"));
        assertThat(side.stream("person:" + personId).getFirst().propertyNames())
                .containsExactlyInAnyOrder("personId", "unitId");
    }

    @Test
    void theSameRegistrationIsARepeatAndOneUnderAnotherNameIsNot() {
        String personId = CommandSide.fresh("p");
        Answer first = register(personId, "李四", ",\"phone\":\"010-5550002\"");

        assertThat(register(personId, "李四", ",\"phone\":\"010-5550002\"").body())
                .isEqualTo(first.body());
        assertThat(register(personId, "王五", ",\"phone\":\"010-5550002\"").problem())
                .isEqualTo("already-exists");
        assertThat(register(personId, "李四", ",\"phone\":\"010-5550003\"").problem())
                .isEqualTo("already-exists");
        assertThat(register(personId, "李四", "").problem()).isEqualTo("already-exists");
        assertThat(side.types("person:" + personId)).hasSize(1);
    }

    @Test
    void aKeyIsNotToBeUsedForAnotherName() {
        String personId = CommandSide.fresh("p");
        String json = "{\"personId\":\"" + personId + "\",\"name\":\"李四\"}";
        side.post("/api/v1/people", json, "Idempotency-Key", personId).accepted();

        assertThat(side.post("/api/v1/people", json, "Idempotency-Key", personId)
                        .status())
                .isEqualTo(200);
        assertThat(side.post("/api/v1/people", json.replace("李四", "王五"), "Idempotency-Key", personId)
                        .problem())
                .isEqualTo("idempotency-key-reused");
    }

    @Test
    void whatIsLeftOutOfAChangeStaysAsItIs() {
        String personId = CommandSide.fresh("p");
        register(personId, "李四", ",\"phone\":\"010-5550004\"").accepted();
        step(personId, "changes", "{\"phone\":\"010-5550005\"}").accepted();

        assertThat(kept(personId)).containsExactly(Map.of("name", "李四", "phone", "010-5550005"));
        var payload = side.stream("person:" + personId).getLast();
        assertThat(payload.path("changed").valueStream().map(value -> value.stringValue()))
                .containsExactly("phone");
        assertThat(step(personId, "changes", "{}").problem()).isEqualTo("nothing-to-change");
    }

    @Test
    void aPersonBelongsToAUnitThatThereIs() {
        assertThat(register(CommandSide.fresh("p"), "李四", ",\"unitId\":\"no-such-unit\"")
                        .blamed())
                .containsExactly("/unitId");
        String personId = side.somePerson();
        Answer answer = step(personId, "changes", "{\"unitId\":\"no-such-unit\"}");
        assertThat(answer.problem()).isEqualTo("unknown-unit");
        assertThat(answer.blamed()).containsExactly("/unitId");
    }

    @Test
    void aPersonLeavesOnce() {
        String personId = side.somePerson();
        step(personId, "leaving", "{\"reason\":\"retired\"}").accepted();

        Answer again = step(personId, "leaving", "{\"reason\":\"retired again\"}");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.problem()).isEqualTo("person-has-left");
    }

    @Test
    void whoIsForgottenLeavesEventsButNoValues() {
        String personId = CommandSide.fresh("p");
        register(personId, "李四", ",\"phone\":\"010-5550006\"").accepted();
        step(personId, "forgetting", "{\"reason\":\"asked for it\"}").accepted();

        assertThat(kept(personId)).isEmpty();
        assertThat(side.types("person:" + personId)).containsExactly("person.registered", "person.forgotten");
        assertThat(step(personId, "changes", "{\"name\":\"李四\"}").problem()).isEqualTo("person-is-forgotten");
        assertThat(step(personId, "forgetting", "{\"reason\":\"twice\"}").problem())
                .isEqualTo("person-is-forgotten");
        assertThat(register(personId, "李四", ",\"phone\":\"010-5550006\"").problem())
                .as("nobody comes back under the old id unnoticed")
                .isEqualTo("already-exists");
        assertThat(kept(personId)).isEmpty();
    }

    @Test
    void aRefusedRegistrationKeepsNoValues() {
        String personId = CommandSide.fresh("p");
        register(personId, "李四", ",\"unitId\":\"no-such-unit\"");

        assertThat(kept(personId)).isEmpty();
        assertThat(side.types("person:" + personId)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "abc", "<script>", "0105550007\\u0000", "１３８", "010\\n555"})
    void aPhoneIsMadeOfDigits(String phone) {
        Answer answer = register(CommandSide.fresh("p"), "李四", ",\"phone\":\"" + phone + "\"");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.blamed()).containsExactly("/phone");
    }

    private String mailbox(String personId) {
        return side.superuser()
                .sql("SELECT coalesce(email, 'none') FROM personal.person WHERE person_id = ?")
                .param(personId)
                .query(String.class)
                .single();
    }

    @Test
    void anEmailAddressIsKeptBesideTheLogLikeThePhone() {
        String personId = CommandSide.fresh("p");
        register(personId, "李四", ",\"email\":\"li.si@example.org\"").accepted();
        assertThat(mailbox(personId)).isEqualTo("li.si@example.org");
        assertThat(register(personId, "李四", "").problem()).isEqualTo("already-exists");

        step(personId, "changes", "{\"email\":\"si@example.org\"}").accepted();
        step(personId, "changes", "{\"phone\":\"010-5550008\"}").accepted();
        assertThat(mailbox(personId)).isEqualTo("si@example.org");
        assertThat(side.bodies("person:" + personId).toString()).doesNotContain("example.org");
        assertThat(side.stream("person:" + personId)
                        .get(1)
                        .path("changed")
                        .get(0)
                        .stringValue())
                .isEqualTo("email");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "li",
                "li@",
                "@example.org",
                "li@example",
                "li si@example.org",
                "li@example.org\\r\\nBcc: x@y.org",
                "\\u674e@example.org",
                "<li@example.org>",
                "li@example.org,x@y.org",
                "li@exa_mple.org"
            })
    void anEmailAddressIsAPlainOne(String email) {
        Answer answer = register(CommandSide.fresh("p"), "李四", ",\"email\":\"" + email + "\"");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.blamed()).containsExactly("/email");
    }

    @Test
    void whatIsWrittenIntoThePathIsChecked() {
        assertThat(step("p%00", "leaving", "{\"reason\":\"x\"}").status()).isEqualTo(400);
        assertThat(step("-p", "leaving", "{\"reason\":\"x\"}").blamed()).containsExactly("?personId");
        assertThat(step("nobody-known", "leaving", "{\"reason\":\"x\"}").problem())
                .isEqualTo("not-found");
        assertThat(step(side.somePerson(), "leaving", "{\"reason\":\" \"}").blamed())
                .containsExactly("/reason");
    }

    @Test
    void aUnitIsRenamedAndDissolved() {
        String unitId = side.someUnit();
        String path = "/api/v1/units/" + unitId;
        side.post(path + "/renaming", "{\"name\":\"消防大队\"}").accepted();
        side.post(path + "/dissolution", "{\"reason\":\"merged\"}").accepted();

        assertThat(side.types("unit:" + unitId)).containsExactly("unit.registered", "unit.renamed", "unit.dissolved");
        assertThat(side.post(path + "/renaming", "{\"name\":\"Again\"}").problem())
                .isEqualTo("unit-is-dissolved");
        assertThat(side.post(path + "/dissolution", "{\"reason\":\"again\"}").problem())
                .isEqualTo("unit-is-dissolved");
    }

    @Test
    void aDissolvedUnitIsGivenNothingMore() {
        String unitId = side.someUnit();
        side.post("/api/v1/units/" + unitId + "/dissolution", "{\"reason\":\"merged\"}")
                .accepted();

        Answer answer = register(CommandSide.fresh("p"), "李四", ",\"unitId\":\"" + unitId + "\"");
        assertThat(answer.problem()).isEqualTo("unit-is-dissolved");
        assertThat(answer.blamed()).containsExactly("/unitId");
    }
}
