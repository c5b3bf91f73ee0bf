package org.wangge.command.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.springframework.web.multipart.MultipartFile;

/** 暂存: uploaded files, kept under the data folder until their import has ended. They may hold personal values, so no longer. */
final class Spool {

    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path folder;

    Spool(Path folder) throws IOException {
        this.folder = folder.toAbsolutePath().normalize();
        Files.createDirectories(incoming());
    }

    /** Where parts of forms are put while they arrive. */
    Path incoming() {
        return folder.resolve(".incoming");
    }

    Path file(UUID importId) {
        return folder.resolve(importId.toString());
    }

    /** Returns when the file is on the disk. */
    void keep(UUID importId, MultipartFile upload) throws IOException {
        upload.transferTo(file(importId).toFile());
        force(file(importId));
    }

    /** Returns when the table is on the disk. */
    void keep(UUID importId, InputStream table) throws IOException {
        Files.copy(table, file(importId));
        force(file(importId));
    }

    private void force(Path file) throws IOException {
        for (Path written : new Path[] {file, folder}) {
            try (FileChannel channel = FileChannel.open(written, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    void remove(UUID importId) throws IOException {
        Files.deleteIfExists(file(importId));
    }

    /** Removes what belongs to no import and is older than a day; what is younger may be arriving at another instance. */
    void removeLeftovers(Set<UUID> wanted, Clock clock) throws IOException {
        Instant before = clock.instant().minus(ABANDONED);
        for (Path place : new Path[] {folder, incoming()}) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(place, Files::isRegularFile)) {
                for (Path file : files) {
                    boolean isWanted = wanted.stream()
                            .anyMatch(id ->
                                    id.toString().equals(file.getFileName().toString()));
                    if (!isWanted && Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        }
    }
}
