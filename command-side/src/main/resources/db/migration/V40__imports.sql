-- Imports: what was asked, how far it got, and which rows were not taken.
CREATE TABLE command.import (
  import_id   uuid        PRIMARY KEY,
  mapping     text        NOT NULL,
  actor       jsonb       NOT NULL,
  dry_run     boolean     NOT NULL,
  state       text        NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'DONE', 'FAILED')),
  resumed     boolean     NOT NULL DEFAULT false,
  progress    jsonb       NOT NULL DEFAULT '{}',
  failure     text,
  received_at timestamptz NOT NULL,
  ended_at    timestamptz
);
CREATE INDEX import_unfinished ON command.import (received_at) WHERE state IN ('QUEUED', 'RUNNING');

CREATE TABLE command.import_rejection (
  import_id uuid   NOT NULL REFERENCES command.import,
  line      bigint NOT NULL,
  number    bigint NOT NULL,
  target    text   NOT NULL,
  header    text   NOT NULL,
  value     text,
  code      text   NOT NULL,
  reason    text   NOT NULL,
  PRIMARY KEY (import_id, line, number)
);

COMMENT ON COLUMN command.import.mapping IS 'the mapping as it was given, so that a crash in the middle loses nothing';
COMMENT ON COLUMN command.import.resumed IS 'begun before by a process that did not end it';
COMMENT ON COLUMN command.import_rejection.number IS 'tells the rejections of one line apart';

GRANT SELECT, INSERT, UPDATE, DELETE ON command.import, command.import_rejection TO wangge_command;
