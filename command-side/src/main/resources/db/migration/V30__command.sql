-- What the command side keeps beside the log. All but the personal values can be rebuilt from the log.
CREATE SCHEMA command;
GRANT USAGE ON SCHEMA command TO wangge_command;

-- Positions of the command side's own readers (Axon's token store).
CREATE TABLE command.token_entry (
  processor_name text    NOT NULL,
  segment        integer NOT NULL,
  token          bytea,
  token_type     text,
  "timestamp"    text,
  owner          text,
  PRIMARY KEY (processor_name, segment)
);

-- What is open in a grid: handovers list it, a grid in use is not retired.
CREATE TABLE command.open_item (
  kind    text NOT NULL,
  item_id text NOT NULL,
  grid_id text NOT NULL,
  PRIMARY KEY (kind, item_id)
);
CREATE INDEX open_item_grid ON command.open_item (grid_id, kind, item_id);

-- Timers (db-scheduler's table).
CREATE TABLE command.scheduled_tasks (
  task_name            text        NOT NULL,
  task_instance        text        NOT NULL,
  task_data            bytea,
  execution_time       timestamptz NOT NULL,
  picked               boolean     NOT NULL,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures integer,
  last_heartbeat       timestamptz,
  version              bigint      NOT NULL,
  priority             smallint,
  state                text,
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_execution_time ON command.scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_last_heartbeat ON command.scheduled_tasks (last_heartbeat);

GRANT SELECT, INSERT, UPDATE, DELETE ON command.token_entry, command.open_item, command.scheduled_tasks TO wangge_command;

-- Personal values never enter an event: they live here, and are destroyed here (DESIGN.md section 4, rule 6).
CREATE SCHEMA personal;
GRANT USAGE ON SCHEMA personal TO wangge_command;
CREATE TABLE personal.person (
  person_id text PRIMARY KEY,
  name      text NOT NULL,
  phone     text
);
GRANT SELECT, INSERT, UPDATE, DELETE ON personal.person TO wangge_command;
