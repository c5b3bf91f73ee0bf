-- Every event that was recorded more than a second after what it claims: when it happened, or, where that is earlier, from when on
-- it is said to hold. Words, actor and what it touches are in the timeline.
create table written_after (
  position bigint not null,
  stream text collate "C" not null,
  occurred_at timestamptz not null,
  claimed_at timestamptz not null,
  recorded_at timestamptz not null,
  backdated boolean not null,
  late boolean not null
);
-- What was claimed before an instant and recorded after it is found by that instant: what is not late, which nearly everything is,
-- was claimed within the tolerance before it (see WrittenAfter).
create index written_after_span on written_after using gist (tstzrange(claimed_at, recorded_at)) where late;
create index written_after_late on written_after (position) where late;
create index written_after_position on written_after (position);
create index written_after_claimed on written_after (claimed_at);
