package org.wangge.query.replay;

import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;

/**
 * Axon's tokens, kept beside a generation's position but not stored with every batch: the position is what counts, and what a token
 * that is a little behind brings again is skipped. A store is also what keeps the claim, so it is never far apart.
 */
final class SeldomStoredTokens extends JdbcTokenStore {

    private final long apart;
    private volatile long stored;

    /** @param apartMillis how long a batch's token may go unstored; well under the claim's timeout */
    SeldomStoredTokens(Builder builder, long apartMillis) {
        super(builder);
        this.apart = TimeUnit.MILLISECONDS.toNanos(apartMillis);
        this.stored = System.nanoTime() - apart;
    }

    @Override
    public void storeToken(TrackingToken token, String processorName, int segment) {
        long now = System.nanoTime();
        if (now - stored >= apart) {
            super.storeToken(token, processorName, segment);
            stored = now;
        }
    }
}
