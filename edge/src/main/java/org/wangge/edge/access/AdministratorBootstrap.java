package org.wangge.edge.access;

import java.util.List;
import org.wangge.api.people.AccountRole;

/** 首个管理员: makes the account {@code admin} when there is no account at all. */
public interface AdministratorBootstrap {

    /** The account's name. */
    String USERNAME = "admin";

    /** How an account is opened: by a row, or by a command that leaves an event. Comes back when it is done. */
    @FunctionalInterface
    interface Opening {
        void open(String username, String password, List<AccountRole> roles);
    }

    /**
     * The password is that of {@code WANGGE_ADMIN_PASSWORD}, or a random one that is written to {@code admin-password} in the data
     * folder, readable by its owner only.
     *
     * @return true when the account was made
     */
    boolean openIfNoneExists(Opening opening);
}
