-- Keys that programs sign requests with. The customer approved each, and an approval makes one.
create table api_key (
  account_id     uuid        not null,
  id             uuid        not null, -- UUIDv7
  mac            bytea       not null, -- ends the id that programs send, so that nobody can make one up
  approval_id    uuid        not null,
  repeat_digest  text,                 -- keyed digest of the Idempotency-Key that it was made with
  algorithm      text        not null, -- ed25519, hmac-sha256
  public_key     bytea,                -- of ed25519
  sealed_secret  text,                 -- of hmac-sha256, which must be read to verify
  name           text        not null,
  scopes         text[]      not null,
  networks       text[]      not null, -- in CIDR notation; none = from everywhere
  created_at     timestamptz not null,
  expires_at     timestamptz not null,
  state          text        not null, -- ACTIVE, DISABLED, which its owner can end, or ENDED
  reason         text,                 -- name of ApiKeyDisableReason; null while it is active
  changed_at     timestamptz not null, -- its state, or where it counts
  last_used_at   timestamptz,
  last_address   text,
  idle_at        timestamptz,          -- when its owner is warned, or it is disabled, unless it is used; null = never
  idle_warned_at timestamptz,
  forget_at      timestamptz not null,
  primary key (account_id, id),
  unique (account_id, approval_id)
) with (fillfactor = 80);
create index api_key_changed on api_key (changed_at);
create index api_key_idle on api_key (idle_at) where idle_at is not null;
create index api_key_forget on api_key (forget_at);

-- Where a key was used, so that its owner is told of the next network alone.
create table api_key_network (
  account_id uuid        not null,
  key_id     uuid        not null,
  network    text        not null, -- in CIDR notation
  seen_at    timestamptz not null, -- the first time
  primary key (account_id, key_id, network),
  foreign key (account_id, key_id) references api_key (account_id, id) on delete cascade
);
