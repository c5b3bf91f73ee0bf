-- Every event, in order and in words, and what it touches.
create table happening (
  position bigint primary key,
  event_id uuid not null,
  stream text collate "C" not null,
  sequence bigint not null,
  type text not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  late boolean not null,
  account text not null,
  person_id text,
  on_behalf_of text,
  source text not null,
  english text not null,
  chinese text not null
);

create table touched (
  kind text collate "C" not null,
  id text collate "C" not null,
  position bigint not null,
  primary key (kind, id, position)
);

-- Where a stream's things happen: events that name no grid happen where the last one that did happened.
create table home (
  stream text collate "C" primary key,
  grid_id text collate "C" not null
);
