-- The account id leads every key, so that these tables can be partitioned or spread by account.

-- What every opening must respect. Locked FOR SHARE by an opening and updated by a freeze or a password reset, so
-- that of the two one always sees the other.
create table account_standing (
  account_id          uuid        not null primary key,
  evidence_not_before timestamptz not null, -- proofs from before this instant open nothing
  barred              boolean     not null,
  changed_at          timestamptz not null
);

create table device (
  account_id    uuid        not null,
  id            uuid        not null, -- UUIDv7
  token_digest  bytea       not null, -- SHA-256 of the device token
  name          text        not null,
  kind          text        not null,
  first_seen_at timestamptz not null,
  last_seen_at  timestamptz not null,
  primary key (account_id, id)
) with (fillfactor = 90);
create unique index device_token on device (account_id, token_digest);
create index device_last_seen on device (last_seen_at);

-- One row is one session, and one family of refresh tokens: the row knows only the token that is current.
create table session (
  account_id     uuid        not null,
  id             uuid        not null, -- UUIDv7
  device_id      uuid        not null,
  address        text,                 -- where it was last refreshed from
  acr            text        not null,
  amr            text[]      not null,
  auth_time      timestamptz not null, -- the newest proof
  evidence_at    timestamptz not null, -- the oldest proof: what account_standing is compared with
  remembered     boolean     not null,
  generation     integer     not null, -- of the current refresh token; grows by one with each rotation
  refresh_digest bytea       not null, -- SHA-256 of the current refresh token
  refreshed_at   timestamptz not null,
  refreshed_by   bytea       not null, -- keyed digest of the client that the current token was given to
  created_at     timestamptz not null,
  idle_at        timestamptz not null, -- ends then unless refreshed; never after expires_at
  expires_at     timestamptz not null,
  ended_at       timestamptz,
  end_reason     text,
  primary key (account_id, id)
) with (fillfactor = 70); -- a refresh changes no indexed column: with room on its page it stays a cheap HOT update

create index session_expiry on session (expires_at);
create index session_ended on session (ended_at) where ended_at is not null;
create index session_device on session (account_id, device_id);
