package org.wangge.api.evidence;

import org.wangge.api.RefusalCode;

/** Why a file is not taken as evidence. Evidence is bytes, not an event: the endpoint gives these their own HTTP status. */
public enum EvidenceRefusal implements RefusalCode {
    EVIDENCE_EMPTY(Kind.RULE, "The file has no bytes.", "文件为空。"),
    EVIDENCE_TOO_LARGE(Kind.RULE, "The file is larger than this installation takes.", "文件超过大小上限。"),
    EVIDENCE_TYPE_NOT_TAKEN(Kind.RULE, "The content is of no type that is taken as evidence.", "不支持该类型的文件内容。");

    private final Kind kind;
    private final String english;
    private final String chinese;

    EvidenceRefusal(Kind kind, String english, String chinese) {
        this.kind = kind;
        this.english = english;
        this.chinese = chinese;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String english() {
        return english;
    }

    @Override
    public String chinese() {
        return chinese;
    }
}
