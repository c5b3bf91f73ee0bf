package org.wangge.query.replay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** At most one process rebuilds a view. Held by a connection, so that it ends with the process that held it. */
final class RebuildLock implements AutoCloseable {

    private final Connection connection;
    private final String view;

    private RebuildLock(Connection connection, String view) {
        this.connection = connection;
        this.view = view;
    }

    static Optional<RebuildLock> tryAcquire(DataSource connections, View view) {
        try {
            Connection connection = connections.getConnection();
            if (call(connection, "pg_try_advisory_lock", view.name())) {
                return Optional.of(new RebuildLock(connection, view.name()));
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot ask whether " + view.name() + " is being rebuilt", e);
        }
    }

    private static boolean call(Connection connection, String function, String view) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select " + function + "(hashtext('wangge-rebuild'), hashtext(?))")) {
            statement.setString(1, view);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    @Override
    public void close() {
        try (connection) {
            call(connection, "pg_advisory_unlock", view);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot release the rebuild of " + view, e);
        }
    }
}
