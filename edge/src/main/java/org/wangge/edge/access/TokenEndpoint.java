package org.wangge.edge.access;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.edge.problem.ProblemKind;
import org.wangge.edge.problem.RequestProblem;

/** 登录令牌: {@code POST /api/v1/tokens} with HTTP Basic gives a bearer token. A token does not give a further one. */
@RestController
final class TokenEndpoint {

    private final Tokens tokens;

    TokenEndpoint(Tokens tokens) {
        this.tokens = tokens;
    }

    @PostMapping("/api/v1/tokens")
    ResponseEntity<Tokens.Token> issue(Authentication authentication) {
        if (!(authentication instanceof AccountAuthentication account) || !account.isByPassword()) {
            throw RequestProblem.of(
                    ProblemKind.UNAUTHENTICATED, "A token is given for name and password, not for another token.");
        }
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(tokens.issue(account));
    }
}
