package org.wangge.standalone;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** Starts the database as soon as the settings are known, while the application is still being put together. */
final class DatabaseAhead implements ApplicationListener<SpringApplicationEvent> {

    private @Nullable CompletableFuture<EmbeddedDatabase> starting;
    private boolean taken;

    @Override
    public void onApplicationEvent(SpringApplicationEvent event) {
        switch (event) {
            case ApplicationEnvironmentPreparedEvent prepared -> start(prepared.getEnvironment());
            case ApplicationContextInitializedEvent initialized ->
                initialized.getApplicationContext().getBeanFactory().registerSingleton("databaseAhead", this);
            case ApplicationFailedEvent failed -> abandon();
            default -> {}
        }
    }

    private void start(Environment settings) {
        Path dataFolder = Path.of(settings.getRequiredProperty("wangge.data-dir"));
        int port = settings.getRequiredProperty("wangge.database.port", Integer.class);
        CompletableFuture<EmbeddedDatabase> started = new CompletableFuture<>();
        starting = started;
        Thread.ofPlatform().name("database-start").start(() -> {
            try {
                started.complete(EmbeddedDatabase.start(dataFolder, port));
            } catch (Throwable refused) {
                started.completeExceptionally(refused);
            }
        });
    }

    /** The database, once it runs; from now on its taker's to close. Throws what kept it from starting. */
    EmbeddedDatabase take() {
        taken = true;
        try {
            return join();
        } catch (CompletionException failure) {
            switch (failure.getCause()) {
                case RuntimeException refused -> throw refused;
                case Error error -> throw error;
                case null, default -> throw failure;
            }
        }
    }

    private EmbeddedDatabase join() {
        if (starting == null) {
            throw new IllegalStateException("the settings are not known yet");
        }
        return starting.join();
    }

    private void abandon() {
        if (!taken && starting != null) {
            try {
                starting.join().close();
            } catch (CompletionException neverStarted) {
                // Then there is nothing to close, and something else to be told of.
            }
        }
    }
}
