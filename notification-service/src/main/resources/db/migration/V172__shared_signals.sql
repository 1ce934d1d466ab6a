-- Who hears of security events by the Shared Signals Framework, and by which streams.
create table ssf_receiver (
  id            uuid        primary key,
  name          text        not null unique,
  audience      text        not null,
  push_host     text,                 -- the one host that it may have events pushed to; none: it polls
  token_digest  bytea       not null unique,
  registered_by text        not null, -- the caller's service account
  registered_at timestamptz not null
);

create table ssf_stream (
  id            uuid        primary key,
  receiver_id   uuid        not null references ssf_receiver (id) on delete cascade,
  requested     text[],               -- event types; none: all that there are
  description   text,
  method        text        not null check (method in ('push', 'poll')),
  endpoint_url  text        check ((endpoint_url is null) = (method = 'poll')),
  authorization_header text,          -- sealed; what its endpoint wants
  status        text        not null default 'enabled' check (status in ('enabled', 'paused', 'disabled')),
  reason        text,
  created_at    timestamptz not null,
  verified_at   timestamptz,          -- when a verification was last asked for
  failing_since timestamptz,          -- the first failure after the last success
  next_try_at   timestamptz not null,
  leased_by     uuid,                 -- the replica that pushes now
  leased_until  timestamptz
);
create index ssf_stream_receiver on ssf_stream (receiver_id);

-- Security event tokens, by stream and in its order. They are signed when they go out.
create table ssf_set (
  stream_id  uuid        not null references ssf_stream (id) on delete cascade,
  position   bigint      generated always as identity,
  jti        uuid        not null,
  event_id   uuid,                 -- none for what the stream says of itself
  kind       text        not null check (kind in ('event', 'status')), -- `status` goes out of a paused stream, too
  claims     text        not null,
  queued_at  timestamptz not null,
  state      text        not null default 'waiting' check (state in ('waiting', 'delivered', 'refused')),
  attempts   integer     not null default 0,
  answer     text,                 -- of the last try: an error code, a status, or why there was none
  settled_at timestamptz,
  primary key (stream_id, position),
  unique (stream_id, jti),
  unique (stream_id, event_id)
);
create index ssf_set_waiting on ssf_set (stream_id, position) where state = 'waiting';
create index ssf_set_queued_at on ssf_set (queued_at);

create table ssf_signing_key (
  kid         text        primary key,
  algorithm   text        not null,
  sealed_jwk  text        not null,
  created_at  timestamptz not null,
  active_from timestamptz not null
);
