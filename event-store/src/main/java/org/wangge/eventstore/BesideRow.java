package org.wangge.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement beside the events that may share its round trip with equal ones. */
record BesideRow(String sql, List<@Nullable Object> parameters) implements Append.SqlWork {

    @Override
    public void run(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement);
            statement.executeUpdate();
        }
    }

    private void bind(PreparedStatement statement) throws SQLException {
        int index = 1;
        for (Object parameter : parameters) {
            statement.setObject(index++, parameter);
        }
    }

    /** Runs what goes beside a group's events, in the order in which it was given; equal statements in a row at once. */
    static void runAll(List<Append> group, Connection connection) throws SQLException {
        Iterator<Append.SqlWork> all =
                group.stream().flatMap(append -> append.work().stream()).iterator();
        Append.SqlWork next = all.hasNext() ? all.next() : null;
        while (next != null) {
            if (next instanceof BesideRow first) {
                try (PreparedStatement statement = connection.prepareStatement(first.sql)) {
                    while (next instanceof BesideRow row && row.sql.equals(first.sql)) {
                        row.bind(statement);
                        statement.addBatch();
                        next = all.hasNext() ? all.next() : null;
                    }
                    statement.executeBatch();
                }
            } else {
                next.run(connection);
                next = all.hasNext() ? all.next() : null;
            }
        }
    }
}
