package org.wangge.command.people;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangge.api.Command;
import org.wangge.api.people.PeopleCommand.RegisterPerson;
import org.wangge.command.KeptBeside;
import org.wangge.eventstore.Append;

/**
 * 个人信息: names, phones and e-mail addresses, in a table of their own and never in an event (DESIGN.md section 4, rule 6). Each change commits
 * together with the event that says that there was one.
 */
@Component
class PersonalValues implements KeptBeside, Addresses {

    private final JdbcClient rows;

    PersonalValues(JdbcClient rows) {
        this.rows = rows;
    }

    /** A person registered again under another name, or after having been forgotten, is no repeat. */
    @Override
    public boolean contradicts(Command command) {
        return command instanceof RegisterPerson registration
                && !rows.sql("SELECT EXISTS (SELECT FROM personal.person"
                                + " WHERE person_id = ? AND name = ? AND phone IS NOT DISTINCT FROM ?"
                                + " AND email IS NOT DISTINCT FROM ?)")
                        .params(registration.personId(), registration.name())
                        .param(registration.phone())
                        .param(registration.email())
                        .query(Boolean.class)
                        .single();
    }

    void write(String personId, String name, @Nullable String phone, @Nullable String email) {
        Append.current()
                .alongside(
                        "INSERT INTO personal.person (person_id, name, phone, email) VALUES (?, ?, ?, ?)",
                        personId,
                        name,
                        phone,
                        email);
    }

    /** Values that are null stay as they are. */
    void change(String personId, @Nullable String name, @Nullable String phone, @Nullable String email) {
        Append.current()
                .alongside(
                        "UPDATE personal.person SET name = coalesce(?, name), phone = coalesce(?, phone), email = coalesce(?, email)"
                                + " WHERE person_id = ?",
                        name,
                        phone,
                        email,
                        personId);
    }

    @Override
    public Optional<String> phone(String personId) {
        return value("phone", personId);
    }

    @Override
    public Optional<String> email(String personId) {
        return value("email", personId);
    }

    private Optional<String> value(String column, String personId) {
        return rows.sql("SELECT " + column + " FROM personal.person WHERE person_id = ? AND " + column + " IS NOT NULL")
                .param(personId)
                .query(String.class)
                .optional();
    }

    void destroy(String personId) {
        Append.current().alongside("DELETE FROM personal.person WHERE person_id = ?", personId);
    }
}
