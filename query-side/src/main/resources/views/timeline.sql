-- Every event of the log, once, in words.
create table entry (
  position bigint not null,
  event_id uuid not null,
  type text not null,
  stream text collate "C" not null,
  sequence bigint not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  late boolean not null,
  late_seconds bigint,
  late_en text,
  late_zh text,
  actor text not null,
  account text not null,
  role text,
  on_behalf_of text,
  source text not null,
  words_en text not null,
  words_zh text not null
);
create index entry_position on entry (position);
create index entry_occurred on entry (occurred_at, position);

-- What each event touches. One event may touch several persons and grids: a handover, a missed duty, an escalation.
create table link (
  kind text not null,
  id text collate "C" not null,
  position bigint not null
);
create index link_thing on link (kind, id, position);
create index link_entry on link (position);

-- What later events of a thing do not say themselves: in which grid a case lies now, which unit holds it, whose an account is.
create table subject (
  stream text collate "C" primary key,
  grid_id text collate "C",
  unit_id text collate "C",
  duty_id text collate "C",
  person_id text collate "C",
  title text
);

-- Names of grids and units as they are at the position that the view has reached.
create table label (
  kind text not null,
  id text collate "C" not null,
  name text not null,
  primary key (kind, id)
);
