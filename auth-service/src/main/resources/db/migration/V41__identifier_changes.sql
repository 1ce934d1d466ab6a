alter table identifier add column id uuid not null default gen_random_uuid();
-- The identifier with the latest one is the primary one; without any, the one that was proved first.
alter table identifier add column primary_since timestamptz;
create unique index identifier_id on identifier (id);

-- An address that a signed-in customer wants to add, until its code is shown.
create table identifier_claim (
  id              uuid        primary key,
  account_id      uuid        not null references account (id),
  session_id      uuid        not null,  -- the one that showed the proof which the change demands
  canonical       text        not null,
  type            text        not null check (type in ('email', 'phone')),
  code_digest     text,                  -- keyed; null when no code was sent, so none is right
  code_expires_at timestamptz not null,
  tries           smallint    not null default 0,
  created_at      timestamptz not null
);
create index identifier_claim_account on identifier_claim (account_id, created_at);

-- What can be taken back, and who has the means: each address that the account had before is sent the link.
create table identifier_change (
  id           uuid        primary key,
  account_id   uuid        not null references account (id),
  action       text        not null,
  before       jsonb       not null,         -- the account's identifiers as they were
  removed      text,                         -- what left is kept from others until `ends_at`
  token_digest bytea       not null unique,  -- SHA-256
  changed_at   timestamptz not null,
  ends_at      timestamptz not null,
  void_at      timestamptz                   -- taken back, or a change before it was
);
create index identifier_change_removed on identifier_change (removed) where removed is not null;
create index identifier_change_account on identifier_change (account_id, changed_at);
