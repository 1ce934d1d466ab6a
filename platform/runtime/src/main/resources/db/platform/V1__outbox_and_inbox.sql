-- Column names follow Debezium's outbox event router, so that it can take the relay's place.
create table outbox (
  seq                bigint generated always as identity primary key,
  id                 uuid        not null,
  aggregatetype      text        not null, -- the topic
  aggregateid        text        not null, -- the Kafka key
  type               text        not null,
  payload            text        not null, -- JSON, or a compact JWE for messages
  timestamp          timestamptz not null,
  tracingspancontext text
);

-- What a consumer has had its effect of.
create table inbox (
  consumer text        not null,
  event_id uuid        not null,
  seen_at  timestamptz not null,
  primary key (consumer, event_id)
);
create index inbox_seen_at on inbox (seen_at);
