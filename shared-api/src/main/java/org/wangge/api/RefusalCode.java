package org.wangge.api;

/** 拒绝代码: the stable name of a reason to refuse, in {@code UPPER_SNAKE}, with its words in both languages. */
public interface RefusalCode {

    /** What the refusal means to the caller; decides the HTTP status. */
    enum Kind {
        /** The thing that the request's path names does not exist (404). */
        NOT_FOUND,
        /** The thing stands in a state in which this cannot be done (409). */
        ILLEGAL_STATE,
        /** A rule refuses what the request says (422). */
        RULE
    }

    /** The enum constant's own name. */
    String name();

    Kind kind();

    String english();

    String chinese();

    /** {@code VERIFIER_IS_RECTIFIER} becomes {@code urn:wangge:problem:verifier-is-rectifier}. */
    default String problemType() {
        return "urn:wangge:problem:" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
