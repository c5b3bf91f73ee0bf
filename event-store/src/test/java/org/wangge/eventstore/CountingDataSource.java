package org.wangge.eventstore;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Counts what is sent to the server, and by whom. */
final class CountingDataSource extends DelegatingDataSource {

    private static final Set<String> TRAVELS =
            Set.of("execute", "executeQuery", "executeUpdate", "executeBatch", "commit", "rollback");

    private final AtomicInteger executions = new AtomicInteger();
    private final AtomicInteger batches = new AtomicInteger();
    private final Set<String> threads = new ConcurrentSkipListSet<>();

    CountingDataSource(DataSource pool) {
        super(pool);
    }

    void forget() {
        executions.set(0);
        batches.set(0);
        threads.clear();
    }

    int executions() {
        return executions.get();
    }

    int batches() {
        return batches.get();
    }

    Set<String> threads() {
        return threads;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return counting(Connection.class, super.getConnection());
    }

    private <T> T counting(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                CountingDataSource.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> of(method, real, arguments)));
    }

    private Object of(Method method, Object real, Object[] arguments) throws Throwable {
        if (TRAVELS.contains(method.getName())) {
            executions.incrementAndGet();
            threads.add(Thread.currentThread().getName());
            batches.addAndGet(method.getName().equals("executeBatch") ? 1 : 0);
        }
        try {
            Object result = method.invoke(real, arguments);
            return switch (result) {
                case PreparedStatement prepared -> counting(PreparedStatement.class, prepared);
                case Statement statement -> counting(Statement.class, statement);
                case null, default -> result;
            };
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }
}
