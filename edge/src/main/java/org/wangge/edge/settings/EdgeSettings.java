package org.wangge.edge.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the edge, under {@code wangge}.
 *
 * @param dataDir where the administrator's first password is put
 * @param adminPassword of the first administrator ({@code WANGGE_ADMIN_PASSWORD}); random when left out
 * @param tokenLifetime of bearer tokens; at most a day, whatever is set
 * @param bodyLimit for the bodies of all requests but those that bring evidence and imports, which have limits of their own
 */
@ConfigurationProperties("wangge")
public record EdgeSettings(
        @DefaultValue("./data") String dataDir,
        @Nullable String adminPassword,
        @DefaultValue("PT12H") Duration tokenLifetime,
        @DefaultValue("1MB") DataSize bodyLimit) {

    private static final Duration LONGEST_TOKEN = Duration.ofDays(1);

    public EdgeSettings {
        if (tokenLifetime.compareTo(LONGEST_TOKEN) > 0) {
            tokenLifetime = LONGEST_TOKEN;
        }
    }

    @Override
    public String toString() {
        return "EdgeSettings[dataDir=" + dataDir + ", tokenLifetime=" + tokenLifetime + ", bodyLimit=" + bodyLimit
                + "]";
    }
}
