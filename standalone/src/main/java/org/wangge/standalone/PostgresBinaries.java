package org.wangge.standalone;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.ArchUtils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.springframework.util.FileSystemUtils;

/**
 * The programs of PostgreSQL, unpacked from the class path into the data folder: nobody else may write there, and no cleaner
 * of temporary files comes by.
 */
record PostgresBinaries(String version, Path home) {

    static PostgresBinaries in(DataFolder folder) throws IOException {
        String version = broughtVersion();
        String system = system();
        String architecture = ArchUtils.normalize(System.getProperty("os.arch"));
        Path home = folder.path("postgresql-" + version + "-" + architecture);
        if (!Files.isDirectory(home)) {
            Path draft = folder.path(home.getFileName() + ".new");
            FileSystemUtils.deleteRecursively(draft);
            unpack(system, architecture, draft);
            Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
        }
        return new PostgresBinaries(version, home);
    }

    /** As in {@code 18}. */
    String majorVersion() {
        return version.substring(0, version.indexOf('.'));
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static String broughtVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = PostgresBinaries.class.getResourceAsStream("postgresql.properties")) {
            properties.load(in);
        }
        return properties.getProperty("version");
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "Darwin" : name.startsWith("windows") ? "Windows" : "Linux";
    }

    private static void unpack(String system, String architecture, Path target) throws IOException {
        try (InputStream packed = open(system, architecture);
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("the archive of PostgreSQL names a file outside of it: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(file.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else if (entry.isLink()) {
                    Files.createLink(file, target.resolve(entry.getLinkName()).normalize());
                } else {
                    Files.copy(tar, file);
                    if ((entry.getMode() & 0100) != 0) {
                        Files.setPosixFilePermissions(file, OWNER_RUNS);
                    }
                }
            }
        }
    }

    private static final Set<PosixFilePermission> OWNER_RUNS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private static InputStream open(String system, String architecture) throws IOException {
        InputStream packed;
        try {
            packed = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, architecture);
        } catch (IllegalStateException absent) {
            throw noneFor(system, architecture, absent);
        }
        if (packed == null) {
            throw noneFor(system, architecture, null);
        }
        return packed;
    }

    private static StartRefused noneFor(
            String system, String architecture, @org.jspecify.annotations.Nullable Throwable cause) {
        return new StartRefused(
                "This build brings no PostgreSQL for " + system + " on " + architecture + ".",
                "Run the command side and the query side on a PostgreSQL of your own: docs/operations.md",
                cause);
    }
}
