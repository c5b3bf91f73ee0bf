package org.wangge.command.notice;

import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangge.api.Envelope;
import org.wangge.api.people.PeopleEvent.PersonChanged;
import org.wangge.api.people.PeopleEvent.PersonForgotten;
import org.wangge.api.people.PeopleEvent.PersonLeft;
import org.wangge.api.people.PeopleEvent.PersonRegistered;

/**
 * 单位人员: who belonged to which unit at which position of the log. Kept by the reader that also issues the notices, so it is never
 * behind; an event that is handled again changes nothing.
 */
@Component
@ProcessingGroup(WhenSomebodyIsConcernedThenIssueNotice.PROCESSOR)
class UnitMembers {

    private final JdbcClient database;

    UnitMembers(JdbcClient database) {
        this.database = database;
    }

    @EventHandler
    void on(PersonRegistered event, Envelope envelope) {
        if (event.unitId() != null) {
            join(event.personId(), event.unitId(), envelope.position());
        }
    }

    @EventHandler
    void on(PersonChanged event, Envelope envelope) {
        if (event.unitId() != null) {
            leave(event.personId(), envelope.position());
            join(event.personId(), event.unitId(), envelope.position());
        }
    }

    @EventHandler
    void on(PersonLeft event, Envelope envelope) {
        leave(event.personId(), envelope.position());
    }

    @EventHandler
    void on(PersonForgotten event, Envelope envelope) {
        leave(event.personId(), envelope.position());
    }

    private void join(String personId, String unitId, long position) {
        database.sql("INSERT INTO command.unit_member (person_id, unit_id, from_position) VALUES (?, ?, ?)"
                        + " ON CONFLICT DO NOTHING")
                .params(personId, unitId, position)
                .update();
    }

    private void leave(String personId, long position) {
        database.sql("UPDATE command.unit_member SET to_position = ? WHERE person_id = ? AND to_position IS NULL"
                        + " AND from_position < ?")
                .params(position, personId, position)
                .update();
    }

    /** Who belonged to the unit when the event at that position was recorded, sorted. */
    List<String> of(String unitId, long position) {
        return database.sql("SELECT person_id FROM command.unit_member WHERE unit_id = ? AND from_position < ?"
                        + " AND (to_position IS NULL OR to_position > ?) ORDER BY person_id COLLATE \"C\"")
                .params(unitId, position, position)
                .query((row, number) -> row.getString(1))
                .list();
    }
}
