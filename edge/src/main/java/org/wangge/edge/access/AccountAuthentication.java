package org.wangge.edge.access;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Spring Security's view of an account that has signed in; holds no password. */
final class AccountAuthentication extends AbstractAuthenticationToken {

    private final transient SignedIn signedIn;
    private final int version;
    private final boolean byPassword;

    private AccountAuthentication(SignedIn signedIn, int version, boolean byPassword) {
        super(authorities(signedIn));
        this.signedIn = signedIn;
        this.version = version;
        this.byPassword = byPassword;
        setAuthenticated(true);
    }

    static AccountAuthentication byPassword(Account account) {
        return new AccountAuthentication(account.signedIn(), account.version(), true);
    }

    static AccountAuthentication byToken(SignedIn signedIn, int version) {
        return new AccountAuthentication(signedIn, version, false);
    }

    private static List<SimpleGrantedAuthority> authorities(SignedIn signedIn) {
        return signedIn.roles().stream()
                .map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
                .toList();
    }

    int version() {
        return version;
    }

    boolean isByPassword() {
        return byPassword;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public SignedIn getPrincipal() {
        return signedIn;
    }

    @Override
    public String getName() {
        return signedIn.username();
    }
}
