package org.wangge.edge.problem;

import java.net.URI;
import java.util.Locale;

/** 问题类型: what can go wrong with a request before any rule of the domain is asked; those are refusals. */
public enum ProblemKind {
    INVALID_REQUEST(400, "The request is not valid.", "请求内容不合法。"),
    MALFORMED_JSON(400, "The body is not the JSON that is expected here.", "请求体不是所要求的JSON。"),
    MALFORMED_REQUEST(400, "The request is not well formed.", "请求格式错误。"),
    UNAUTHENTICATED(401, "Sign in first.", "请先登录。"),
    FORBIDDEN(403, "Your account may not do this.", "您的账号无权执行此操作。"),
    NO_SUCH_PATH(404, "There is nothing at this path.", "路径不存在。"),
    METHOD_NOT_ALLOWED(405, "This path does not take this method.", "该路径不支持此方法。"),
    NOT_ACCEPTABLE(406, "This is not available in the form asked for.", "无法提供所要求的格式。"),
    PAYLOAD_TOO_LARGE(413, "The body is too large.", "请求体过大。"),
    UNSUPPORTED_MEDIA_TYPE(415, "This content type is not taken here.", "不支持该内容类型。"),
    TOO_MANY_REQUESTS(429, "Too many requests.", "请求过于频繁。"),
    INTERNAL_FAILURE(500, "Something failed on our side; nothing was stored.", "系统内部错误，数据未保存。"),
    UNAVAILABLE(503, "Not available at the moment; try again.", "服务暂不可用，请稍后重试。"),
    /** A view has not yet seen the position that the reader asked for. */
    VIEW_BEHIND(503, "The view has not yet seen that position; try again.", "视图尚未更新到所要求的位置，请稍后重试。");

    private final int status;
    private final String english;
    private final String chinese;

    ProblemKind(int status, String english, String chinese) {
        this.status = status;
        this.english = english;
        this.chinese = chinese;
    }

    public int status() {
        return status;
    }

    public String english() {
        return english;
    }

    public String chinese() {
        return chinese;
    }

    /** {@code PAYLOAD_TOO_LARGE} is {@code urn:wangge:problem:payload-too-large}. */
    public URI type() {
        return URI.create(
                "urn:wangge:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** The kind that says the most about a bare HTTP status. */
    static ProblemKind ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NO_SUCH_PATH;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 413 -> PAYLOAD_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 429 -> TOO_MANY_REQUESTS;
            case 503 -> UNAVAILABLE;
            default -> status < 500 ? MALFORMED_REQUEST : INTERNAL_FAILURE;
        };
    }
}
