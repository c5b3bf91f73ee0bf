package org.wangge.edge.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wangge.api.people.AccountRole;

/** Makes the first administrator; processes that start at once do it one after the other. */
final class FirstAdministrator implements AdministratorBootstrap {

    private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);
    private static final String FILE = "admin-password";
    private static final int LENGTH = 24;
    /** Without the letters and digits that are mistaken for one another. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final long LOCK = 0x77616e67_67650001L;

    private final Accounts accounts;
    private final DataSource dataSource;
    private final Path dataDir;
    private final @Nullable String givenPassword;

    FirstAdministrator(Accounts accounts, DataSource dataSource, Path dataDir, @Nullable String givenPassword) {
        this.accounts = accounts;
        this.dataSource = dataSource;
        this.dataDir = dataDir;
        this.givenPassword = givenPassword == null || givenPassword.isBlank() ? null : givenPassword;
    }

    @Override
    public boolean openIfNoneExists(Opening opening) {
        if (!accounts.isEmpty()) {
            return false;
        }
        // A connection of its own: the lock must outlive whatever transactions the opening makes.
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
            try {
                return accounts.isEmpty() && open(opening);
            } finally {
                statement.execute("SELECT pg_advisory_unlock(" + LOCK + ")");
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("could not make the first administrator", failure);
        } catch (IOException failure) {
            throw new UncheckedIOException("could not write the administrator's password", failure);
        }
    }

    /** The file comes first: an account whose password nobody knows would lock everybody out. */
    private boolean open(Opening opening) throws IOException {
        if (givenPassword != null) {
            opening.open(USERNAME, givenPassword, List.of(AccountRole.ADMINISTRATOR));
            log.info("account {} made, with the password of WANGGE_ADMIN_PASSWORD", USERNAME);
            return true;
        }
        String password = random();
        Path file = write(password);
        opening.open(USERNAME, password, List.of(AccountRole.ADMINISTRATOR));
        log.info("account {} made; its password is in {}", USERNAME, file);
        return true;
    }

    private Path write(String password) throws IOException {
        Files.createDirectories(dataDir);
        Path draft = Files.createTempFile(
                dataDir,
                FILE,
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, password + System.lineSeparator());
        return Files.move(
                        draft,
                        dataDir.resolve(FILE),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.ATOMIC_MOVE)
                .toAbsolutePath()
                .normalize();
    }

    private static String random() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }
}
