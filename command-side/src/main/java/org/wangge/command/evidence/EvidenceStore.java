package org.wangge.command.evidence;

/** 证据库: bytes addressed by their SHA-256. */
public interface EvidenceStore {

    /** True when the bytes with this SHA-256 (lower-case hex) were uploaded and can be fetched back. */
    boolean exists(String sha256);
}
