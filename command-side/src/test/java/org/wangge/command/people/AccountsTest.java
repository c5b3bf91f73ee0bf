package org.wangge.command.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangge.command.CommandSide;
import org.wangge.command.CommandSide.Answer;

/** 账号: who may come in, and as whom. */
class AccountsTest {

    private static final String PASSWORD = "correct horse, battery";
    private static final String ADMINISTRATOR = "\"ADMINISTRATOR\"";

    private final CommandSide side = CommandSide.shared();

    private static Answer open(CommandSide side, String username, String roles, String more) {
        return side.post(
                "/api/v1/accounts",
                "{\"username\":\"" + username + "\",\"password\":\"" + PASSWORD + "\",\"roles\":[" + roles + "]" + more
                        + "}");
    }

    private String opened(String roles) {
        String username = CommandSide.fresh("account");
        open(side, username, roles, "").accepted();
        return username;
    }

    private static Answer close(CommandSide side, String username) {
        return side.post("/api/v1/accounts/" + username + "/closing", "{\"reason\":\"left\"}");
    }

    private int defineWith(String token) {
        return side.postAs(token, "/api/v1/grids", CommandSide.grid(CommandSide.fresh("g"), 1, null))
                .status();
    }

    @Test
    void whoHasAnAccountSignsInAndDoesWhatTheRoleAllows() {
        String token = side.signIn(opened("\"PLAN_OFFICE\""), PASSWORD);

        assertThat(defineWith(token)).isEqualTo(201);
        assertThat(side.postAs(token, "/api/v1/accounts", "{}").status()).isEqualTo(403);
        assertThat(defineWith(side.signIn(opened("\"AUDITOR\""), PASSWORD))).isEqualTo(403);
    }

    @Test
    void aClosedAccountIsRefused() {
        String username = opened("\"PLAN_OFFICE\"");
        String token = side.signIn(username, PASSWORD);
        close(side, username).accepted();
        side.clock().goOn(Duration.ofSeconds(31));

        assertThat(side.askForToken(username, PASSWORD).status()).isEqualTo(401);
        assertThat(defineWith(token)).isEqualTo(401);
        assertThat(close(side, username).problem()).isEqualTo("account-is-closed");
        assertThat(side.types("account:" + username)).containsExactly("account.opened", "account.closed");
    }

    @Test
    void aNewPasswordTakesThePlaceOfTheOld() {
        String username = opened("\"PLAN_OFFICE\"");
        side.signIn(username, PASSWORD);
        side.post("/api/v1/accounts/" + username + "/password", "{\"password\":\"another and longer one\"}")
                .accepted();

        assertThat(side.askForToken(username, PASSWORD).status()).isEqualTo(401);
        assertThat(side.askForToken(username, "another and longer one").status())
                .isEqualTo(200);
    }

    @Test
    void newRolesHoldForNewTokens() {
        String username = opened("\"AUDITOR\"");
        side.post("/api/v1/accounts/" + username + "/roles", "{\"roles\":[\"PLAN_OFFICE\"]}")
                .accepted();

        assertThat(defineWith(side.signIn(username, PASSWORD))).isEqualTo(201);
    }

    @Test
    void thePasswordHasTwelveCharacters() {
        Answer answer = side.post(
                "/api/v1/accounts", "{\"username\":\"short\",\"password\":\"eleven char\",\"roles\":[\"AUDITOR\"]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.blamed()).containsExactly("/password");
        assertThat(answer.body().toString()).doesNotContain("eleven char");
    }

    @ParameterizedTest
    @ValueSource(strings = {"system", "SYSTEM", "System"})
    void theSystemsNameIsNobodys(String username) {
        Answer answer = open(side, username, "\"AUDITOR\"", "");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("reserved-username");
        assertThat(answer.blamed()).containsExactly("/username");
    }

    @Test
    void whomAnAccountNamesMustExist() {
        String username = CommandSide.fresh("account");

        assertThat(open(side, username, "\"AUDITOR\"", ",\"personId\":\"nobody-known\"")
                        .blamed())
                .containsExactly("/personId");
        assertThat(open(side, username, "\"AUDITOR\"", ",\"unitId\":\"no-such-unit\"")
                        .blamed())
                .containsExactly("/unitId");
        assertThat(open(side, username, "\"AUDITOR\"", ",\"gridIds\":[\"" + side.someGrid() + "\",\"no-such-grid\"]")
                        .blamed())
                .containsExactly("/gridIds/1");
        assertThat(open(side, username, "\"WIZARD\"", "").blamed()).containsExactly("/roles/0");
        assertThat(open(side, username, "", "").blamed()).containsExactly("/roles");
        assertThat(side.types("account:" + username)).isEmpty();
        assertThat(side.askForToken(username, PASSWORD).status()).isEqualTo(401);
    }

    @Test
    void anAccountOpenedAgainWithAnotherPasswordOrPersonIsNoRepeat() {
        String username = opened("\"AUDITOR\"");

        assertThat(open(side, username, "\"AUDITOR\"", "").status()).isEqualTo(200);
        assertThat(open(side, username, "\"AUDITOR\"", ",\"personId\":\"" + side.somePerson() + "\"")
                        .problem())
                .isEqualTo("already-exists");
        assertThat(side.post(
                                "/api/v1/accounts",
                                "{\"username\":\"" + username
                                        + "\",\"password\":\"quite another password\",\"roles\":[\"AUDITOR\"]}")
                        .problem())
                .isEqualTo("already-exists");
    }

    @Test
    void theLastAdministratorStays() {
        try (CommandSide own = CommandSide.start()) {
            assertThat(close(own, "admin").problem()).isEqualTo("last-administrator");
            assertThat(own.post("/api/v1/accounts/admin/roles", "{\"roles\":[\"AUDITOR\"]}")
                            .problem())
                    .isEqualTo("last-administrator");
            assertThat(own.types("account:admin")).containsExactly("account.opened");

            open(own, "second", ADMINISTRATOR, "").accepted();
            open(own, "third", ADMINISTRATOR, "").accepted();
            close(own, "third").accepted();
            assertThat(ofTwoWhoCloseEachOther(own)).containsExactlyInAnyOrder("", "last-administrator");
            assertThat(own.superuser()
                            .sql(
                                    "SELECT count(*) FROM access.account WHERE NOT closed AND 'ADMINISTRATOR' = ANY (roles)")
                            .query(Long.class)
                            .single())
                    .isOne();
            assertThat(own.superuser()
                            .sql("SELECT count(*) FROM log.event WHERE type = 'account.closed'")
                            .query(Long.class)
                            .single())
                    .as("a refused closing leaves no event")
                    .isEqualTo(2);
        }
    }

    private static List<String> ofTwoWhoCloseEachOther(CommandSide own) {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            return threads
                    .invokeAll(List.<Callable<Answer>>of(() -> close(own, "admin"), () -> close(own, "second")))
                    .stream()
                    .map(answer -> answer.resultNow().problem())
                    .toList();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
