-- What must be done, by which rule, from when to when (see Intervals).
create table duty (
  event_id uuid not null,
  position bigint not null,
  effective_from timestamptz not null,
  effective_to timestamptz,
  recorded_from timestamptz not null,
  recorded_to timestamptz,
  duty_id text collate "C" not null,
  grid_id text collate "C" not null,
  role text not null,
  kind text not null,
  title text,
  state text not null,
  recurrence text not null,
  starts text not null,
  time_zone text not null,
  window_length text not null,
  grace text not null,
  reason text,
  rules text not null,
  late boolean not null
);
-- Read while loading.
create index duty_ever on duty (duty_id, effective_from);
create index duty_grid on duty (grid_id, duty_id);

-- What became of the windows that somebody decided about. Missed stays visible when a record made later shows that it was done.
create table occurrence (
  event_id uuid not null,
  position bigint not null,
  effective_from timestamptz not null,
  effective_to timestamptz,
  recorded_from timestamptz not null,
  recorded_to timestamptz,
  duty_id text collate "C" not null,
  grid_id text collate "C" not null,
  role text not null,
  window_start timestamptz not null,
  window_end timestamptz not null,
  due_at timestamptz not null,
  rules text not null,
  status text not null,
  person_id text collate "C",
  done_at timestamptz,
  inspection_id text collate "C",
  note text,
  excuse text,
  missed boolean not null default false,
  missed_recorded_at timestamptz,
  responsible text[],
  late boolean not null
);
-- Read while loading.
create index occurrence_one on occurrence (duty_id, window_start) where recorded_to is null;
create index occurrence_grid on occurrence (grid_id, window_start desc, duty_id desc);
create index occurrence_due on occurrence (grid_id, due_at);
-- What the list of overdues may hold.
create index occurrence_missed on occurrence (due_at) where status = 'MISSED';
create index occurrence_inspection on occurrence (inspection_id) where inspection_id is not null;
-- Who was excused before the window opened.
create index occurrence_ahead on occurrence (window_start desc, duty_id desc) where effective_from < window_start;
create index occurrence_ever on occurrence (window_start desc, duty_id desc);

-- Every event of a duty itself, from which its windows are computed: the open ones are not stored.
create table duty_event (
  position bigint primary key,
  duty_id text collate "C" not null,
  recorded_at timestamptz not null,
  type text not null,
  payload jsonb not null
);
create index duty_event_duty on duty_event (duty_id, position);
