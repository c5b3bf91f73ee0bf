-- What happened, and where its investigation stands (see Intervals). An amendment says what should have been reported: it holds
-- from the incident's own time on, which it may itself move. A step holds from the step on. The first row known of an incident
-- begins when it happened.
create table incident (
  event_id uuid not null,
  position bigint not null,
  effective_from timestamptz not null,
  effective_to timestamptz,
  recorded_from timestamptz not null,
  recorded_to timestamptz,
  incident_id text collate "C" not null,
  sequence bigint not null,
  happened_at timestamptz not null,
  grid_id text collate "C" not null,
  severity text not null,
  title text not null,
  description text,
  place text,
  line text,
  deaths integer,
  seriously_injured integer,
  state text not null,
  settled text[] not null default '{}',
  findings integer not null default 0,
  responses integer not null default 0,
  sanctions integer not null default 0,
  amendments integer not null default 0,
  amendment_reason text,
  reporter text not null,
  source text not null,
  first_event_id uuid not null,
  first_recorded_at timestamptz not null,
  investigation_opened_at timestamptz,
  closed_at timestamptz
);
create index incident_ever on incident (happened_at desc, incident_id desc);
create index incident_grid on incident (grid_id, happened_at desc);
-- Read while loading.
create index incident_one on incident (incident_id, recorded_from);

-- Each step of an investigation is a fact that happened once and was recorded once. They name persons by id.
create table incident_investigation (
  event_id uuid primary key,
  position bigint not null,
  incident_id text collate "C" not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  actor text not null,
  leads text[] not null,
  unit_id text collate "C",
  legal_basis text not null
);
create index incident_investigation_of on incident_investigation (incident_id);

create table incident_finding (
  event_id uuid primary key,
  position bigint not null,
  incident_id text collate "C" not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  actor text not null,
  finding_id text collate "C" not null,
  person_id text collate "C",
  unit_id text collate "C",
  responsibility text not null,
  statement text not null,
  evidence text[] not null
);
create index incident_finding_of on incident_finding (incident_id, position);
create index incident_finding_person on incident_finding (person_id) where person_id is not null;

create table incident_response (
  event_id uuid primary key,
  position bigint not null,
  incident_id text collate "C" not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  actor text not null,
  finding_id text collate "C" not null,
  person_id text collate "C" not null,
  statement text not null
);
create index incident_response_of on incident_response (incident_id, position);

create table incident_sanction (
  event_id uuid primary key,
  position bigint not null,
  incident_id text collate "C" not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  actor text not null,
  sanction_id text collate "C" not null,
  finding_ids text[] not null,
  person_id text collate "C",
  unit_id text collate "C",
  kind text not null,
  statement text not null,
  decided_by text collate "C" not null,
  heard boolean not null
);
create index incident_sanction_of on incident_sanction (incident_id, position);
create index incident_sanction_person on incident_sanction (person_id) where person_id is not null;

create table incident_point (
  event_id uuid primary key,
  position bigint not null,
  incident_id text collate "C" not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  actor text not null,
  point text not null,
  statement text not null,
  evidence text[] not null,
  files text[] not null
);
create index incident_point_of on incident_point (incident_id, position);

create table incident_closure (
  event_id uuid primary key,
  position bigint not null,
  incident_id text collate "C" not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  actor text not null,
  conclusion text
);
create index incident_closure_of on incident_closure (incident_id);
