package org.wangge.query;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Connections that run each query about one table twice: once to be explained, as it was executed, and once for its answer. */
public final class ExplainingConnections extends DelegatingDataSource {

    private final String table;
    private final List<JsonNode> plans = new ArrayList<>();

    public ExplainingConnections(DataSource connections, String table) {
        super(connections);
        this.table = table;
    }

    /**
     * What a query read of the table.
     *
     * @param scans how, and by which indexes
     * @param rows that were looked at, whether or not they were wanted, and entries of indexes that were gathered to find them
     * @param buffers of all tables
     */
    public record Cost(List<String> scans, long rows, long buffers, double millis) {}

    /** What the last query cost. */
    public Cost cost() {
        return costs().getLast();
    }

    /** What the queries cost that were put since this was last asked. */
    public List<Cost> costs() {
        List<Cost> costs = plans.stream().map(this::cost).toList();
        plans.clear();
        return costs;
    }

    private Cost cost(JsonNode plan) {
        List<String> scans = new ArrayList<>();
        JsonNode top = plan.get("Plan");
        long rows = scans(top, false, scans);
        return new Cost(
                scans,
                rows,
                top.get("Shared Hit Blocks").asLong()
                        + top.get("Shared Read Blocks").asLong(),
                plan.get("Execution Time").asDouble());
    }

    private long scans(JsonNode node, boolean within, List<String> scans) {
        long rows = 0;
        String relation = node.path("Relation Name").asString("");
        boolean reads = relation.equals(table);
        // The scans of indexes below a bitmap heap scan name no table.
        boolean gathers =
                within && relation.isEmpty() && node.get("Node Type").asString().startsWith("Bitmap");
        if (reads || (gathers && node.has("Index Name"))) {
            scans.add(node.get("Node Type").asString() + " "
                    + node.path("Index Name").asString(""));
            double each = node.get("Actual Rows").asDouble()
                    + node.path("Rows Removed by Filter").asDouble(0)
                    + node.path("Rows Removed by Index Recheck").asDouble(0);
            rows = Math.round(each * node.get("Actual Loops").asDouble());
        }
        for (JsonNode child : node.path("Plans")) {
            rows += scans(child, reads || gathers, scans);
        }
        return rows;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return proxy(Connection.class, (method, arguments) -> {
            Object made = invoke(method, connection, arguments);
            if (made instanceof PreparedStatement statement && ((String) arguments[0]).contains(table)) {
                Object[] explaining = arguments.clone();
                explaining[0] = "explain (analyze, buffers, format json) " + arguments[0];
                return twice(statement, (PreparedStatement) invoke(method, connection, explaining));
            }
            return made;
        });
    }

    private PreparedStatement twice(PreparedStatement statement, PreparedStatement explained) {
        return proxy(PreparedStatement.class, (method, arguments) -> {
            if (method.getName().equals("executeQuery")) {
                try (ResultSet plan = explained.executeQuery()) {
                    plan.next();
                    plans.add(JsonMapper.shared().readTree(plan.getString(1)).get(0));
                }
            } else if (method.getName().startsWith("set") || method.getName().equals("close")) {
                invoke(method, explained, arguments);
            }
            return invoke(method, statement, arguments);
        });
    }

    private interface Handler {
        Object handle(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> handler.handle(method, arguments)));
    }

    private static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
