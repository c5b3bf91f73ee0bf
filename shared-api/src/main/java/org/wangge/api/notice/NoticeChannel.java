package org.wangge.api.notice;

/** 通知渠道: by which way a notice reaches somebody. */
public enum NoticeChannel {
    /** 站内: it lies in the inbox from the moment of its issue. */
    INBOX,
    /** 电子邮件. */
    EMAIL,
    /** 短信网关: a signed request to a gateway. */
    WEBHOOK
}
