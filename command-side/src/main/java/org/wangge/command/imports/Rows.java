package org.wangge.command.imports;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table, row by row; only one row is in memory at a time. */
interface Rows extends AutoCloseable {

    /** The header's cells, as they are written. */
    List<String> header();

    /** The next row that is not empty, or null at the end. */
    @Nullable
    Row next() throws IOException;

    @Override
    void close() throws IOException;
}
