package org.wangge.edge.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** What is seen at a glance is decided as Spring Security decides it. */
class PlainHeadersTest {

    private static final String[] PIECES = {
        "Bearer ",
        "bearer ",
        "Bearer",
        "Basic ",
        "abc",
        "A.b-c_d~e+f/9",
        "=",
        "==",
        " ",
        "\t",
        "\n",
        "\u0000",
        "\u007f",
        "\u0085",
        "é",
        "网",
        "\ud834\udd1e",
        "\ud834",
        "\u0378",
        "%",
        ",",
        "\""
    };

    private final Random random = new Random(7);

    private String header() {
        StringBuilder text = new StringBuilder(random.nextInt(3) > 0 ? "Bearer " : "");
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static String outcome(Supplier<@Nullable String> decision) {
        try {
            return "taken as " + decision.get();
        } catch (OAuth2AuthenticationException | RequestRejectedException refused) {
            return refused.getClass().getSimpleName() + " " + refused.getMessage();
        }
    }

    private static String resolved(BearerTokenResolver resolver, String header) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/cases");
        request.addHeader("Authorization", header);
        return outcome(() -> resolver.resolve(request));
    }

    private static String let(StrictHttpFirewall firewall, String header) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/cases");
        request.addHeader("Other", header);
        return outcome(() -> firewall.getFirewalledRequest(request).getHeader("Other"));
    }

    @Test
    void everyHeaderIsTakenOrRefusedAsBySpringSecurityItself() {
        StrictHttpFirewall own = new AccessConfiguration().httpFirewall();
        StrictHttpFirewall strict = new StrictHttpFirewall();
        BearerTokenResolver plain = new PlainHeaders();
        BearerTokenResolver usual = new DefaultBearerTokenResolver();
        int tokens = 0;
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            String header = header();
            String token = resolved(usual, header);
            assertThat(resolved(plain, header)).as(header).isEqualTo(token);
            String passed = let(strict, header);
            assertThat(let(own, header)).as(header).isEqualTo(passed);
            tokens += Pattern.matches("taken as [a-zA-Z].*", token) && !token.equals("taken as null") ? 1 : 0;
            refused += passed.startsWith("RequestRejected") ? 1 : 0;
        }
        assertThat(tokens).isGreaterThan(500);
        assertThat(refused).isGreaterThan(500);
    }
}
