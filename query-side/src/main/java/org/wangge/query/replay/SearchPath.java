package org.wangge.query.replay;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Connections of another data source on which unqualified table names mean the tables of one schema. */
final class SearchPath extends DelegatingDataSource {

    private final String schema;

    SearchPath(DataSource connections, String schema) {
        super(connections);
        this.schema = schema;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        try {
            connection.setSchema(schema);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
