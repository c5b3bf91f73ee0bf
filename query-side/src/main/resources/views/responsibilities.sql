-- Who answers for a grid in a role: assignments, stand-ins for a bounded time, and vacancies (盲区). See Intervals.
create table responsibility (
  event_id uuid not null,
  position bigint not null,
  effective_from timestamptz not null,
  effective_to timestamptz,
  recorded_from timestamptz not null,
  recorded_to timestamptz,
  grid_id text collate "C" not null,
  role text collate "C" not null,
  kind text collate "C" not null,
  person_id text collate "C",
  for_person_id text collate "C",
  reason text,
  letter_sha256 text,
  letter_signed_at timestamptz,
  letter_event_id uuid,
  letter_occurred_at timestamptz,
  letter_recorded_at timestamptz,
  late boolean not null,
  -- The event that made the assignment or stand-in: a letter signed later splits the row, and takes event_id.
  made_by uuid,
  since timestamptz,
  occurred_at timestamptz,
  recorded_at timestamptz
);
-- Read while loading.
create index responsibility_ever on responsibility (grid_id, role, effective_from);
-- What held in a grid at an instant, as known at one, however much ever held there (see ResponsibilityLedger). A grid is a range
-- of one number here, because a GiST index of text would need an extension.
create index responsibility_held on responsibility using gist (int8range(hashtext(grid_id), hashtext(grid_id), '[]'),
  tstzrange(effective_from, case when effective_to is not null then greatest(effective_from, effective_to) end),
  tstzrange(recorded_from, case when recorded_to is not null then greatest(recorded_from, recorded_to) end));
create index responsibility_person on responsibility (person_id, effective_from);

-- What ended an assignment: behind a vacancy stands the last of these.
create table tenure_end (
  event_id uuid primary key,
  position bigint not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  grid_id text collate "C" not null,
  role text collate "C" not null,
  person_id text collate "C" not null,
  ends_at timestamptz not null
);
create index tenure_end_role on tenure_end (grid_id, role, ends_at);

-- When a grid of kind TIME_SLOT counts, by the clock on the wall: days from 1 (Monday) to 7. See Intervals.
create table slot_hours (
  event_id uuid not null,
  position bigint not null,
  effective_from timestamptz not null,
  effective_to timestamptz,
  recorded_from timestamptz not null,
  recorded_to timestamptz,
  grid_id text collate "C" not null,
  days smallint[] not null,
  begins time not null,
  ends time not null,
  time_zone text not null,
  since timestamptz not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null
);
-- Read while loading.
create index slot_hours_grid on slot_hours (grid_id, effective_from);

-- Which line a grid of kind BUSINESS_LINE stands for. See Intervals.
create table business_line (
  event_id uuid not null,
  position bigint not null,
  effective_from timestamptz not null,
  effective_to timestamptz,
  recorded_from timestamptz not null,
  recorded_to timestamptz,
  grid_id text collate "C" not null,
  line text collate "C" not null,
  since timestamptz not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null
);
-- Read while loading.
create index business_line_grid on business_line (grid_id, effective_from);

-- When somebody does not answer: on leave for a bounded time (LEAVE), or gone (LEFT). See Intervals.
create table absence (
  event_id uuid not null,
  position bigint not null,
  effective_from timestamptz not null,
  effective_to timestamptz,
  recorded_from timestamptz not null,
  recorded_to timestamptz,
  person_id text collate "C" not null,
  kind text collate "C" not null,
  since timestamptz not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null
);
-- Read while loading.
create index absence_person on absence (person_id, effective_from);
