package org.wangge.query.version;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.wangge.query.replay.Buffering;

/** A table to which rows are only ever added: those of a batch at once, by {@code COPY}. */
public final class Additions implements Buffering {

    private final JdbcOperations jdbc;
    private final String copy;
    private final int columns;
    private CopyText rows = new CopyText();
    private boolean any;

    public Additions(JdbcOperations jdbc, String table, String... columns) {
        this.jdbc = jdbc;
        this.copy = "copy " + table + " (" + String.join(", ", columns) + ") from stdin";
        this.columns = columns.length;
    }

    /** Adds a row with the batch; instants, enums and lists become what the database holds them as. */
    public void add(@Nullable Object... values) {
        if (values.length != columns) {
            throw new IllegalArgumentException(values.length + " values for " + columns + " columns");
        }
        for (Object value : values) {
            rows.column(Row.kept(value));
        }
        rows.endRow();
        any = true;
    }

    @Override
    public void begin(boolean continued) {
        rows = new CopyText();
        any = false;
    }

    @Override
    public void flush() {
        if (any) {
            byte[] bytes = rows.bytes();
            begin(true);
            jdbc.execute((ConnectionCallback<Long>) connection -> {
                CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
                try {
                    in.writeToCopy(bytes, 0, bytes.length);
                    return in.endCopy();
                } catch (SQLException failure) {
                    cancel(in, failure);
                    throw failure;
                }
            });
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
