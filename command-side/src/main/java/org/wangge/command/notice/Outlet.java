package org.wangge.command.notice;

import java.time.Instant;
import org.wangge.api.notice.DeliveryFault;
import org.wangge.api.notice.NoticeChannel;
import org.wangge.api.notice.NoticeEvent.NoticeIssued;

/** 渠道出口: a way out of the house. */
interface Outlet {

    NoticeChannel channel();

    /** Whether the person can be reached by this way at all. */
    boolean reaches(String personId);

    /**
     * Hands the notice over, once. Whatever is sent bears the notice's id, so that the other side can tell a repeat.
     *
     * @param issuedAt when it was issued
     * @param now for signing
     * @throws NotDelivered when it was not taken
     */
    void send(NoticeIssued notice, Instant issuedAt, Instant now) throws NotDelivered;

    /** The other side did not take it. Holds a code and no text of the other side, which may name addresses or secrets. */
    final class NotDelivered extends Exception {

        private final DeliveryFault fault;
        private final boolean forGood;
        private final String detail;

        /**
         * @param forGood trying again is of no use
         * @param detail for the operator's log: a status or the name of an exception
         */
        NotDelivered(DeliveryFault fault, boolean forGood, String detail) {
            super(fault.name() + " " + detail);
            this.fault = fault;
            this.forGood = forGood;
            this.detail = detail;
        }

        DeliveryFault fault() {
            return fault;
        }

        boolean forGood() {
            return forGood;
        }

        String detail() {
            return detail;
        }
    }
}
