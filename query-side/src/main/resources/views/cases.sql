-- One row per step of a case, and those that later records replaced (see Versions). Deadlines are instants from the events; deadline is the one that runs now.
create table case_version (
  case_id text collate "C" not null,
  event_id uuid not null,
  position bigint not null,
  sequence bigint not null,
  effective_from timestamptz not null,
  effective_to timestamptz,
  recorded_from timestamptz not null,
  recorded_to timestamptz,
  superseded_at timestamptz,
  state text not null,
  open boolean not null,
  stage text,
  stage_since timestamptz,
  deadline timestamptz,
  grid_id text collate "C" not null,
  -- Where it was first reported: a case that went up is still that place's.
  origin_grid_id text collate "C" not null,
  kind text not null,
  category text not null,
  severity text not null,
  title text not null,
  place text,
  reference text,
  source text not null,
  inspection_id text collate "C",
  unit_id text collate "C",
  authority text,
  reporter text not null,
  rectifier text,
  verifier text,
  plan_person text,
  reported_at timestamptz not null,
  reported_recorded_at timestamptz not null,
  late boolean not null,
  late_steps integer not null default 0,
  accept_by timestamptz,
  due_at timestamptz,
  dispatched_at timestamptz,
  accepted_at timestamptz,
  rectified_at timestamptz,
  verified_at timestamptz,
  closed_at timestamptz,
  outcome text,
  planned boolean not null default false,
  extension_pending boolean not null default false,
  extensions integer not null default 0,
  rejections integer not null default 0,
  returns integer not null default 0,
  reopenings integer not null default 0,
  escalations integer not null default 0,
  urges integer not null default 0,
  notices integer not null default 0,
  corrections integer not null default 0,
  supervisor text,
  work_stopped boolean not null default false,
  original_case_id text collate "C",
  handler text collate "C",
  handler_unit text collate "C",
  last_activity text,
  last_activity_at timestamptz,
  activities integer not null default 0,
  handovers integer not null default 0
);
-- How the projection finds the current version of a case. In these words and no others: of the indexes on current versions that follow, the planner
-- believes each to hold one row until the table is analysed, and would as soon walk one that has the case in the second or third place.
create unique index case_current on case_version (case_id) where coalesce(recorded_to, superseded_at) is null;
-- Read while loading.
create index case_versions on case_version (case_id, effective_from, position);
create index case_current_reported on case_version (reported_at desc, case_id desc) where recorded_to is null and superseded_at is null;
create index case_current_grid on case_version (grid_id, reported_at desc, case_id desc) where recorded_to is null and superseded_at is null;
create index case_current_unit on case_version (unit_id, reported_at desc, case_id desc)
  where recorded_to is null and superseded_at is null and unit_id is not null;
-- What is overdue, in the order of the list: anywhere, in a grid, with a unit.
create index case_current_deadline on case_version (deadline, case_id) where recorded_to is null and superseded_at is null and open;
create index case_current_grid_deadline on case_version (grid_id, deadline, case_id)
  where recorded_to is null and superseded_at is null and open and deadline is not null;
create index case_current_unit_deadline on case_version (unit_id, deadline, case_id)
  where recorded_to is null and superseded_at is null and open and deadline is not null and unit_id is not null;
create index case_reported on case_version (reported_at desc, case_id desc);
create index case_grid on case_version (grid_id, reported_at desc, case_id desc);
create index case_origin on case_version (origin_grid_id) where escalations > 0;
-- What was open at an instant (see AsOf.around), or in a span (see BlindSpots): as many rows as were, and not as many as ever have been since.
create index case_open_then on case_version using gist (tstzrange(effective_from, recorded_to)) where open;
create index case_ended on case_version (grid_id, closed_at) where not open;
-- What was overdue at a past instant (see OverdueList).
create index case_overdue_then on case_version using gist (tstzrange(deadline, case when effective_to is not null
  then greatest(deadline, effective_to) end, '()'))
  where open and deadline is not null and (effective_to is null or effective_to > deadline);
create index case_reference on case_version (reference) where recorded_to is null and superseded_at is null and reference is not null;
create index case_references on case_version (reference, effective_from) where reference is not null;

-- That a deadline had passed, as recorded when it did. It is beside the case's steps: it may be recorded before a step that
-- happened earlier and was entered later.
create table case_overdue (
  event_id uuid not null,
  position bigint not null,
  case_id text collate "C" not null,
  stage text not null,
  due_at timestamptz not null,
  unit_id text,
  responsible text[] not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  rules text not null
);
create index case_overdue_case on case_overdue (case_id, stage, due_at);
create index case_overdue_time on case_overdue (occurred_at);
