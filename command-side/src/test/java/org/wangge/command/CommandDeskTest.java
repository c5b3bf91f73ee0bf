package org.wangge.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangge.command.CommandSide.Answer;

/** 收件台 over HTTP: what every command has in common, told with grids and people. */
class CommandDeskTest {

    private final CommandSide side = CommandSide.shared();

    private Answer define(String gridId, String... headers) {
        return side.post("/api/v1/grids", CommandSide.grid(gridId, 1, null), headers);
    }

    private Answer rename(String gridId, String name, String... headers) {
        return side.post("/api/v1/grids/" + gridId + "/renaming", "{\"name\":\"" + name + "\"}", headers);
    }

    @Test
    void aCreateAnswersWhereItWentInTheLog() {
        String gridId = CommandSide.fresh("g");
        Answer answer = define(gridId);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().path("id").stringValue()).isEqualTo(gridId);
        assertThat(answer.sequence()).isZero();
        assertThat(answer.eventIds()).hasSize(1);
        assertThat(answer.header("Wangge-Position")).isEqualTo(Long.toString(answer.position()));
        assertThat(answer.header("ETag")).isEqualTo("\"0\"");
        assertThat(side.types("grid:" + gridId)).containsExactly("grid.defined");
        assertThat(side.superuser()
                        .sql("SELECT aggregate_id FROM log.event WHERE position = ? AND event_id = ?::uuid")
                        .params(answer.position(), answer.eventIds().getFirst())
                        .query(String.class)
                        .single())
                .isEqualTo("grid:" + gridId);
    }

    @Test
    void aStepAnswersWithTheNextSequence() {
        String gridId = side.someGrid();
        Answer answer = rename(gridId, "Another name");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.sequence()).isEqualTo(1);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void oneHundredRepeatsAtTheSameTimeStoreOneEventAndGetTheSameAnswer() throws Exception {
        String gridId = CommandSide.fresh("g");
        List<Answer> creates = together(100, () -> define(gridId, "Idempotency-Key", "create-" + gridId));
        assertThat(creates)
                .extracting(Answer::body)
                .containsOnly(creates.getFirst().body());
        assertThat(creates).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(creates).filteredOn(answer -> answer.status() == 200).hasSize(99);

        List<Answer> steps = together(100, () -> rename(gridId, "Once", "Idempotency-Key", "rename-" + gridId));
        assertThat(steps).extracting(Answer::status).containsOnly(200);
        assertThat(steps).extracting(Answer::body).containsOnly(steps.getFirst().body());
        assertThat(side.types("grid:" + gridId)).containsExactly("grid.defined", "grid.renamed");
    }

    private static List<Answer> together(int times, Callable<Answer> request) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(java.util.Collections.nCopies(times, request))) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    @Test
    void theFirstAnswerStandsEvenWhenTheThingHasChangedSince() {
        String gridId = side.someGrid();
        Answer first = rename(gridId, "First", "Idempotency-Key", "k-" + gridId);
        rename(gridId, "Second").accepted();
        Answer again = rename(gridId, "First", "Idempotency-Key", "k-" + gridId);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("ETag")).isEqualTo("\"1\"");
        assertThat(side.types("grid:" + gridId)).hasSize(3);
    }

    @Test
    void aKeyIsNotToBeUsedForADifferentRequest() {
        String gridId = side.someGrid();
        rename(gridId, "One", "Idempotency-Key", "reused-" + gridId).accepted();
        Answer other = rename(gridId, "Another", "Idempotency-Key", "reused-" + gridId);

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.problem()).isEqualTo("idempotency-key-reused");
        assertThat(side.types("grid:" + gridId)).hasSize(2);
    }

    @Test
    void twoVerbsWithTheSameWordsAreDifferentRequests() {
        String personId = side.somePerson();
        String reason = "{\"reason\":\"moved away\"}";
        side.post("/api/v1/people/" + personId + "/leaving", reason, "Idempotency-Key", "v-" + personId)
                .accepted();
        Answer other =
                side.post("/api/v1/people/" + personId + "/forgetting", reason, "Idempotency-Key", "v-" + personId);

        assertThat(other.problem()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void theSameCreateWithoutAKeyGetsTheFirstAnswer() {
        String gridId = CommandSide.fresh("g");
        Answer first = define(gridId);
        rename(gridId, "Renamed since").accepted();
        Answer again = define(gridId);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void theSameCreateGetsTheFirstAnswerThoughItWouldBeRefusedToday() {
        String parent = side.someGrid();
        String child = CommandSide.fresh("g");
        Answer first =
                side.post("/api/v1/grids", CommandSide.grid(child, 2, parent)).accepted();
        String retirement = "{\"reason\":\"merged\"}";
        side.post("/api/v1/grids/" + child + "/retirement", retirement).accepted();
        side.post("/api/v1/grids/" + parent + "/retirement", retirement).accepted();

        assertThat(side.post("/api/v1/grids", CommandSide.grid(child, 2, parent))
                        .body())
                .isEqualTo(first.body());
        assertThat(side.post("/api/v1/grids", CommandSide.grid(CommandSide.fresh("g"), 2, parent))
                        .problem())
                .isEqualTo("retired-grid");
    }

    @Test
    void anotherThingOfTheSameIdIsRefused() {
        String gridId = side.someGrid();
        Answer other =
                side.post("/api/v1/grids", CommandSide.grid(gridId, 1, null).replace("AREA", "POST"));

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.problem()).isEqualTo("already-exists");
    }

    @Test
    void theSameCreateByAnotherAccountIsNoRepeat() {
        String username = CommandSide.fresh("office");
        side.post(
                        "/api/v1/accounts",
                        "{\"username\":\"" + username
                                + "\",\"password\":\"long enough, surely\",\"roles\":[\"PLAN_OFFICE\"]}")
                .accepted();
        String gridId = CommandSide.fresh("g");
        define(gridId).accepted();
        Answer theirs = side.postAs(
                side.signIn(username, "long enough, surely"), "/api/v1/grids", CommandSide.grid(gridId, 1, null));

        assertThat(theirs.problem()).isEqualTo("already-exists");
    }

    @ParameterizedTest
    @CsvSource({"\"0\", 200, ''", "*, 200, ''", "\"1\", 409, stale-version", "\"999\", 409, stale-version"})
    void aWriterSaysWhichSequenceItHasSeen(String ifMatch, int status, String problem) {
        Answer answer = rename(side.someGrid(), "Seen", "If-Match", ifMatch);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(problem);
    }

    @Test
    void aStaleWriterChangesNothing() {
        String gridId = side.someGrid();
        rename(gridId, "By somebody else").accepted();
        Answer stale = rename(gridId, "By one who has not seen that", "If-Match", "\"0\"");

        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.problem()).isEqualTo("stale-version");
        assertThat(side.types("grid:" + gridId)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "\"0", "W/\"0\"", "\"-1\"", "\"x\"", "\"0\", \"1\"", "\"99999999999999999999\""})
    void anIfMatchThatIsNoSequenceIsMalformed(String ifMatch) {
        Answer answer = rename(side.someGrid(), "Name", "If-Match", ifMatch);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.blamed()).containsExactly("If-Match:");
    }

    @Test
    void aCreateHasNothingToMatch() {
        Answer answer = define(CommandSide.fresh("g"), "If-Match", "\"0\"");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.blamed()).containsExactly("If-Match:");
    }

    @Test
    void anIdempotencyKeyIsShortAndVisible() {
        Answer answer = define(CommandSide.fresh("g"), "Idempotency-Key", "k".repeat(256));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.blamed()).containsExactly("Idempotency-Key:");
    }

    @Test
    void whatThePathNamesMustExist() {
        Answer answer = rename("no-such-grid", "Name");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.problem()).isEqualTo("not-found");
    }

    @Test
    void whatThePathNamesMustBeACode() {
        Answer answer = rename("%20x", "Name");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.blamed()).containsExactly("?gridId");
    }

    @Test
    void whatIsReportedAsDoneCannotLieInTheFuture() {
        String gridId = CommandSide.fresh("g");
        String ahead = side.clock().instant().plusSeconds(1).toString();
        Answer answer = side.post(
                "/api/v1/grids", CommandSide.grid(gridId, 1, null).replace("}", ",\"occurredAt\":\"" + ahead + "\"}"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("occurred-in-future");
        assertThat(answer.blamed()).containsExactly("/occurredAt");
        assertThat(side.types("grid:" + gridId)).isEmpty();
    }

    @Test
    void whatHappenedBeforeItWasRecordedKeepsBothTimes() {
        String gridId = CommandSide.fresh("g");
        side.post(
                        "/api/v1/grids",
                        CommandSide.grid(gridId, 1, null)
                                .replace("}", ",\"occurredAt\":\"2025-12-31T23:00:00+08:00\"}"))
                .accepted();
        var body = side.bodies("grid:" + gridId).getFirst();

        assertThat(body.path("occurredAt").stringValue()).isEqualTo("2025-12-31T15:00:00Z");
        assertThat(java.time.Instant.parse(body.path("recordedAt").stringValue()))
                .isAfterOrEqualTo(CommandSide.START);
    }

    @ParameterizedTest
    @ValueSource(strings = {"recordedAt", "actor", "position", "rules", "sequence"})
    void nobodySetsWhatTheSystemSets(String property) {
        String gridId = CommandSide.fresh("g");
        Answer answer = side.post(
                "/api/v1/grids",
                CommandSide.grid(gridId, 1, null).replace("}", ",\"" + property + "\":\"2026-01-01T00:00:00Z\"}"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.blamed()).containsExactly("/" + property);
        assertThat(side.types("grid:" + gridId)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1899-12-31T23:59:59Z", "3000-01-01T00:00:00Z", "+1000000-01-01T00:00:00Z", "2026-01-01T00:00:00"
            })
    void absurdInstantsAreRefusedByName(String instant) {
        Answer answer = side.post(
                "/api/v1/grids/" + side.someGrid() + "/assignments",
                "{\"role\":\"LEAD\",\"personId\":\"p\",\"effectiveFrom\":\"" + instant + "\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.blamed()).containsExactly("/effectiveFrom");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "　",
                "\\u0000",
                "a\\u0000b",
                " a",
                "a ",
                "　a",
                "a\\nb",
                "a\\u202eb",
                "a\\u0085",
                "。",
                "\\ud800"
            })
    void aNameIsOneLineThatSaysSomething(String name) {
        Answer answer = rename(side.someGrid(), name);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.blamed()).contains("/name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"一村", "3号楼（东）", "A", "Ünïted 𠮷野家", "a b"})
    void namesOfAllKindsAreTaken(String name) {
        assertThat(rename(side.someGrid(), name).status()).isEqualTo(200);
    }

    @Test
    void everyBadFieldIsNamedAtOnce() {
        Answer answer = side.post(
                "/api/v1/grids",
                "{\"gridId\":\"a b\",\"name\":\"x\",\"kind\":\"AREA\",\"level\":0,\"parentId\":\"../x\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.blamed()).containsExactlyInAnyOrder("/gridId", "/level", "/parentId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"name\":\"a\",\"name\":\"b\"}", "{\"name\":\"a\"} x"})
    void whatIsNoJsonObjectIsMalformed(String body) {
        assertThat(side.post("/api/v1/grids/" + side.someGrid() + "/renaming", body)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void brokenEncodingsAreMalformed() {
        byte[] broken = "{\"name\":\"a_b\"}".getBytes(StandardCharsets.UTF_8);
        broken[10] = (byte) 0xff;
        String path = "/api/v1/grids/" + side.someGrid() + "/renaming";

        assertThat(side.postBytes(side.adminToken(), path, broken).status()).isEqualTo(400);
    }

    @Test
    void whoHasNotSignedInStoresNothing() {
        long before = side.events();
        assertThat(side.postAs("", "/api/v1/grids", CommandSide.grid("nobody", 1, null))
                        .status())
                .isEqualTo(401);
        assertThat(side.postAs("not.a.token", "/api/v1/grids", CommandSide.grid("nobody", 1, null))
                        .status())
                .isEqualTo(401);
        assertThat(side.events()).isEqualTo(before);
    }

    @Test
    void theActorIsTheAccountThatSignedIn() {
        String personId = side.somePerson();
        String username = CommandSide.fresh("office");
        side.post(
                        "/api/v1/accounts",
                        "{\"username\":\"" + username + "\",\"password\":\"long enough, surely\",\"personId\":\""
                                + personId + "\",\"roles\":[\"PLAN_OFFICE\"]}")
                .accepted();
        String gridId = CommandSide.fresh("g");
        side.postAs(side.signIn(username, "long enough, surely"), "/api/v1/grids", CommandSide.grid(gridId, 1, null))
                .accepted();
        var actor = side.bodies("grid:" + gridId).getFirst().path("actor");

        assertThat(actor.path("account").stringValue()).isEqualTo(username);
        assertThat(actor.path("personId").stringValue()).isEqualTo(personId);
        assertThat(actor.path("role").stringValue()).isEqualTo("PLAN_OFFICE");
        assertThat(side.bodies("account:" + username)
                        .getFirst()
                        .path("actor")
                        .path("account")
                        .stringValue())
                .isEqualTo(CommandSide.ADMIN);
    }

    @Test
    void theFirstAdministratorWasMadeByTheSystem() {
        var body = side.bodies("account:admin").getFirst();

        assertThat(body.path("type").stringValue()).isEqualTo("account.opened");
        assertThat(body.path("actor").path("account").stringValue()).isEqualTo("system");
        assertThat(body.path("source").stringValue()).isEqualTo("process:first-administrator");
    }
}
