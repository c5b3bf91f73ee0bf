package org.wangge.eventstore;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
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
        return proxy(Connection.class, (method, arguments) -> switch (method.getName()) {
            case "commit" -> ending(method, real, real, arguments);
            case "prepareStatement" -> unreliable(real, (PreparedStatement) method.invoke(real, arguments));
            default -> method.invoke(real, arguments);
        });
    }

    /** Without a transaction around it, a statement that writes is a commit as well. */
    private PreparedStatement unreliable(Connection connection, PreparedStatement real) {
        return proxy(
                PreparedStatement.class,
                (method, arguments) -> method.getName().equals("execute") && connection.getAutoCommit()
                        ? ending(method, real, connection, arguments)
                        : method.invoke(real, arguments));
    }

    private @Nullable Object ending(Method method, Object target, Connection connection, Object @Nullable [] arguments)
            throws Exception {
        Break now = next.getAndSet(null);
        if (now == Break.BEFORE_THE_COMMIT && !connection.getAutoCommit()) {
            connection.rollback();
        }
        Object result = now == Break.BEFORE_THE_COMMIT ? null : method.invoke(target, arguments);
        if (now != null) {
            refusals.set(refusalsAfterwards);
            throw lost();
        }
        return result;
    }

    @FunctionalInterface
    private interface Call {
        @Nullable
        Object of(Method method, Object @Nullable [] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                UnreliableDataSource.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return call.of(method, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                }));
    }

    private static SQLException lost() {
        return new SQLException("An I/O error occurred while sending to the backend.", "08006");
    }
}
