package org.wangge.api.people;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Command;
import org.wangge.api.Streams;

/** What one can ask about people, units and accounts. Only here do personal values travel; no event carries them. */
public sealed interface PeopleCommand extends Command {

    /** Asks about one person. */
    sealed interface PersonCommand extends PeopleCommand {
        String personId();

        @Override
        default String stream() {
            return Streams.person(personId());
        }
    }

    /** 登记人员. Name, phone and e-mail address go into the table of personal values, not into the event. */
    record RegisterPerson(
            String personId,
            String name,
            @Nullable String phone,
            @Nullable String email,
            @Nullable String unitId) implements PersonCommand {

        /** Of a person without an e-mail address. */
        public RegisterPerson(String personId, String name, @Nullable String phone, @Nullable String unitId) {
            this(personId, name, phone, null, unitId);
        }

        @Override
        public String toString() {
            return "RegisterPerson[" + personId + "]";
        }

        @Override
        public Object comparable() {
            return unitId == null ? List.of(personId) : List.of(personId, unitId);
        }
    }

    /** 变更人员信息. Values left out stay as they are. */
    record ChangePerson(
            String personId,
            @Nullable String name,
            @Nullable String phone,
            @Nullable String email,
            @Nullable String unitId)
            implements PersonCommand {
        @Override
        public String toString() {
            return "ChangePerson[" + personId + "]";
        }

        @Override
        public Object comparable() {
            return unitId == null ? List.of(personId) : List.of(personId, unitId);
        }
    }

    /** 人员离任. */
    record LeavePerson(String personId, String reason) implements PersonCommand {}

    /** 请假登记: the person is away from {@code from} (included) to {@code to} (excluded). No reason: it may be an illness. */
    record RecordLeave(String personId, Instant from, Instant to) implements PersonCommand {}

    /**
     * 销假: the leave that begins at {@code from} ends at {@code effectiveFrom} already, or does not come at all where both are the
     * same.
     */
    record CancelLeave(String personId, Instant from, Instant effectiveFrom) implements PersonCommand {}

    /** 遗忘个人信息: the personal values are destroyed, the events stay. */
    record ForgetPerson(String personId, String reason) implements PersonCommand {}

    /** Asks about one unit. */
    sealed interface UnitCommand extends PeopleCommand {
        String unitId();

        @Override
        default String stream() {
            return Streams.unit(unitId());
        }
    }

    /** 登记责任单位. */
    record RegisterUnit(String unitId, String name) implements UnitCommand {}

    /** 责任单位更名. */
    record RenameUnit(String unitId, String name) implements UnitCommand {}

    /** 撤销责任单位. */
    record DissolveUnit(String unitId, String reason) implements UnitCommand {}

    /** Asks about one account. */
    sealed interface AccountCommand extends PeopleCommand {
        String username();

        @Override
        default String stream() {
            return Streams.account(username());
        }
    }

    /** 开通账号. The password goes, hashed, into the table of accounts. */
    record OpenAccount(
            String username,
            String password,
            @Nullable String personId,
            @Nullable String unitId,
            List<AccountRole> roles,
            List<String> gridIds)
            implements AccountCommand {
        @Override
        public String toString() {
            return "OpenAccount[" + username + "]";
        }

        @Override
        public Object comparable() {
            return new OpenAccount(username, "", personId, unitId, roles, gridIds);
        }
    }

    /** 修改密码. */
    record ChangePassword(String username, String password) implements AccountCommand {
        @Override
        public String toString() {
            return "ChangePassword[" + username + "]";
        }

        @Override
        public Object comparable() {
            return List.of(username);
        }
    }

    /** 调整账号权限. */
    record ChangeRoles(String username, List<AccountRole> roles, List<String> gridIds) implements AccountCommand {}

    /** 注销账号. */
    record CloseAccount(String username, String reason) implements AccountCommand {}
}
