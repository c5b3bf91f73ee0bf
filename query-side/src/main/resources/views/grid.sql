-- The tree of grids. path is the ids from the root down, joined with '/', compared byte by byte: a subtree is a range.
-- A grid that was made known later than what is recorded in it is taken to have stood there before: origin marks its first row.
create table grid (
  grid_id text collate "C" not null,
  event_id uuid not null,
  position bigint not null,
  effective_from timestamptz not null,
  effective_to timestamptz,
  recorded_from timestamptz not null,
  recorded_to timestamptz,
  superseded_at timestamptz,
  origin boolean not null default false,
  name text not null,
  kind text not null,
  level integer not null,
  parent_id text collate "C",
  key_site boolean not null,
  retired boolean not null default false,
  path text collate "C" not null
);
create unique index grid_current on grid (grid_id) where recorded_to is null;
-- Read while loading.
create index grid_current_path on grid (path) where recorded_to is null;
create index grid_versions on grid (grid_id, recorded_from);
create index grid_paths on grid (path);
create index grid_facets on grid (parent_id) where kind in ('POST', 'TIME_SLOT', 'BUSINESS_LINE');

-- The names of units, in versions like those of grids.
create table unit_version (
  unit_id text collate "C" not null,
  event_id uuid not null,
  position bigint not null,
  effective_from timestamptz not null,
  effective_to timestamptz,
  recorded_from timestamptz not null,
  recorded_to timestamptz,
  superseded_at timestamptz,
  origin boolean not null default false,
  name text not null,
  dissolved boolean not null default false
);
create unique index unit_current on unit_version (unit_id) where recorded_to is null;
create index unit_versions on unit_version (unit_id, recorded_from);

-- Units as they are now.
create view unit as select unit_id, name, dissolved from unit_version where recorded_to is null;
