package org.wangge.benchmarks.ratios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** A folder for one measurement, which goes with it. */
record Folder(Path path) implements AutoCloseable {

    static Folder temporary() throws IOException {
        return new Folder(Files.createTempDirectory("wangge-measured"));
    }

    /** One that is not there yet, inside. */
    Path data() {
        return path.resolve("data");
    }

    @Override
    public void close() throws IOException {
        FileSystemUtils.deleteRecursively(path);
    }
}
