package org.wangge.query.version;

import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.wangge.query.replay.Buffering;

/** A table to which rows are only ever added: those of a batch at once, by {@code COPY}. */
public final class Additions implements Buffering {

    /** What a batch may leave behind for the next one to be written into. */
    private static final int KEPT_BYTES = 1 << 20;

    private final JdbcOperations jdbc;
    private final String table;
    private final String names;
    private final int columns;
    private @Nullable CopyRows rows;

    public Additions(JdbcOperations jdbc, String table, String... columns) {
        this.jdbc = jdbc;
        this.table = table;
        this.names = String.join(", ", columns);
        this.columns = columns.length;
    }

    /** Adds a row with the batch; instants, enums and lists become what the database holds them as. */
    public void add(@Nullable Object... values) {
        if (values.length != columns) {
            throw new IllegalArgumentException(values.length + " values for " + columns + " columns");
        }
        @Nullable Object[] kept = new @Nullable Object[columns];
        for (int i = 0; i < columns; i++) {
            kept[i] = Row.kept(values[i]);
        }
        addKept(kept);
    }

    /** Adds a row of values that are as {@link Row#kept} has them. */
    void addKept(@Nullable Object[] values) {
        if (rows == null) {
            rows = new CopyRows(types());
        }
        rows.add(values);
    }

    private List<CopyRows.Type> types() {
        return jdbc.execute((ConnectionCallback<List<CopyRows.Type>>) connection -> {
            try (PreparedStatement none = connection.prepareStatement("select " + names + " from " + table)) {
                ResultSetMetaData metaData = none.getMetaData();
                List<CopyRows.Type> types = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    types.add(CopyRows.Type.named(metaData.getColumnTypeName(column)));
                }
                return types;
            }
        });
    }

    @Override
    public void begin(boolean continued) {
        if (rows != null) {
            rows.clear();
        }
    }

    @Override
    public void flush() {
        CopyRows gathered = rows;
        if (gathered != null && !gathered.isEmpty()) {
            byte[] bytes = gathered.finished();
            jdbc.execute((ConnectionCallback<Long>) connection -> {
                CopyIn in = connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy " + table + " (" + names + ") from stdin (format binary)");
                try {
                    in.writeToCopy(bytes, 0, bytes.length);
                    return in.endCopy();
                } catch (SQLException failure) {
                    cancel(in, failure);
                    throw failure;
                }
            });
            if (bytes.length > KEPT_BYTES) {
                rows = null;
            } else {
                gathered.clear();
            }
        }
    }

    private static void cancel(CopyIn in, SQLException failure) {
        try {
            if (in.isActive()) {
                in.cancelCopy();
            }
        } catch (SQLException broken) {
            failure.addSuppressed(broken);
        }
    }
}
