package org.wangge.api.people;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Event;
import org.wangge.api.StoredAs;

/** What happened to people, units and accounts: ids only, no personal values. */
public sealed interface PeopleEvent extends Event {

    /** 人员已登记. */
    @StoredAs("person.registered")
    record PersonRegistered(String personId, @Nullable String unitId) implements PeopleEvent {}

    /** 人员信息已变更. {@code changed} names the personal values that were changed, not what they are. */
    @StoredAs("person.changed")
    record PersonChanged(String personId, @Nullable String unitId, List<String> changed) implements PeopleEvent {}

    /** 人员已离任. */
    @StoredAs("person.left")
    record PersonLeft(String personId, String reason) implements PeopleEvent {}

    /** 已请假, from {@code from} (included) to {@code to} (excluded). No reason is kept: it may be an illness. */
    @StoredAs("person.leave-recorded")
    record LeaveRecorded(String personId, Instant from, Instant to) implements PeopleEvent {}

    /** 已销假: the leave from {@code from} to {@code to} holds no longer from {@code effectiveFrom} on. */
    @StoredAs("person.leave-cancelled")
    record LeaveCancelled(String personId, Instant from, Instant to, Instant effectiveFrom) implements PeopleEvent {}

    /** 个人信息已遗忘. */
    @StoredAs("person.forgotten")
    record PersonForgotten(String personId, String reason) implements PeopleEvent {}

    /** 责任单位已登记. */
    @StoredAs("unit.registered")
    record UnitRegistered(String unitId, String name) implements PeopleEvent {}

    /** 责任单位已更名. */
    @StoredAs("unit.renamed")
    record UnitRenamed(String unitId, String name) implements PeopleEvent {}

    /** 责任单位已撤销. */
    @StoredAs("unit.dissolved")
    record UnitDissolved(String unitId, String reason) implements PeopleEvent {}

    /** 账号已开通. */
    @StoredAs("account.opened")
    record AccountOpened(
            String username,
            @Nullable String personId,
            @Nullable String unitId,
            List<AccountRole> roles,
            List<String> gridIds)
            implements PeopleEvent {}

    /** 密码已修改. */
    @StoredAs("account.password-changed")
    record PasswordChanged(String username) implements PeopleEvent {}

    /** 账号权限已调整. */
    @StoredAs("account.roles-changed")
    record RolesChanged(String username, List<AccountRole> roles, List<String> gridIds) implements PeopleEvent {}

    /** 账号已注销. */
    @StoredAs("account.closed")
    record AccountClosed(String username, String reason) implements PeopleEvent {}
}
