package org.wangge.command.evidence;

import org.wangge.api.evidence.EvidenceRefusal;

/** A file was not taken. Not a refused command: no command was given, and the HTTP statuses are those of uploads. */
public final class EvidenceRefused extends RuntimeException {

    private final EvidenceRefusal code;

    EvidenceRefused(EvidenceRefusal code, String detail) {
        super(detail, null, false, false);
        this.code = code;
    }

    public EvidenceRefusal code() {
        return code;
    }
}
