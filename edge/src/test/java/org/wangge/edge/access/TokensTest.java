package org.wangge.edge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.people.AccountRole;
import org.wangge.edge.EdgeTest;
import org.wangge.eventstore.TestDatabase;
import tools.jackson.databind.JsonNode;

/** 登录令牌: given for a password, verified by the public key, refused as soon as anything about it is wrong. */
class TokensTest extends EdgeTest {

    private static final String LEDGER = "/api/v1/ledgers/mine";

    @Autowired
    private TestDatabase database;

    @Autowired
    private SigningKeys keys;

    private JsonNode tokenOf(String username) {
        HttpResponse<String> answer = send(to("/api/v1/tokens")
                .header("Authorization", basic(username, PASSWORD))
                .POST(BodyPublishers.noBody()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        return json.readTree(answer.body());
    }

    private HttpResponse<String> with(String token) {
        return send(to(LEDGER).header("Authorization", "Bearer " + token));
    }

    private void refused(String token) {
        HttpResponse<String> answer = with(token);
        problem(answer, 401, "unauthenticated");
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                .contains("Bearer error=\"invalid_token\"");
    }

    @Test
    void aTokenSaysWhoItIsForAndLetsItsAccountIn() throws Exception {
        String member = account(AccountRole.GRID_MEMBER);
        JsonNode answer = tokenOf(member);
        assertThat(answer.path("tokenType").asString()).isEqualTo("Bearer");
        assertThat(answer.path("expiresIn").asInt()).isEqualTo(12 * 3600);
        SignedJWT token = SignedJWT.parse(answer.path("accessToken").asString());
        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo(member);
        assertThat(claims.getStringClaim("personId")).isEqualTo("p-1");
        assertThat(claims.getStringListClaim("roles")).containsExactly("GRID_MEMBER");
        assertThat(claims.getStringListClaim("grids")).containsExactly("F2-V01");

        HttpResponse<String> ledger = with(token.serialize());
        assertThat(ledger.statusCode()).isEqualTo(200);
        assertThat(json.readTree(ledger.body()).path("account").asString()).isEqualTo(member);
    }

    @Test
    void aTokenCostsNoPasswordHash() {
        String token =
                tokenOf(account(AccountRole.GRID_MEMBER)).path("accessToken").asString();
        int before = encoder.verifications();
        assertThat(with(token).statusCode()).isEqualTo(200);
        assertThat(encoder.verifications()).isEqualTo(before);
    }

    @Test
    void aTokenDoesNotGiveAFurtherToken() {
        String token =
                tokenOf(account(AccountRole.GRID_MEMBER)).path("accessToken").asString();
        problem(
                send(to("/api/v1/tokens")
                        .header("Authorization", "Bearer " + token)
                        .POST(BodyPublishers.noBody())),
                401,
                "unauthenticated");
    }

    @Test
    void aTokenEndsAfterTwelveHours() {
        String token =
                tokenOf(account(AccountRole.GRID_MEMBER)).path("accessToken").asString();
        clock.advance(Duration.ofHours(12).minusSeconds(1));
        assertThat(with(token).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(2));
        refused(token);
    }

    @Test
    void aTokenOfAClosedOrChangedAccountIsRefusedWithinAMinute() {
        String closed = account(AccountRole.GRID_MEMBER);
        String changed = account(AccountRole.GRID_MEMBER);
        String tokenOfClosed = tokenOf(closed).path("accessToken").asString();
        String tokenOfChanged = tokenOf(changed).path("accessToken").asString();
        assertThat(with(tokenOfClosed).statusCode()).isEqualTo(200);
        assertThat(with(tokenOfChanged).statusCode()).isEqualTo(200);
        accounts.close(closed);
        accounts.changeRoles(changed, List.of(AccountRole.AUDITOR), List.of());
        clock.advance(Duration.ofMinutes(1));
        refused(tokenOfClosed);
        refused(tokenOfChanged);
    }

    @Test
    void aTokenThatWasTamperedWithIsRefused() throws Exception {
        String username = account(AccountRole.GRID_MEMBER);
        SignedJWT good = SignedJWT.parse(tokenOf(username).path("accessToken").asString());
        // What is remembered of the good one helps none of the others.
        assertThat(with(good.serialize()).statusCode()).isEqualTo(200);
        String[] parts = good.serialize().split("\\.");
        JWTClaimsSet raised = new JWTClaimsSet.Builder(good.getJWTClaimsSet())
                .claim("roles", List.of("ADMINISTRATOR"))
                .build();
        refused(parts[0] + "." + raised.toPayload().toBase64URL() + "." + parts[2]);
        refused(parts[0] + "." + parts[1] + ".");
        refused(parts[0] + "." + parts[1]);
        refused("x.y.z");
    }

    @Test
    void aTokenSignedByNobodyOrSomebodyElseIsRefused() throws Exception {
        String username = account(AccountRole.GRID_MEMBER);
        SignedJWT good = SignedJWT.parse(tokenOf(username).path("accessToken").asString());
        refused(new PlainJWT(good.getJWTClaimsSet()).serialize());

        ECKey stranger = new ECKeyGenerator(Curve.P_256).keyID("stranger").generate();
        SignedJWT unknownKey = new SignedJWT(header(JWSAlgorithm.ES256, "stranger"), good.getJWTClaimsSet());
        unknownKey.sign(new ECDSASigner(stranger));
        refused(unknownKey.serialize());

        SignedJWT borrowedName =
                new SignedJWT(header(JWSAlgorithm.ES256, good.getHeader().getKeyID()), good.getJWTClaimsSet());
        borrowedName.sign(new ECDSASigner(stranger));
        refused(borrowedName.serialize());

        // The public key, which everybody may know, used as the secret of another algorithm.
        byte[] publicKey = keys.signing().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        SignedJWT confused =
                new SignedJWT(header(JWSAlgorithm.HS256, good.getHeader().getKeyID()), good.getJWTClaimsSet());
        confused.sign(new MACSigner(publicKey));
        refused(confused.serialize());
    }

    @Test
    void aTokenWithoutAnEndOrOfAnotherIssuerIsRefused() throws Exception {
        String username = account(AccountRole.GRID_MEMBER);
        JWTClaimsSet claims = SignedJWT.parse(
                        tokenOf(username).path("accessToken").asString())
                .getJWTClaimsSet();
        assertThat(with(sign(claims)).statusCode()).isEqualTo(200);
        refused(sign(new JWTClaimsSet.Builder(claims).expirationTime(null).build()));
        refused(sign(new JWTClaimsSet.Builder(claims).issuer("elsewhere").build()));
        refused(sign(new JWTClaimsSet.Builder(claims).subject("nobody").build()));
        refused(sign(new JWTClaimsSet.Builder(claims).claim("version", null).build()));
        refused(sign(new JWTClaimsSet.Builder(claims)
                .notBeforeTime(Date.from(clock.instant().plusSeconds(60)))
                .build()));
    }

    private String sign(JWTClaimsSet claims) throws Exception {
        ECKey key = keys.signing();
        SignedJWT token = new SignedJWT(header(JWSAlgorithm.ES256, key.getKeyID()), claims);
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    private static JWSHeader header(JWSAlgorithm algorithm, String kid) {
        return new JWSHeader.Builder(algorithm)
                .type(JOSEObjectType.JWT)
                .keyID(kid)
                .build();
    }

    @Test
    void theQuerySideVerifiesWithoutTheRightToReadThePrivateKeyOrToChangeAccounts() {
        tokenOf(account(AccountRole.GRID_MEMBER));
        JdbcClient query = JdbcClient.create(database.query());
        assertThat(query.sql("SELECT public_jwk->>'d' IS NULL FROM access.signing_key")
                        .query(Boolean.class)
                        .list())
                .containsOnly(true);
        String member = account(AccountRole.GRID_MEMBER);
        Accounts asQuery = new Accounts(query, clock);
        assertThat(asQuery.find(member)).isPresent();
        asQuery.recordFailure(member);
        assertThat(accounts.find(member).orElseThrow().failedAttempts()).isEqualTo(1);
        for (String attack : List.of(
                "SELECT private_jwk FROM access.signing_key",
                "INSERT INTO access.signing_key VALUES ('x', '{}', '{}', now())",
                "UPDATE access.account SET roles = '{ADMINISTRATOR}'",
                "UPDATE access.account SET password_hash = ''",
                "DELETE FROM access.account")) {
            assertThatThrownBy(() -> query.sql(attack).update())
                    .as(attack)
                    .isInstanceOf(BadSqlGrammarException.class)
                    .rootCause()
                    .hasMessageContaining("permission denied");
        }
    }
}
