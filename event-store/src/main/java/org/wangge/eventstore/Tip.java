package org.wangge.eventstore;

/** An event of a stream that another one may follow, and the hash that the follower names. A fact: it never changes. */
final class Tip {

    private final String stream;
    private final long sequence;
    private final byte[] hash;

    private Tip(String stream, long sequence, byte[] hash) {
        this.stream = stream;
        this.sequence = sequence;
        this.hash = hash;
    }

    static Tip of(String stream, long sequence, byte[] body) {
        return new Tip(stream, sequence, CanonicalJson.leafHash(body));
    }

    String stream() {
        return stream;
    }

    long sequence() {
        return sequence;
    }

    byte[] hash() {
        return hash;
    }
}
