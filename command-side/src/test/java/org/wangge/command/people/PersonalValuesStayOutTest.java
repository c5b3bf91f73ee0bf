package org.wangge.command.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangge.command.CommandSide;

/** DESIGN.md section 4, rule 6: neither a personal value nor a hash of one by which it could be guessed is in the log. */
class PersonalValuesStayOutTest {

    private final CommandSide side = CommandSide.shared();

    @Test
    void noByteOfTheLogSpeaksOfNamesPhonesOrPasswords() {
        String personId = CommandSide.fresh("p");
        String username = CommandSide.fresh("account");
        List<String> secrets = List.of(
                "欧阳测试",
                "13900009876",
                "欧阳改名",
                "13900001234",
                "oy@example.org",
                "hunter number two",
                "hunter number three");
        post(
                "people",
                "{\"personId\":\"" + personId
                        + "\",\"name\":\"欧阳测试\",\"phone\":\"13900009876\",\"email\":\"oy@example.org\"}");
        post("people/" + personId + "/changes", "{\"name\":\"欧阳改名\",\"phone\":\"13900001234\"}");
        post(
                "accounts",
                "{\"username\":\"" + username + "\",\"password\":\"hunter number two\",\"personId\":\"" + personId
                        + "\",\"roles\":[\"AUDITOR\"]}");
        post("accounts/" + username + "/password", "{\"password\":\"hunter number three\"}");
        String log = wholeLog();

        assertThat(log).as("the scan sees bodies and what travels beside them").contains(personId, "fingerprint");
        for (String secret : secrets) {
            assertThat(tracesOf(secret)).as("of %s", secret).noneMatch(log::contains);
        }
    }

    @Test
    void theScanFindsWhatItLooksFor() {
        String gridId = CommandSide.fresh("g");
        String hash = tracesOf("13900005678").get(3);
        post("grids", CommandSide.grid(gridId, 1, null).replace("网格 " + gridId, "13900005678 " + hash));
        String log = wholeLog();

        assertThat(tracesOf("13900005678")).filteredOn(log::contains).contains("13900005678", hash);
    }

    private void post(String path, String json) {
        side.post("/api/v1/" + path, json, "Idempotency-Key", CommandSide.fresh("scan"))
                .accepted();
    }

    /** Every column of every row, the bodies as text. */
    private String wholeLog() {
        return String.join(
                "\n",
                side.superuser()
                        .sql("SELECT convert_from(body, 'UTF8') || ' ' || coalesce(transport::text, '') || ' '"
                                + " || (to_jsonb(e) - 'body')::text FROM log.event e ORDER BY position")
                        .query(String.class)
                        .list());
    }

    /** The value itself and its hashes, plain and as JSON, in the ways in which bytes are written down. */
    private static List<String> tracesOf(String secret) {
        List<String> traces = new ArrayList<>(List.of(secret));
        for (String form : List.of(secret, "\"" + secret + "\"", "+86" + secret)) {
            byte[] bytes = form.getBytes(StandardCharsets.UTF_8);
            written(bytes, traces);
            for (String algorithm : List.of("SHA-256", "SHA-1", "MD5", "SHA-512")) {
                written(hash(algorithm, bytes), traces);
            }
        }
        return traces;
    }

    private static void written(byte[] bytes, List<String> traces) {
        traces.add(HexFormat.of().formatHex(bytes));
        traces.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
    }

    private static byte[] hash(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The request's fingerprint is a hash that is kept for ever: it must not depend on what is personal. */
    @Test
    void theFingerprintOfARequestDoesNotDependOnPersonalValues() {
        try (CommandSide one = CommandSide.start();
                CommandSide other = CommandSide.start()) {
            assertThat(fingerprint(one, "13900000001", "long password one"))
                    .isEqualTo(fingerprint(other, "13900000002", "long password two"));
        }
    }

    private static List<String> fingerprint(CommandSide side, String phone, String password) {
        side.post("/api/v1/people", "{\"personId\":\"p-x\",\"name\":\"N" + phone + "\",\"phone\":\"" + phone + "\"}")
                .accepted();
        side.post("/api/v1/people/p-x/changes", "{\"phone\":\"+86" + phone + "\"}")
                .accepted();
        side.post("/api/v1/accounts", "{\"username\":\"x\",\"password\":\"" + password + "\",\"roles\":[\"AUDITOR\"]}")
                .accepted();
        side.post("/api/v1/accounts/x/password", "{\"password\":\"" + password + " again\"}")
                .accepted();
        return side.superuser()
                .sql("SELECT transport ->> 'fingerprint' FROM log.event WHERE aggregate_id IN"
                        + " ('person:p-x', 'account:x') ORDER BY position")
                .query(String.class)
                .list();
    }
}
