package org.wangge.command;

import org.wangge.eventstore.Receipt;

/** 收件台: the one way in for commands, from HTTP, imports and processes alike. */
public interface CommandDesk {

    /**
     * Has the command decided and its events stored, durably, before it returns.
     *
     * @throws org.wangge.api.Refused when a rule refuses; nothing was stored then
     */
    Receipt submit(Submission submission);
}
