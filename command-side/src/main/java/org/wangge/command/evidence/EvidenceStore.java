package org.wangge.command.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * 证据库: files by the SHA-256 of their bytes, each stored once and never changed. An upload is no event: a file counts from the
 * event that names its hash.
 */
public interface EvidenceStore {

    /**
     * A stored file.
     *
     * @param sha256 in lower-case hex
     * @param size in bytes
     * @param mediaType by content, whatever the uploader claimed
     */
    record Evidence(String sha256, long size, String mediaType, Path file) {}

    boolean exists(String sha256);

    /** The file, checked against its hash. */
    Optional<Evidence> find(String sha256) throws IOException;

    /**
     * Stores the bytes, durably, before it returns.
     *
     * @throws EvidenceRefused when they are none, too many, or of a type that is not taken; nothing is kept then
     * @throws IOException when the upload breaks off; nothing is kept then
     */
    Evidence store(InputStream bytes) throws IOException;
}
