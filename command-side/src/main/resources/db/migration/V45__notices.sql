-- An e-mail address is a personal value like the phone.
ALTER TABLE personal.person ADD COLUMN email text;

-- Who belonged to which unit from one position of the log (included) to another (excluded): whoever asks at a position gets the
-- same answer however often the log is read again.
CREATE TABLE command.unit_member (
  person_id     text   NOT NULL,
  from_position bigint NOT NULL,
  to_position   bigint,
  unit_id       text   NOT NULL,
  PRIMARY KEY (person_id, from_position)
);
CREATE INDEX unit_member_unit ON command.unit_member (unit_id, from_position);

-- The errands of notices (db-scheduler's table): apart from the timers, which a mail server that hangs must not hold up.
CREATE TABLE command.notice_tasks (LIKE command.scheduled_tasks INCLUDING ALL);

GRANT SELECT, INSERT, UPDATE, DELETE ON command.unit_member, command.notice_tasks TO wangge_command;
