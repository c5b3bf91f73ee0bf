package org.wangge.api.notice;

/** 未送达原因: why an attempt failed. Codes, never the words of another system, which may hold addresses or secrets. */
public enum DeliveryFault {
    /** 无地址: the person has no address for this channel, or has been forgotten. */
    NO_ADDRESS,
    /** 渠道未启用: the channel is switched off by now. */
    CHANNEL_OFF,
    /** 无法连接: the server could not be found or reached. */
    UNREACHABLE,
    /** 超时. */
    TIMED_OUT,
    /** 对方拒收: the server refuses this message for good. */
    REFUSED,
    /** 对方暂不受理: the server cannot take it at the moment. */
    BUSY,
    /** 登录失败: the server does not know our name or password. */
    NOT_SIGNED_IN,
    /** 地址被重定向: the gateway sends us elsewhere, which is not followed. */
    REDIRECTED,
    /** 内网地址: the gateway's host is at an address that is not public. */
    PRIVATE_ADDRESS
}
