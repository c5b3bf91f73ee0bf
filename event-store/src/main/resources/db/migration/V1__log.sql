-- The log: one row per event, only ever added to (DESIGN.md section 4).
CREATE SCHEMA log;

CREATE TABLE log.event (
  position       bigint      NOT NULL,
  event_id       uuid        NOT NULL,
  type           text        NOT NULL COLLATE "C",
  revision       smallint    NOT NULL,
  aggregate_id   text        NOT NULL COLLATE "C",
  sequence       bigint      NOT NULL,
  recorded_at    timestamptz NOT NULL,
  occurred_at    timestamptz NOT NULL,
  actor          text        NOT NULL,
  command_id     uuid        NOT NULL,
  command_index  integer     NOT NULL,
  correlation_id uuid        NOT NULL,
  causation_id   uuid,
  source         text        NOT NULL,
  prev           bytea,
  body           bytea       NOT NULL,
  transport      jsonb,
  CONSTRAINT event_position PRIMARY KEY (position),
  CONSTRAINT event_event_id UNIQUE (event_id),
  CONSTRAINT event_stream UNIQUE (aggregate_id, sequence),
  CONSTRAINT event_command UNIQUE (command_id, command_index),
  CONSTRAINT position_counts_from_one CHECK (position > 0),
  CONSTRAINT sequence_counts_from_zero CHECK (sequence >= 0),
  CONSTRAINT recorded_after_it_occurred CHECK (occurred_at <= recorded_at),
  CONSTRAINT first_of_a_stream_has_no_prev CHECK ((sequence = 0) = (prev IS NULL)),
  CONSTRAINT prev_is_a_sha_256 CHECK (prev IS NULL OR octet_length(prev) = 32),
  CONSTRAINT body_is_at_most_60_kib CHECK (octet_length(body) <= 61440)
);

-- The start-up check asks which types there are: a loose scan over this index, not over the table.
CREATE INDEX event_type ON log.event (type, revision);

COMMENT ON COLUMN log.event.position IS 'global, gapless from 1, in commit order';
COMMENT ON COLUMN log.event.body IS 'the whole envelope but the position, as canonical JSON (RFC 8785)';
COMMENT ON COLUMN log.event.prev IS 'SHA-256(0x00 || body) of the previous event of the same stream';
COMMENT ON COLUMN log.event.transport IS 'beside the event: request fingerprint, trace id; not part of the body';

CREATE FUNCTION log.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the log is immutable: % on %.% refused', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON log.event
  FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
ALTER TABLE log.event ENABLE ALWAYS TRIGGER no_change;

GRANT USAGE ON SCHEMA log TO wangge_writer, wangge_reader;
GRANT INSERT, SELECT ON log.event TO wangge_writer;
GRANT SELECT ON log.event TO wangge_reader;
