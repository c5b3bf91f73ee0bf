-- What became of windows of duties, each decision a row: counted by the last one that was known. Cases are counted from the
-- ledger's own versions.
create table window_decision (
  position bigint not null,
  event_id uuid not null,
  duty_id text collate "C" not null,
  window_start timestamptz not null,
  grid_id text collate "C" not null,
  outcome text not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null
);
create index window_decision_start on window_decision (window_start);
create index window_decision_window on window_decision (duty_id, window_start, position);
