-- Where other systems hear of security events (Standard Webhooks).
create table webhook_endpoint (
  id              uuid        primary key,
  url             text        not null unique,
  types           text[]      not null, -- none: all
  secret          text        not null, -- sealed
  earlier_secret  text,                 -- sealed; signs beside the other until `earlier_until`
  earlier_until   timestamptz,
  registered_by   text        not null, -- the caller's service account
  registered_at   timestamptz not null,
  failing_since   timestamptz,          -- the first failure after the last success
  disabled_at     timestamptz
);

create table webhook_delivery (
  endpoint_id uuid        not null references webhook_endpoint (id) on delete cascade,
  event_id    uuid        not null,
  type        text        not null,
  body        text        not null,
  queued_at   timestamptz not null,
  state       text        not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  next_try_at timestamptz not null, -- of one that is under way: when its sender is taken for dead
  attempts    integer     not null default 0,
  answer      text,                 -- of the last try: a status, or why there was none
  settled_at  timestamptz,
  primary key (endpoint_id, event_id)
);
create index webhook_delivery_next on webhook_delivery (endpoint_id, next_try_at) where state = 'waiting';
create index webhook_delivery_queued_at on webhook_delivery (queued_at);
