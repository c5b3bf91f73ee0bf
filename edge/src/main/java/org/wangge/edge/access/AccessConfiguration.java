package org.wangge.edge.access;

import jakarta.servlet.DispatcherType;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.wangge.edge.problem.ProblemWriter;

/** Signing in, on both sides: stateless, by password or token; everything closed that {@link AccessMatrix} does not open. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
public class AccessConfiguration {

    /** What the page of the OpenAPI description needs, and nothing from elsewhere. */
    private static final String CONTENT_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    @Bean
    AccessMatrix accessMatrix() {
        return AccessMatrix.standard();
    }

    /** Argon2id. */
    @Bean
    PasswordEncoder passwordEncoder() {
        return new Argon2PasswordEncoder(
                Passwords.SALT_BYTES, Passwords.HASH_BYTES, Passwords.LANES, Passwords.KIBIBYTES, Passwords.PASSES);
    }

    @Bean
    Passwords passwords(PasswordEncoder encoder, Clock clock) {
        return new Passwords(encoder, clock);
    }

    @Bean
    Accounts accounts(@Qualifier("logDataSource") DataSource dataSource, Clock clock) {
        return new Accounts(JdbcClient.create(dataSource), clock);
    }

    @Bean
    SigningKeys signingKeys(@Qualifier("logDataSource") DataSource dataSource, Clock clock) {
        return new SigningKeys(JdbcClient.create(dataSource), clock);
    }

    /** One manager without a parent: with one, a wrong password would be asked, and counted, twice. */
    @Bean
    AuthenticationManager authenticationManager(Accounts accounts, Passwords passwords, SigningKeys keys, Clock clock) {
        JwtAuthenticationProvider byToken = new JwtAuthenticationProvider(TokenSignIn.decoder(keys, clock));
        byToken.setJwtAuthenticationConverter(new TokenSignIn(accounts, clock));
        return new ProviderManager(new PasswordSignIn(accounts, passwords, clock), byToken);
    }

    @Bean
    ClosedDoor closedDoor(AccessMatrix matrix, ProblemWriter problems) {
        return new ClosedDoor(matrix, problems);
    }

    /** Requests are measured as a whole: a measurement of each filter and decision cost a tenth of the work on a command. */
    @Bean
    SecurityObservationSettings noMeasurementOfEachFilter() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    StrictHttpFirewall httpFirewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderNames(PlainHeaders::allowsName);
        firewall.setAllowedHeaderValues(PlainHeaders::allowsValue);
        // PostgreSQL has no NUL in text, and nothing here wants other control characters.
        firewall.setAllowedParameterValues(
                value -> value == null || value.chars().noneMatch(c -> c < ' '));
        return firewall;
    }

    @Bean
    SecurityFilterChain closedByDefault(
            HttpSecurity http, AccessMatrix matrix, AuthenticationManager manager, ClosedDoor closedDoor) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(policy -> {}))
                .authenticationManager(manager)
                .httpBasic(basic -> basic.authenticationEntryPoint(closedDoor))
                .addFilter(byToken(manager, closedDoor))
                .exceptionHandling(
                        door -> door.authenticationEntryPoint(closedDoor).accessDeniedHandler(closedDoor))
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                                .permitAll()
                                .anyRequest()
                                .access(new MatrixAuthorization(matrix)))
                .build();
    }

    /** The filter alone: {@code oauth2ResourceServer} also answers whoever asks at {@code /.well-known/oauth-protected-resource}. */
    private static BearerTokenAuthenticationFilter byToken(AuthenticationManager manager, ClosedDoor closedDoor) {
        BearerTokenAuthenticationConverter tokens = new BearerTokenAuthenticationConverter();
        tokens.setBearerTokenResolver(new PlainHeaders());
        BearerTokenAuthenticationFilter filter = new BearerTokenAuthenticationFilter(manager, tokens);
        filter.setAuthenticationEntryPoint(closedDoor);
        return filter;
    }
}
