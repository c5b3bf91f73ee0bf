package org.wangge.standalone;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;
import org.wangge.eventstore.DatabaseSetup;

/** The passwords of the embedded database's roles: random, made once, readable by their owner only. */
record DatabasePasswords(String superuser, String migrator, String command, String query) {

    private static final String FILE = "postgres-passwords";

    /** For files that hold a secret. */
    static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** @param required true when there is a database already, whose passwords new ones would not be */
    static DatabasePasswords in(DataFolder folder, boolean required) throws IOException {
        Path file = folder.path(FILE);
        if (!Files.exists(file)) {
            if (required) {
                throw new StartRefused(
                        "There is a database in " + folder + ", but its passwords (" + FILE + ") are gone.",
                        "Put the file back from a copy of the data folder.");
            }
            write(folder, file);
        }
        Properties stored = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            stored.load(in);
        }
        return new DatabasePasswords(
                known(stored, "postgres", file),
                known(stored, "wangge_migrator", file),
                known(stored, "wangge_command", file),
                known(stored, "wangge_query", file));
    }

    DatabaseSetup.Passwords ofRoles() {
        return new DatabaseSetup.Passwords(migrator, command, query);
    }

    private static String known(Properties stored, String role, Path file) {
        String password = stored.getProperty(role);
        if (password == null || password.isBlank()) {
            throw new StartRefused(
                    file + " has no password for " + role + ".", "Put the file back from a copy of the data folder.");
        }
        return password;
    }

    /** Complete on the disk before anything is locked with them. */
    private static void write(DataFolder folder, Path file) throws IOException {
        Properties fresh = new Properties();
        SecureRandom random = new SecureRandom();
        for (String role : new String[] {"postgres", "wangge_migrator", "wangge_command", "wangge_query"}) {
            byte[] password = new byte[24];
            random.nextBytes(password);
            fresh.setProperty(role, HexFormat.of().formatHex(password));
        }
        Path draft = folder.path(FILE + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, OWNER_ONLY);
        StringWriter text = new StringWriter();
        try (Writer out = text) {
            fresh.store(out, "Passwords of the embedded PostgreSQL's roles. Keep with the data.");
        }
        try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            out.write(java.nio.charset.StandardCharsets.UTF_8.encode(text.toString()));
            out.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public String toString() {
        return "DatabasePasswords[…]";
    }
}
