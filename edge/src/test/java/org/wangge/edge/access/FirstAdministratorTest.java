package org.wangge.edge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.people.AccountRole;
import org.wangge.edge.CountingEncoder;
import org.wangge.eventstore.TestDatabase;

/** 首个管理员. */
@ExtendWith(OutputCaptureExtension.class)
class FirstAdministratorTest {

    @TempDir
    private Path folder;

    private final TestDatabase database = TestDatabase.create();
    private final DataSource dataSource = database.command();
    private final Accounts accounts = new Accounts(JdbcClient.create(dataSource), Clock.systemUTC());
    private final Passwords passwords = new Passwords(new CountingEncoder(), Clock.systemUTC());

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private FirstAdministrator bootstrap(@Nullable String password) {
        return new FirstAdministrator(accounts, dataSource, folder.resolve("data"), password);
    }

    private void openRow(String username, String password, List<AccountRole> roles) {
        accounts.open(username, passwords.hash(password), null, null, roles, List.of());
    }

    @Test
    void aRandomPasswordGoesIntoAFileThatOnlyItsOwnerReads(CapturedOutput output) throws Exception {
        List<String> opened = new ArrayList<>();
        assertThat(bootstrap(null).openIfNoneExists((username, password, roles) -> {
                    opened.add(password);
                    openRow(username, password, roles);
                }))
                .isTrue();
        Path file = folder.resolve("data/admin-password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String password = Files.readString(file).strip();
        assertThat(password).hasSize(24).isEqualTo(opened.getFirst());
        assertThat(output.getAll()).contains(file.toAbsolutePath().toString()).doesNotContain(password);
        Account admin = accounts.find("admin").orElseThrow();
        assertThat(admin.roles()).containsExactly(AccountRole.ADMINISTRATOR);
        assertThat(passwords.matches(password, admin.passwordHash())).isTrue();
    }

    @Test
    void aGivenPasswordIsTakenAndWrittenNowhere(CapturedOutput output) {
        assertThat(bootstrap("given by the operator").openIfNoneExists(this::openRow))
                .isTrue();
        assertThat(folder.resolve("data")).doesNotExist();
        assertThat(output.getAll()).doesNotContain("given by the operator");
        assertThat(passwords.matches(
                        "given by the operator",
                        accounts.find("admin").orElseThrow().passwordHash()))
                .isTrue();
    }

    @Test
    void whereThereIsAnAccountNothingHappens() {
        openRow("somebody", "a long password", List.of(AccountRole.AUDITOR));
        assertThat(bootstrap(null).openIfNoneExists(this::openRow)).isFalse();
        assertThat(accounts.find("admin")).isEmpty();
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void processesThatStartAtOnceMakeOneAdministratorWhosePasswordIsInTheFile() throws Exception {
        long made = IntStream.range(0, 8)
                .parallel()
                .filter(i -> bootstrap(null).openIfNoneExists(this::openRow))
                .count();
        assertThat(made).isEqualTo(1);
        String password =
                Files.readString(folder.resolve("data/admin-password")).strip();
        assertThat(passwords.matches(
                        password,
                        Objects.requireNonNull(accounts.find("admin").orElseThrow())
                                .passwordHash()))
                .isTrue();
    }

    @Test
    void anOpeningThatFailsIsTriedAgainAtTheNextStart() {
        assertThatThrownBy(() -> bootstrap(null).openIfNoneExists((username, password, roles) -> {
                    throw new IllegalStateException("cut off");
                }))
                .hasMessage("cut off");
        assertThat(bootstrap(null).openIfNoneExists(this::openRow)).isTrue();
    }
}
