package org.wangge.eventstore;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A pool whose connections break at the worst moment, when told to. */
final class UnreliableDataSource extends DelegatingDataSource {

    /** When the connection breaks, as seen by the server. */
    enum Break {
        BEFORE_THE_COMMIT,
        AFTER_THE_COMMIT
    }

    private final AtomicReference<Break> next = new AtomicReference<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile int refusalsAfterwards;

    UnreliableDataSource(DataSource pool) {
        super(pool);
    }

    /** Breaks the connection at the next commit, and gives no connection for so many times after that. */
    void breakOnce(Break when, int noConnectionAfterwards) {
        refusalsAfterwards = noConnectionAfterwards;
        next.set(when);
    }

    boolean hasBroken() {
        return next.get() == null;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (refusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw lost();
        }
        Connection real = super.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        Break now = method.getName().equals("commit") ? next.getAndSet(null) : null;
                        if (now == Break.BEFORE_THE_COMMIT) {
                            real.rollback();
                        }
                        Object result = now == Break.BEFORE_THE_COMMIT ? null : method.invoke(real, arguments);
                        if (now != null) {
                            refusals.set(refusalsAfterwards);
                            throw lost();
                        }
                        return result;
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    private static SQLException lost() {
        return new SQLException("An I/O error occurred while sending to the backend.", "08006");
    }
}
