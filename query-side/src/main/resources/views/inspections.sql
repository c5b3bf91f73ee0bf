-- What was checked. A correction says what should have been recorded: it holds from the inspection's own time on, and both it
-- and what it corrects are kept (see Intervals).
create table inspection (
  event_id uuid not null,
  position bigint not null,
  effective_from timestamptz not null,
  effective_to timestamptz,
  recorded_from timestamptz not null,
  recorded_to timestamptz,
  inspection_id text collate "C" not null,
  grid_id text collate "C" not null,
  duty_id text collate "C",
  kind text not null,
  inspector text collate "C" not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  items jsonb not null,
  passed integer not null,
  failed integer not null,
  not_applicable integer not null,
  findings jsonb not null,
  case_ids text[] not null,
  latitude text,
  longitude text,
  note text,
  corrections integer not null default 0,
  correction_reason text,
  source text not null,
  first_recorded_at timestamptz not null,
  late boolean not null
);
-- Read while loading.
create index inspection_one on inspection (inspection_id);
create index inspection_ever on inspection (began_at desc, inspection_id desc, position desc);
create index inspection_grid on inspection (grid_id, began_at desc, inspection_id desc, position desc);
