package org.wangge.edge.access;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.wangge.edge.settings.EdgeSettings;

/** What only the command side does about accounts: it gives tokens and makes the first administrator. */
@Configuration(proxyBeanMethods = false)
public class IssuingConfiguration {

    @Bean
    Tokens tokens(SigningKeys keys, Clock clock, EdgeSettings settings) {
        return new Tokens(keys, clock, settings.tokenLifetime());
    }

    @Bean
    TokenEndpoint tokenEndpoint(Tokens tokens) {
        return new TokenEndpoint(tokens);
    }

    @Bean
    AdministratorBootstrap administratorBootstrap(
            Accounts accounts,
            @Qualifier("logDataSource") DataSource dataSource,
            EdgeSettings settings,
            Environment environment) {
        String given = environment.getProperty("WANGGE_ADMIN_PASSWORD");
        return new FirstAdministrator(
                accounts, dataSource, Path.of(settings.dataDir()), given == null ? settings.adminPassword() : given);
    }

    /** Through the command side's own way of opening accounts where there is such a bean, else by a row. */
    @Bean
    ApplicationRunner firstAdministrator(
            AdministratorBootstrap bootstrap,
            ObjectProvider<AdministratorBootstrap.Opening> opening,
            Accounts accounts,
            Passwords passwords) {
        return arguments -> bootstrap.openIfNoneExists(opening.getIfAvailable(() -> (username, password, roles) ->
                accounts.open(username, passwords.hash(password), null, null, roles, List.of())));
    }
}
