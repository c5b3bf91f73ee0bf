package org.wangge.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Asks the log what became of an append whose answer was lost. */
final class Lookup {

    private final DataSource dataSource;

    Lookup(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Where the events of these appends stand, or null when none of them was stored. They were written in one transaction, so all
     * of them are there or none. Taking the writers' lock waits for a transaction whose connection broke while it was ending.
     */
    @Nullable
    List<List<Append.Place>> places(List<Append> batch) throws SQLException {
        UUID[] ids = batch.stream()
                .flatMap(append -> append.events().stream())
                .map(StagedEvent::eventId)
                .toArray(UUID[]::new);
        if (ids.length == 0) {
            throw new SQLException("without events there is nothing to look for");
        }
        Map<UUID, Long> positions = positions(ids);
        if (positions.isEmpty()) {
            return null;
        }
        List<List<Append.Place>> all = new ArrayList<>(batch.size());
        for (Append append : batch) {
            List<Append.Place> places = new ArrayList<>();
            for (StagedEvent event : append.events()) {
                Long position = positions.get(event.eventId());
                if (position == null) {
                    throw new SQLException(
                            "the log holds a part of a transaction: event " + event.eventId() + " is missing");
                }
                places.add(new Append.Place(event.eventId(), event.aggregateId(), event.sequence(), position));
            }
            all.add(places);
        }
        return all;
    }

    private Map<UUID, Long> positions(UUID[] ids) throws SQLException {
        Map<UUID, Long> positions = new HashMap<>();
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement lock = connection.createStatement();
                    PreparedStatement select = connection.prepareStatement(
                            "SELECT event_id, position FROM log.event WHERE event_id = ANY (?)")) {
                lock.execute("SELECT pg_advisory_xact_lock(" + LogWriter.LOCK + ")");
                select.setArray(1, connection.createArrayOf("uuid", ids));
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        positions.put(rows.getObject(1, UUID.class), rows.getLong(2));
                    }
                }
            } finally {
                connection.rollback();
            }
        }
        return positions;
    }

    /** True when the log holds events of this command. */
    boolean knows(UUID commandId) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT 1 FROM log.event WHERE command_id = ? LIMIT 1")) {
            select.setObject(1, commandId);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }
}
