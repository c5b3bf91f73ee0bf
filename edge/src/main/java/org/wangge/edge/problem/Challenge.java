package org.wangge.edge.problem;

import jakarta.servlet.http.HttpServletRequest;

/** The {@code WWW-Authenticate} of a 401 (RFC 9110 section 11.6.1). */
final class Challenge {

    private static final String BASIC = "Basic realm=\"wangge\", charset=\"UTF-8\"";

    private Challenge() {}

    /**
     * A browser answers a Basic challenge to a script's request with a window of its own; browsers say in Sec-Fetch-Mode that it
     * is a script's request, and then Basic is left out.
     */
    static String of(HttpServletRequest request) {
        String mode = request.getHeader("Sec-Fetch-Mode");
        boolean script = mode != null && !mode.equals("navigate");
        String authorization = request.getHeader("Authorization");
        boolean hadToken = authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7);
        String bearer = hadToken ? "Bearer error=\"invalid_token\"" : "Bearer";
        return script ? bearer : BASIC + ", " + bearer;
    }
}
