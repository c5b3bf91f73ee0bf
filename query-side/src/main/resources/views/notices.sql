-- Who was told what. What became of a notice is in notice_fact: each fact is a point in time, in both senses.
create table notice (
  notice_id text collate "C" not null,
  event_id uuid not null,
  position bigint not null,
  kind text not null,
  person_id text collate "C" not null,
  about_event_id uuid not null,
  about_stream text not null,
  case_id text collate "C",
  duty_id text collate "C",
  grid_id text collate "C",
  text text not null,
  channels text[] not null,
  rules text not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null
);
create index notice_issued on notice (occurred_at desc, notice_id desc);
create index notice_person on notice (person_id, occurred_at desc, notice_id desc);
create index notice_grid on notice (grid_id, occurred_at desc, notice_id desc);
create index notice_case on notice (case_id, position) where case_id is not null;
create index notice_about on notice (about_event_id);

create table notice_fact (
  event_id uuid not null,
  position bigint not null,
  notice_id text collate "C" not null,
  fact text not null,
  channel text,
  attempt integer,
  fault text,
  last boolean,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null
);
create index notice_fact_notice on notice_fact (notice_id, position);

-- Who acted on a case, and thereby knew of it without being told.
create table case_act (
  event_id uuid not null,
  position bigint not null,
  case_id text collate "C" not null,
  person_id text collate "C" not null,
  type text not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null
);
create index case_act_event on case_act (event_id);
create index case_act_case on case_act (case_id, position);
create index case_act_person on case_act (person_id, position);

-- Every grid in which a case ever lay.
create table case_grid (
  event_id uuid not null,
  position bigint not null,
  case_id text collate "C" not null,
  grid_id text collate "C" not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null
);
create index case_grid_grid on case_grid (grid_id, case_id);
