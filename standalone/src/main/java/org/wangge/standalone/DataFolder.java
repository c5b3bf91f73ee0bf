package org.wangge.standalone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** 数据目录: the folder that holds all that must not be lost. Belongs to one process at a time; a killed one leaves it free. */
final class DataFolder implements AutoCloseable {

    private static final long NEEDED_BYTES = 256L << 20;

    private final Path root;
    private final FileChannel lock;

    private DataFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /** Makes the folder if there is none, and takes it. */
    static DataFolder claim(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        FileChannel lock = null;
        try {
            if (!Files.isDirectory(root)) {
                Files.createDirectories(root);
                Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            }
            root = root.toRealPath();
            Path file = root.resolve("wangge.lock");
            lock = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!taken(lock)) {
                String holder = Files.readString(file).strip();
                throw new StartRefused(
                        "The data folder " + root + " is in use by another Wangge"
                                + (holder.isEmpty() ? "." : " (process " + holder + ")."),
                        "Stop that one first, or give this one a folder of its own: --wangge.data-dir=<folder>");
            }
            lock.truncate(0);
            lock.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            refuseWithoutSpace(root);
            return new DataFolder(root, lock);
        } catch (IOException failure) {
            close(lock);
            throw new StartRefused(
                    "The data folder " + root + " cannot be used: " + failure + ".",
                    "See that it is a folder that this account (" + System.getProperty("user.name")
                            + ") may write to, and that its disk is neither full nor read-only.",
                    failure);
        } catch (StartRefused refused) {
            close(lock);
            throw refused;
        }
    }

    private static boolean taken(FileChannel channel) throws IOException {
        try {
            FileLock taken = channel.tryLock();
            return taken != null;
        } catch (OverlappingFileLockException here) {
            return false;
        }
    }

    private static void refuseWithoutSpace(Path root) throws IOException {
        long usable = Files.getFileStore(root).getUsableSpace();
        if (usable < NEEDED_BYTES) {
            throw new StartRefused(
                    "The disk of " + root + " is nearly full: " + (usable >> 20) + " MiB are left, "
                            + (NEEDED_BYTES >> 20) + " MiB are needed to start.",
                    "Make room on that disk. Nothing that was acknowledged is lost.");
        }
    }

    Path path(String name) {
        return root.resolve(name);
    }

    @Override
    public String toString() {
        return root.toString();
    }

    @Override
    public void close() {
        close(lock);
    }

    private static void close(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException alreadyGone) {
                // The lock goes with the process at the latest.
            }
        }
    }
}
