package org.wangge.command.people;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.wangge.api.Command;
import org.wangge.api.Refused;
import org.wangge.api.people.AccountRole;
import org.wangge.api.people.PeopleCommand.OpenAccount;
import org.wangge.api.people.PeopleRefusal;
import org.wangge.command.KeptBeside;
import org.wangge.edge.access.Accounts;
import org.wangge.edge.access.Passwords;
import org.wangge.eventstore.Append;

/** 凭证: the rows against which sign-ins are checked. Each change commits together with the event that says that there was one. */
@Component
class Credentials implements KeptBeside {

    private final Accounts accounts;
    private final Passwords passwords;
    private final PasswordEncoder encoder;
    private final Clock clock;

    Credentials(Accounts accounts, Passwords passwords, PasswordEncoder encoder, Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.encoder = encoder;
        this.clock = clock;
    }

    /** An account opened again with another password, or after the password was changed, is no repeat. */
    @Override
    public boolean contradicts(Command command) {
        return command instanceof OpenAccount opening
                && accounts.find(opening.username())
                        .filter(account ->
                                !account.closed() && encoder.matches(opening.password(), account.passwordHash()))
                        .isEmpty();
    }

    /** Refuses a password that is too short or too long. */
    void open(OpenAccount command) {
        String hash = passwords.hash(command.password());
        alongside(rows -> rows.open(
                command.username(), hash, command.personId(), command.unitId(), command.roles(), command.gridIds()));
    }

    void changePassword(String username, String password) {
        String hash = passwords.hash(password);
        alongside(rows -> rows.changePassword(username, hash));
    }

    void changeRoles(String username, List<AccountRole> roles, List<String> gridIds) {
        alongside(rows -> {
            rows.changeRoles(username, roles, gridIds);
            oneAdministratorIsLeft(rows);
        });
    }

    void close(String username) {
        alongside(rows -> {
            rows.close(username);
            oneAdministratorIsLeft(rows);
        });
    }

    /**
     * Asked again where the rows are written, one command after the other: two administrators who close each other at the same
     * moment each still see the other before.
     */
    private static void oneAdministratorIsLeft(Accounts rows) {
        if (!rows.anotherAdministratorThan("")) {
            throw Refused.because(PeopleRefusal.LAST_ADMINISTRATOR);
        }
    }

    boolean anotherAdministratorThan(String username) {
        return accounts.anotherAdministratorThan(username);
    }

    private void alongside(Consumer<Accounts> work) {
        Append.current()
                .alongside(connection -> work.accept(
                        new Accounts(JdbcClient.create(new SingleConnectionDataSource(connection, true)), clock)));
    }
}
