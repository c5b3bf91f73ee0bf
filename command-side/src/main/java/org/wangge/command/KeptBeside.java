package org.wangge.command;

import org.wangge.api.Command;

/**
 * 日志之外的内容: values that commands carry but no event and no hash may (names, phones, passwords). The desk cannot tell by the
 * log alone whether a repeated create brings the same ones, so it asks.
 */
public interface KeptBeside {

    /** True when the command is a create whose values differ from those that are kept, or when those are gone. */
    boolean contradicts(Command command);
}
