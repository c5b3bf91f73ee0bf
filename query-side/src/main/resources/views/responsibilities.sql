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
  late boolean not null
);
create index responsibility_now on responsibility (grid_id, role, effective_from) where recorded_to is null;
create index responsibility_ever on responsibility (grid_id, role, effective_from);
create index responsibility_person on responsibility (person_id, effective_from);
