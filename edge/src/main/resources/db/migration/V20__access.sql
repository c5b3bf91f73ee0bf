-- Who may sign in (DESIGN.md section 10). Not part of the log: password hashes must be able to disappear.
CREATE SCHEMA access;

CREATE TABLE access.account (
  username        text        NOT NULL COLLATE "C",
  password_hash   text        NOT NULL,
  person_id       text        COLLATE "C",
  unit_id         text        COLLATE "C",
  roles           text[]      NOT NULL,
  grid_ids        text[]      NOT NULL,
  failed_attempts integer     NOT NULL DEFAULT 0,
  locked_until    timestamptz,
  closed          boolean     NOT NULL DEFAULT false,
  version         integer     NOT NULL DEFAULT 0,
  created_at      timestamptz NOT NULL,
  CONSTRAINT account_username PRIMARY KEY (username),
  CONSTRAINT username_is_a_code CHECK (username ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
  CONSTRAINT system_is_nobodys_account CHECK (username <> 'system')
);

COMMENT ON COLUMN access.account.version IS 'grows with every change of password, roles or closing; tokens of an older version are refused';

CREATE TABLE access.signing_key (
  kid         text        NOT NULL COLLATE "C",
  public_jwk  jsonb       NOT NULL,
  private_jwk jsonb       NOT NULL,
  created_at  timestamptz NOT NULL,
  CONSTRAINT signing_key_kid PRIMARY KEY (kid)
);

GRANT USAGE ON SCHEMA access TO wangge_command, wangge_query;
GRANT SELECT, INSERT, UPDATE, DELETE ON access.account, access.signing_key TO wangge_command;
GRANT SELECT ON access.account TO wangge_query;
GRANT UPDATE (failed_attempts, locked_until) ON access.account TO wangge_query;
GRANT SELECT (kid, public_jwk, created_at) ON access.signing_key TO wangge_query;
