create table account (
  id         uuid        primary key,
  status     text        not null check (status in ('active', 'frozen')),
  locale     text        not null, -- BCP 47
  created_at timestamptz not null
);

-- Verified identifiers only; an unproved one lives in its registration. One person's spelling is one row.
create table identifier (
  canonical   text        primary key,
  account_id  uuid        not null references account (id) deferrable initially deferred,
  type        text        not null check (type in ('email', 'phone')),
  verified_at timestamptz not null
);
create index identifier_account_id on identifier (account_id);

create table password_credential (
  account_id uuid        primary key references account (id),
  hash       text        not null, -- PHC string
  changed_at timestamptz not null  -- by a person, not by a rehash
);

-- Devices that completed a sign-in keep an attempt budget of their own. Nothing else hangs on a row.
create table known_device (
  account_id   uuid        not null references account (id),
  token_digest bytea       not null, -- SHA-256
  recorded_at  timestamptz not null,
  primary key (account_id, token_digest)
);

-- An attempt to register. It carries its own password, so whoever proves the address gets the account of their own
-- attempt, not one that a stranger prepared.
create table registration (
  id                 uuid        primary key,
  canonical          text        not null,
  type               text        not null check (type in ('email', 'phone')),
  locale             text        not null,
  password_hash      text        not null,
  code_digest        text,                  -- keyed; null while no code is on its way, so none is right
  code_expires_at    timestamptz not null,
  tries              smallint    not null default 0,
  resend_at          timestamptz not null,  -- earliest
  resends            smallint    not null default 0,
  idempotency_digest text        unique,    -- keyed
  created_at         timestamptz not null
);
create index registration_created_at on registration (created_at);

-- What another service asked for and got, so that asking again changes nothing.
create table handled_request (
  account_id uuid        not null references account (id),
  request_id uuid        not null,
  handled_at timestamptz not null,
  primary key (account_id, request_id)
);

-- Sessions that must end but whose end session-service has not acknowledged yet.
create table session_end_owed (
  account_id          uuid        primary key references account (id),
  evidence_not_before timestamptz not null,
  barred              boolean     not null,
  reason              text        not null,
  owed_at             timestamptz not null
);
