package org.wangge.command.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.tika.Tika;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.wangge.api.evidence.EvidenceRefusal;

/**
 * Evidence in a folder: {@code ab/cdef…} under {@code evidence}, made as a locked file under {@code evidence/.incoming}, forced to
 * the disk and renamed. What a crash left half-made is removed at the next start; the lock tells it from the uploads of another
 * instance that shares the folder.
 */
@Component
final class EvidenceFolder implements EvidenceStore {

    /**
     * What is taken as evidence, and how a download of it ends. Photographs, scans and films: nothing that a browser would run,
     * and no plain text, which is better said in the record itself.
     */
    static final Map<String, String> TAKEN = Map.of(
            "image/jpeg", ".jpg",
            "image/png", ".png",
            "image/webp", ".webp",
            "image/gif", ".gif",
            "image/heic", ".heic",
            "image/heif", ".heif",
            "application/pdf", ".pdf",
            "video/mp4", ".mp4",
            "video/quicktime", ".mov");

    private static final Logger LOG = LoggerFactory.getLogger(EvidenceFolder.class);
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final String PART = ".part";
    private static final int BUFFER = 64 * 1024;

    /** Tika looks no further for the type. */
    private static final int BEGINNING = 64 * 1024;

    private final Path folder;
    private final Path incoming;
    private final long maxBytes;
    private final Tika content = new Tika();

    EvidenceFolder(
            @Value("${wangge.data-dir:./data}") Path dataDir,
            @Value("${wangge.evidence.max-bytes:20971520}") long maxBytes) {
        this.folder = dataDir.resolve("evidence");
        this.incoming = folder.resolve(".incoming");
        this.maxBytes = maxBytes;
        try {
            Files.createDirectories(incoming);
            removeLeftovers();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot keep evidence in " + folder, failure);
        }
    }

    @Override
    public boolean exists(String sha256) {
        return SHA_256.matcher(sha256).matches() && Files.isRegularFile(place(sha256));
    }

    @Override
    public Optional<Evidence> find(String sha256) throws IOException {
        if (!exists(sha256)) {
            return Optional.empty();
        }
        Path file = place(sha256);
        MessageDigest digest = sha256();
        byte[] beginning;
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
            beginning = bytes.readNBytes(BEGINNING);
            bytes.transferTo(OutputStream.nullOutputStream());
        }
        if (!hex(digest).equals(sha256)) {
            throw new IOException("evidence " + sha256 + " was altered on the disk");
        }
        return Optional.of(new Evidence(sha256, Files.size(file), mediaType(beginning), file));
    }

    @Override
    public Evidence store(InputStream bytes) throws IOException {
        byte[] beginning = bytes.readNBytes(BEGINNING);
        if (beginning.length == 0) {
            throw new EvidenceRefused(EvidenceRefusal.EVIDENCE_EMPTY, "the upload has no bytes");
        }
        String mediaType = mediaType(beginning);
        if (!TAKEN.containsKey(mediaType)) {
            throw new EvidenceRefused(EvidenceRefusal.EVIDENCE_TYPE_NOT_TAKEN, "the content is " + mediaType);
        }
        return keep(new SequenceInputStream(new ByteArrayInputStream(beginning), bytes), mediaType);
    }

    private Evidence keep(InputStream bytes, String mediaType) throws IOException {
        Path part = Files.createTempFile(incoming, "upload", PART);
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            // Held until the channel closes: an instance that starts meanwhile leaves this file alone.
            channel.lock();
            MessageDigest digest = sha256();
            long size = copy(bytes, channel, digest);
            String sha256 = hex(digest);
            if (!exists(sha256)) {
                channel.force(true);
                moveIn(part, sha256);
            }
            return new Evidence(sha256, size, mediaType, place(sha256));
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private long copy(InputStream bytes, FileChannel channel, MessageDigest digest) throws IOException {
        byte[] buffer = new byte[BUFFER];
        OutputStream file = Channels.newOutputStream(channel);
        long size = 0;
        for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
            size += read;
            if (size > maxBytes) {
                throw new EvidenceRefused(
                        EvidenceRefusal.EVIDENCE_TOO_LARGE, "at most " + maxBytes + " bytes are taken");
            }
            digest.update(buffer, 0, read);
            file.write(buffer, 0, read);
        }
        return size;
    }

    /** A rename is on the disk only when the folder that names the file is. */
    private void moveIn(Path part, String sha256) throws IOException {
        Path target = place(sha256);
        Path shelf = folder.resolve(sha256.substring(0, 2));
        if (!Files.isDirectory(shelf)) {
            Files.createDirectories(shelf);
            force(folder);
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        force(shelf);
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void removeLeftovers() throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(incoming, "*" + PART)) {
            for (Path part : parts) {
                if (abandoned(part)) {
                    Files.deleteIfExists(part);
                    LOG.info("removed half an upload, {}", part.getFileName());
                }
            }
        }
    }

    private static boolean abandoned(Path part) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private Path place(String sha256) {
        return folder.resolve(sha256.substring(0, 2)).resolve(sha256.substring(2));
    }

    private String mediaType(byte[] beginning) {
        String mediaType = content.detect(beginning);
        // Tika takes every ISO base media file for QuickTime; only the brand "qt  " is (ISO/IEC 14496-12 section 4.3).
        return mediaType.equals("video/quicktime") && !brand(beginning).equals("ftypqt  ") ? "video/mp4" : mediaType;
    }

    private static String brand(byte[] beginning) {
        return new String(beginning, 4, Math.min(8, beginning.length - 4), StandardCharsets.ISO_8859_1);
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
