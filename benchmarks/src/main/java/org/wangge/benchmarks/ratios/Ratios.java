package org.wangge.benchmarks.ratios;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** Starts the sections of the comparison with the peers. */
public final class Ratios {

    private Ratios() {}

    /**
     * Runs sections.
     *
     * @param arguments the sections' names in the order in which they are to run; {@code table} writes what was found
     */
    public static void run(List<String> arguments) throws Exception {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException(
                    "peers what? limit, inprocess, bytes, http, views, lag, sustained, rebuild, start, growth, overdue, table");
        }
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        for (String argument : arguments) {
            switch (argument.toLowerCase(Locale.ROOT)) {
                case "limit" -> Limit.run();
                case "inprocess" -> InProcess.run();
                case "bytes" -> Bytes.run();
                case "http" -> Http.run();
                case "views" -> Http.views();
                case "lag" -> Lag.run();
                case "sustained" -> Lag.sustained();
                case "rebuild" -> Rebuild.run();
                case "start" -> Start.run();
                case "growth" -> Growth.run();
                case "overdue" -> Overdue.run();
                case "table" -> Table.write();
                default -> throw new IllegalArgumentException("there is no section " + argument);
            }
        }
    }
}
