package org.wangge.command.people;

import java.util.List;
import org.springframework.stereotype.Component;
import org.wangge.api.Actor;
import org.wangge.api.people.AccountRole;
import org.wangge.api.people.PeopleCommand;
import org.wangge.command.CommandDesk;
import org.wangge.command.Submission;
import org.wangge.edge.access.AdministratorBootstrap;

/** The first administrator's account is opened by a command like any other, so that the log shows it. */
@Component
final class AccountOpening implements AdministratorBootstrap.Opening {

    private final CommandDesk desk;

    AccountOpening(CommandDesk desk) {
        this.desk = desk;
    }

    @Override
    public void open(String username, String password, List<AccountRole> roles) {
        var _ = desk.submit(new Submission(
                new PeopleCommand.OpenAccount(username, password, null, null, roles, List.of()),
                Actor.SYSTEM,
                null,
                "process:first-administrator",
                null,
                null));
    }
}
