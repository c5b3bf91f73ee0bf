package org.wangge.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangge.api.Actor;
import org.wangge.command.imports.ImportInbox;

/** 示例: fills an empty system with a made-up township, so that there is something to look at. Never one that is in use. */
@Component
final class SampleTownship implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(SampleTownship.class);
    private static final String[] TABLES = {"grids", "units", "people", "cases"};

    private final boolean wanted;
    private final ImportInbox inbox;
    private final JdbcClient sql;

    SampleTownship(
            @Value("${wangge.sample}") boolean wanted,
            ImportInbox inbox,
            @Qualifier("logDataSource") DataSource logDataSource) {
        this.wanted = wanted;
        this.inbox = inbox;
        this.sql = JdbcClient.create(logDataSource);
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        if (!wanted || !inbox.isUntouched() || isInUse()) {
            return;
        }
        for (String table : TABLES) {
            String mapping;
            try (InputStream in = sample(table + ".yaml")) {
                mapping = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
            try (InputStream in = sample(table + ".csv")) {
                var _ = inbox.receive(in, mapping, Actor.SYSTEM);
            }
        }
        log.info("loading the sample township 青石镇; an empty system starts with --wangge.sample=false");
    }

    private boolean isInUse() {
        return sql.sql("SELECT EXISTS (SELECT FROM log.event WHERE type <> 'account.opened')")
                .query(Boolean.class)
                .single();
    }

    private static InputStream sample(String name) throws IOException {
        return new ClassPathResource("samples/township/" + name).getInputStream();
    }
}
