package org.wangge.command.people;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.util.List;
import java.util.Locale;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Actor;
import org.wangge.api.Refused;
import org.wangge.api.Streams;
import org.wangge.api.people.AccountRole;
import org.wangge.api.people.PeopleCommand.ChangePassword;
import org.wangge.api.people.PeopleCommand.ChangeRoles;
import org.wangge.api.people.PeopleCommand.CloseAccount;
import org.wangge.api.people.PeopleCommand.OpenAccount;
import org.wangge.api.people.PeopleEvent.AccountClosed;
import org.wangge.api.people.PeopleEvent.AccountOpened;
import org.wangge.api.people.PeopleEvent.PasswordChanged;
import org.wangge.api.people.PeopleEvent.RolesChanged;
import org.wangge.api.people.PeopleRefusal;
import org.wangge.command.directory.Directory;

/** 账号: who may come in, and as whom. What is needed to check a password is kept beside the log, never in it. */
@Aggregate(type = "account")
final class Account {

    @AggregateIdentifier
    private @Nullable String stream;

    private String username = "";
    private boolean closed;

    /** For Axon, which then replays the events. */
    Account() {}

    @CommandHandler
    Account(OpenAccount command, Credentials credentials, Directory directory) {
        if (command.username().toLowerCase(Locale.ROOT).equals(Actor.SYSTEM_ACCOUNT)) {
            throw Refused.because(PeopleRefusal.RESERVED_USERNAME, "/username", "reserved");
        }
        if (command.personId() != null) {
            directory.requirePerson(command.personId(), "/personId");
        }
        if (command.unitId() != null) {
            directory.requireUnit(command.unitId(), "/unitId");
        }
        requireGrids(command.gridIds(), directory);
        credentials.open(command);
        apply(new AccountOpened(
                command.username(), command.personId(), command.unitId(), command.roles(), command.gridIds()));
    }

    @CommandHandler
    void decide(ChangePassword command, Credentials credentials) {
        stillOpen();
        credentials.changePassword(username, command.password());
        apply(new PasswordChanged(username));
    }

    @CommandHandler
    void decide(ChangeRoles command, Credentials credentials, Directory directory) {
        stillOpen();
        requireGrids(command.gridIds(), directory);
        if (!command.roles().contains(AccountRole.ADMINISTRATOR)) {
            anotherAdministratorStays(credentials);
        }
        credentials.changeRoles(username, command.roles(), command.gridIds());
        apply(new RolesChanged(username, command.roles(), command.gridIds()));
    }

    @CommandHandler
    void decide(CloseAccount command, Credentials credentials) {
        stillOpen();
        anotherAdministratorStays(credentials);
        credentials.close(username);
        apply(new AccountClosed(username, command.reason()));
    }

    private void anotherAdministratorStays(Credentials credentials) {
        if (!credentials.anotherAdministratorThan(username)) {
            throw Refused.because(PeopleRefusal.LAST_ADMINISTRATOR);
        }
    }

    private static void requireGrids(List<String> gridIds, Directory directory) {
        for (int i = 0; i < gridIds.size(); i++) {
            directory.requireGrid(gridIds.get(i), "/gridIds/" + i);
        }
    }

    private void stillOpen() {
        if (closed) {
            throw Refused.because(PeopleRefusal.ACCOUNT_IS_CLOSED);
        }
    }

    @EventSourcingHandler
    void evolve(AccountOpened event) {
        stream = Streams.account(event.username());
        username = event.username();
    }

    @EventSourcingHandler
    void evolve(AccountClosed event) {
        closed = true;
    }
}
