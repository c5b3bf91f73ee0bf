package org.wangge.api;

import org.jspecify.annotations.Nullable;

/**
 * 行为人: who stands behind a command, taken from the signed-in account and never from a request's body.
 *
 * @param account the account's username, or {@code system} for what a process of Wangge itself recorded
 * @param personId the person whose account it is; none for accounts of machines and for the system
 * @param role the account's role that allowed the command
 * @param gridId the grid for which the account acts
 * @param onBehalfOf the person in whose place the actor acted
 */
public record Actor(
        String account,
        @Nullable String personId,
        @Nullable String role,
        @Nullable String gridId,
        @Nullable String onBehalfOf) {

    /** The account name of Wangge's own processes. Nobody can open an account of this name. */
    public static final String SYSTEM_ACCOUNT = "system";

    /** Wangge itself: deadlines that fell due, windows that closed. */
    public static final Actor SYSTEM = new Actor(SYSTEM_ACCOUNT, null, null, null, null);

    /**
     * The name under which rules compare actors and ledgers show them: the person's id, or {@code account:<username>} where no
     * person stands behind the account. Codes have no colon, so an account cannot pass for a person of the same name.
     */
    public String identity() {
        return personId != null ? personId : "account:" + account;
    }
}
