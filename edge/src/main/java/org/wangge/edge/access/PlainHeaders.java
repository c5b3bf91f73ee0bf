package org.wangge.edge.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/**
 * What almost every header is, seen at a glance: printable ASCII, and a bearer token as RFC 6750 section 2.1 writes it. Anything
 * else is for Spring Security's own rules, regular expressions in which 7 % of the samples of a command's thread lay.
 */
final class PlainHeaders implements BearerTokenResolver {

    private static final String SCHEME = "Bearer ";
    /** As {@code StrictHttpFirewall} has them. */
    private static final Pattern NAME = Pattern.compile("[\\p{IsAssigned}&&[^\\p{IsControl}]]*");

    private static final Pattern VALUE = Pattern.compile("[\\p{IsAssigned}&&[[^\\p{IsControl}]||\\t]]*");

    private final BearerTokenResolver otherwise = new DefaultBearerTokenResolver();

    static boolean allowsName(String name) {
        return isPrintable(name) || NAME.matcher(name).matches();
    }

    static boolean allowsValue(String value) {
        return isPrintable(value) || VALUE.matcher(value).matches();
    }

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.startsWith(SCHEME) && isToken(header, SCHEME.length())
                ? header.substring(SCHEME.length())
                : otherwise.resolve(request);
    }

    private static boolean isToken(String header, int from) {
        int end = header.length();
        while (end > from && header.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = from; i < end; i++) {
            char c = header.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && "-._~+/".indexOf(c) < 0) {
                return false;
            }
        }
        return end > from;
    }
}
