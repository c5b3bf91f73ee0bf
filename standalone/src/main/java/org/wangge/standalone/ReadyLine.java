package org.wangge.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/** Says, once everything runs, where it is and how to come in. */
@Component
final class ReadyLine implements ApplicationListener<ApplicationReadyEvent> {

    private static final Logger log = LoggerFactory.getLogger(ReadyLine.class);

    private final Path dataFolder;
    private final String address;

    ReadyLine(@Value("${wangge.data-dir}") Path dataFolder, @Value("${server.address}") String address) {
        this.dataFolder = dataFolder;
        this.address = address;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        ApplicationContext context = ready.getApplicationContext();
        if (!(context instanceof WebServerApplicationContext web) || web.getWebServer() == null) {
            return;
        }
        String url = "http://" + (address.contains(":") ? "[" + address + "]" : address) + ":"
                + web.getWebServer().getPort();
        Path password = dataFolder.resolve("admin-password").toAbsolutePath().normalize();
        log.info(
                "Wangge is ready at {} · API page {}/openapi/ui · sign in as admin, password {}",
                url,
                url,
                Files.exists(password) ? "in " + password : "as set by WANGGE_ADMIN_PASSWORD");
    }
}
