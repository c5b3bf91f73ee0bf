package org.wangge.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Provenance;
import org.wangge.api.Refused;

/**
 * The rows of a group of appends, column by column, as one statement takes them. The positions are given by the statement: the one
 * behind the head to the first row, and so on.
 */
final class Rows {

    /** Nothing is written where the head was recorded later than what is to follow it. */
    static final String INSERT = """
            INSERT INTO log.event (position, event_id, type, revision, aggregate_id, sequence, recorded_at, occurred_at,
              actor, command_id, command_index, correlation_id, causation_id, source, prev, body, transport)
            SELECT coalesce(head.position, 0) + e.n, e.event_id, e.type, e.revision, e.aggregate_id, e.sequence, batch.at,
              e.occurred_at, e.actor, e.command_id, e.command_index, e.correlation_id, e.causation_id, e.source, e.prev,
              e.body, e.transport::jsonb
            FROM (SELECT ?::timestamptz AS at) batch
            LEFT JOIN (SELECT position, recorded_at FROM log.event ORDER BY position DESC LIMIT 1) head ON true
            CROSS JOIN unnest(?::uuid[], ?::text[], ?::int[], ?::text[], ?::bigint[], ?::timestamptz[], ?::text[], ?::uuid[],
              ?::int[], ?::uuid[], ?::uuid[], ?::text[], ?::bytea[], ?::bytea[], ?::text[]) WITH ORDINALITY
              AS e (event_id, type, revision, aggregate_id, sequence, occurred_at, actor, command_id, command_index,
                correlation_id, causation_id, source, prev, body, transport, n)
            WHERE head.recorded_at IS NULL OR head.recorded_at <= batch.at
            RETURNING position""";

    private final String recordedAt;
    private final UUID[] eventIds;
    private final String[] types;
    private final int[] revisions;
    private final String[] streams;
    private final long[] sequences;
    private final String[] occurredAts;
    private final String[] actors;
    private final UUID[] commandIds;
    private final int[] commandIndexes;
    private final UUID[] correlationIds;
    private final @Nullable UUID[] causationIds;
    private final String[] sources;
    private final byte[] @Nullable [] prevs;
    private final byte[][] bodies;
    private final @Nullable String[] transports;
    private final Map<String, Tip> tips = new HashMap<>();

    private Rows(int size, String recordedAt) {
        this.recordedAt = recordedAt;
        eventIds = new UUID[size];
        types = new String[size];
        revisions = new int[size];
        streams = new String[size];
        sequences = new long[size];
        occurredAts = new String[size];
        actors = new String[size];
        commandIds = new UUID[size];
        commandIndexes = new int[size];
        correlationIds = new UUID[size];
        causationIds = new UUID[size];
        sources = new String[size];
        prevs = new byte[size][];
        bodies = new byte[size][];
        transports = new String[size];
    }

    /**
     * @param before what the first event of each stream in this group follows
     * @throws ConcurrencyException where it follows nothing
     */
    static Rows of(List<Append> batch, Instant recordedAt, Map<String, Tip> before) {
        int size = 0;
        for (Append append : batch) {
            size += append.drafts().size();
        }
        Rows rows = new Rows(size, recordedAt.toString());
        int row = 0;
        for (Append append : batch) {
            int index = 0;
            for (Draft draft : append.drafts()) {
                rows.set(row++, index, draft, index == 0 ? append.transport() : null, recordedAt, before);
                index++;
            }
        }
        return rows;
    }

    private void set(
            int row, int index, Draft draft, @Nullable String transport, Instant latest, Map<String, Tip> before) {
        StagedEvent event = draft.event();
        Provenance provenance = event.provenance();
        if (provenance.occurredAt().isAfter(latest)) {
            throw Refused.because(
                    CommonRefusal.OCCURRED_IN_FUTURE, "/occurredAt", "later than now, " + provenance.occurredAt());
        }
        byte[] prev = event.sequence() == 0 ? null : predecessor(event, before).hash();
        byte[] body = draft.body(recordedAt, prev);
        tips.put(event.aggregateId(), Tip.of(event.aggregateId(), event.sequence(), body));
        eventIds[row] = event.eventId();
        types[row] = draft.name().value();
        revisions[row] = draft.name().revision();
        streams[row] = event.aggregateId();
        sequences[row] = event.sequence();
        occurredAts[row] = provenance.occurredAt().toString();
        actors[row] = provenance.actor().identity();
        commandIds[row] = provenance.commandId();
        commandIndexes[row] = index;
        correlationIds[row] = provenance.correlationId();
        causationIds[row] = provenance.causationId();
        sources[row] = provenance.source();
        prevs[row] = prev;
        bodies[row] = body;
        transports[row] = transport;
    }

    private Tip predecessor(StagedEvent event, Map<String, Tip> before) {
        String stream = event.aggregateId();
        long sequence = event.sequence() - 1;
        Tip within = tips.get(stream);
        Tip tip = within != null ? within : before.get(stream);
        if (tip == null || tip.sequence() != sequence) {
            throw new ConcurrencyException(stream + " has no event " + sequence + " to follow");
        }
        return tip;
    }

    int size() {
        return bodies.length;
    }

    /** Where the events stand, the first of them at this position. */
    static List<List<Append.Place>> places(List<Append> batch, long first) {
        long position = first;
        List<List<Append.Place>> all = new ArrayList<>(batch.size());
        for (Append append : batch) {
            List<Append.Place> places = new ArrayList<>(append.drafts().size());
            for (Draft draft : append.drafts()) {
                StagedEvent event = draft.event();
                places.add(new Append.Place(event.eventId(), event.aggregateId(), event.sequence(), position++));
            }
            all.add(places);
        }
        return all;
    }

    /** They are stored: others may follow them. */
    void remember(Tips after) {
        tips.values().forEach(after::remember);
    }

    void bind(PreparedStatement insert) throws SQLException {
        Connection connection = insert.getConnection();
        insert.setString(1, recordedAt);
        insert.setArray(2, connection.createArrayOf("uuid", eventIds));
        insert.setArray(3, connection.createArrayOf("text", types));
        insert.setObject(4, revisions);
        insert.setArray(5, connection.createArrayOf("text", streams));
        insert.setObject(6, sequences);
        insert.setArray(7, connection.createArrayOf("timestamptz", occurredAts));
        insert.setArray(8, connection.createArrayOf("text", actors));
        insert.setArray(9, connection.createArrayOf("uuid", commandIds));
        insert.setObject(10, commandIndexes);
        insert.setArray(11, connection.createArrayOf("uuid", correlationIds));
        insert.setArray(12, connection.createArrayOf("uuid", causationIds));
        insert.setArray(13, connection.createArrayOf("text", sources));
        insert.setArray(14, connection.createArrayOf("bytea", prevs));
        insert.setArray(15, connection.createArrayOf("bytea", bodies));
        insert.setArray(16, connection.createArrayOf("text", transports));
    }
}
