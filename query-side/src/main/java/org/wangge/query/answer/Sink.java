package org.wangge.query.answer;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the rows of a table go, one after another. */
interface Sink extends AutoCloseable {

    void row(List<? extends @Nullable String> cells) throws IOException;

    @Override
    void close() throws IOException;
}
