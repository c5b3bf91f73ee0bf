package org.wangge.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole system inside the test's own process, started once; it ends with the process. */
final class RunningStandalone {

    private static @Nullable ConfigurableApplicationContext context;

    private RunningStandalone() {}

    static synchronized ConfigurableApplicationContext context() {
        if (context == null) {
            try {
                Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "it-data-");
                context = SpringApplication.run(
                        StandaloneApplication.class,
                        "--wangge.data-dir=" + data,
                        "--server.port=0",
                        "--wangge.sample=false",
                        "--WANGGE_ADMIN_PASSWORD=" + WanggeProcess.PASSWORD);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return context;
    }

    static Door as(String username, String password) {
        WebServerApplicationContext web = (WebServerApplicationContext) context();
        return new Door("http://127.0.0.1:" + web.getWebServer().getPort(), username, password);
    }

    static Door admin() {
        return as("admin", WanggeProcess.PASSWORD);
    }
}
