package org.wangge.edge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangge.api.Refused;
import org.wangge.api.people.AccountRole;
import org.wangge.edge.EdgeTest;
import tools.jackson.databind.JsonNode;

/** 登录: name and password, what happens to guessers, and who may do what. */
class SigningInTest extends EdgeTest {

    private static final String LEDGER = "/api/v1/ledgers/mine";

    private int status(String username, String password) {
        return send(to(LEDGER).header("Authorization", basic(username, password)))
                .statusCode();
    }

    @Test
    void theActorIsTheAccountWithTheRoleThatLetItIn() {
        String member = account(AccountRole.AUDITOR, AccountRole.GRID_MEMBER);
        JsonNode actor = json.readTree(send(to(LEDGER).header("Authorization", basic(member, PASSWORD)))
                .body());
        assertThat(actor.path("account").asString()).isEqualTo(member);
        assertThat(actor.path("personId").asString()).isEqualTo("p-1");
        assertThat(actor.path("role").asString()).isEqualTo("GRID_MEMBER");
        assertThat(actor.path("gridId").asString()).isEqualTo("F2-V01");
        assertThat(actor.path("onBehalfOf").isNull()).isTrue();
    }

    @Test
    void withoutSigningInNothingButHealthIsOpen() {
        for (String path : List.of(
                LEDGER,
                "/api/v1/nonsense",
                "/openapi",
                "/actuator/metrics",
                "/error",
                "/",
                "/.well-known/oauth-protected-resource")) {
            HttpResponse<String> answer = send(to(path));
            problem(answer, 401, "unauthenticated");
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Basic realm=\"wangge\"")
                    .contains("Bearer");
        }
        assertThat(send(to("/actuator/health")).statusCode()).isEqualTo(200);
        assertThat(send(to("/actuator/health/liveness")).statusCode()).isEqualTo(200);
        assertThat(send(to("/actuator/health/readiness")).statusCode()).isEqualTo(200);
    }

    @Test
    void aScriptInABrowserIsNotChallengedForAPassword() {
        HttpResponse<String> answer = send(to(LEDGER).header("Sec-Fetch-Mode", "cors"));
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic !!!", "Basic bm9jb2xvbg==", "Bearer", "Bearer a b", "Digest x", "x"})
    void anAuthorizationThatCannotBeReadIsRefused(String authorization) {
        problem(send(to(LEDGER).header("Authorization", authorization)), 401, "unauthenticated");
    }

    @Test
    void aNameThatIsNoNameIsRefusedLikeAnyOther() {
        for (String name : List.of("", "nobody", "a\u0000b", "网格员", "x".repeat(5_000), "' OR 1=1 --")) {
            assertThat(status(name, PASSWORD)).as(name).isEqualTo(401);
        }
    }

    @Test
    void anUnknownNameCostsAsMuchAsAWrongPassword() {
        int before = encoder.verifications();
        assertThat(status("nobody-at-all", PASSWORD)).isEqualTo(401);
        assertThat(encoder.verifications()).isEqualTo(before + 1);
    }

    @Test
    void fiveWrongPasswordsLockTheAccountForTenMinutes() {
        String member = account(AccountRole.GRID_MEMBER);
        for (int i = 0; i < 4; i++) {
            assertThat(status(member, "wrong password " + i)).isEqualTo(401);
        }
        assertThat(status(member, PASSWORD)).as("not locked after four").isEqualTo(200);

        for (int i = 0; i < 5; i++) {
            assertThat(accounts.find(member).orElseThrow().failedAttempts()).isEqualTo(i);
            assertThat(status(member, "wrong password " + i)).isEqualTo(401);
        }
        HttpResponse<String> locked = send(to(LEDGER).header("Authorization", basic(member, PASSWORD)));
        HttpResponse<String> wrong = send(to(LEDGER).header("Authorization", basic(member, "wrong password")));
        assertThat(locked.statusCode()).isEqualTo(401);
        assertThat(locked.body()).as("nothing reveals the lock").isEqualTo(wrong.body());

        clock.advance(Duration.ofMinutes(10).minusMillis(1));
        assertThat(status(member, PASSWORD)).isEqualTo(401);
        clock.advance(Duration.ofMillis(1));
        assertThat(status(member, PASSWORD)).isEqualTo(200);
        assertThat(accounts.find(member).orElseThrow().failedAttempts()).isZero();
    }

    @Test
    void aWrongPasswordAfterALockHasRunOutCountsFromOne() {
        String member = account(AccountRole.GRID_MEMBER);
        IntStream.range(0, 5).forEach(i -> status(member, "wrong password " + i));
        clock.advance(Duration.ofMinutes(11));
        assertThat(status(member, "wrong password again")).isEqualTo(401);
        assertThat(accounts.find(member).orElseThrow().failedAttempts()).isEqualTo(1);
        assertThat(status(member, PASSWORD)).isEqualTo(200);
    }

    @Test
    void guessesMadeAtTheSameTimeAreBoundedToo() {
        String member = account(AccountRole.GRID_MEMBER);
        int before = encoder.verifications();
        List<Integer> answers = IntStream.range(0, 40)
                .parallel()
                .mapToObj(i -> status(member, "wrong password " + i))
                .toList();
        assertThat(answers).containsOnly(401);
        assertThat(accounts.find(member).orElseThrow().lockedUntil()).isNotNull();
        assertThat(accounts.find(member).orElseThrow().failedAttempts()).isBetween(0, 6);
        assertThat(encoder.verifications() - before).isEqualTo(40);
        assertThat(encoder.mostAtOnce()).isLessThanOrEqualTo(2);
    }

    @Test
    void aPasswordVerifiedAMomentAgoIsNotComputedAgain() {
        String member = account(AccountRole.GRID_MEMBER);
        int before = encoder.verifications();
        for (int i = 0; i < 5; i++) {
            assertThat(status(member, PASSWORD)).isEqualTo(200);
        }
        assertThat(encoder.verifications()).isEqualTo(before + 1);
        clock.advance(Duration.ofMinutes(5));
        assertThat(status(member, PASSWORD)).isEqualTo(200);
        assertThat(encoder.verifications()).isEqualTo(before + 2);
    }

    @Test
    void aChangedPasswordAndAClosedAccountCountAtOnce() {
        String member = account(AccountRole.GRID_MEMBER);
        assertThat(status(member, PASSWORD)).isEqualTo(200);
        accounts.changePassword(member, passwords.hash("another long password"));
        assertThat(status(member, PASSWORD)).isEqualTo(401);
        assertThat(status(member, "another long password")).isEqualTo(200);
        accounts.close(member);
        assertThat(status(member, "another long password")).isEqualTo(401);
    }

    @Test
    void aPasswordHasTwelveToAHundredAndTwentyEightCharacters() {
        assertThat(passwords.hash("x".repeat(12))).startsWith("$argon2id$");
        assertThat(passwords.hash("网".repeat(128))).startsWith("$argon2id$");
        for (int length : new int[] {0, 11, 129}) {
            assertThatThrownBy(() -> passwords.hash("x".repeat(length)))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo(AccountRefusal.PASSWORD_LENGTH));
        }
    }

    @Test
    void anAuditorWritesNothingAndThePublicReadsNothing() {
        String auditor = basic(account(AccountRole.AUDITOR), PASSWORD);
        String reporter = basic(account(AccountRole.PUBLIC_REPORTER), PASSWORD);
        String body = "{\"title\":\"x\",\"urgent\":true}";
        problem(send(postAs(auditor, body)), 403, "forbidden");
        assertThat(send(postAs(reporter, body)).statusCode()).isEqualTo(200);
        assertThat(send(to(LEDGER).header("Authorization", auditor)).statusCode())
                .isEqualTo(200);
        problem(send(to(LEDGER).header("Authorization", reporter)), 403, "forbidden");
    }

    private HttpRequest postAs(String authorization, String body) {
        return to("/api/v1/cases")
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    @Test
    void aHandlerWithoutALineInTheMatrixIsClosedEvenToTheAdministrator() {
        problem(send(asAdmin("/api/v1/forgotten")), 404, "no-such-path");
    }

    @Test
    void noSessionIsMadeAndSecurityHeadersAreSet() {
        HttpResponse<String> answer = send(asAdmin(LEDGER));
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'");
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        HttpResponse<String> cors = send(asAdmin(LEDGER).header("Origin", "https://elsewhere.example"));
        assertThat(cors.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void theDescriptionOfTheApiAndItsPageAreThereForWhoSignedIn() {
        String member = basic(account(AccountRole.GRID_MEMBER), PASSWORD);
        HttpResponse<String> api = send(to("/openapi").header("Authorization", member));
        assertThat(api.statusCode()).as(api.body()).isEqualTo(200);
        JsonNode description = json.readTree(api.body());
        assertThat(description.at("/components/securitySchemes/bearer/scheme").asString())
                .isEqualTo("bearer");
        assertThat(description.at("/components/securitySchemes/basic/scheme").asString())
                .isEqualTo("basic");
        assertThat(description
                        .at("/components/schemas/Problem/properties/titleZh")
                        .isMissingNode())
                .isFalse();
        assertThat(description
                        .at(
                                "/paths/~1api~1v1~1cases/post/responses/default/content/application~1problem+json/schema/$ref")
                        .asString())
                .isEqualTo("#/components/schemas/Problem");

        HttpResponse<String> ui = send(to("/openapi/ui").header("Authorization", member));
        assertThat(ui.statusCode()).isEqualTo(302);
        String page = ui.headers().firstValue("Location").orElseThrow();
        HttpResponse<String> html = send(to(page).header("Authorization", member));
        assertThat(html.statusCode()).isEqualTo(200);
        assertThat(html.body()).contains("swagger-ui");
        String script = page.substring(0, page.lastIndexOf('/')) + "/swagger-ui-bundle.js";
        assertThat(send(to(script).header("Authorization", member)).statusCode())
                .isEqualTo(200);
        assertThat(send(to("/openapi/swagger-config").header("Authorization", member))
                        .statusCode())
                .isEqualTo(200);
    }
}
