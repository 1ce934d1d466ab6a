-- An action that a customer is asked to approve. `action` is what is hashed, and what is shown.
create table approval (
  id                 uuid        primary key,
  account_id         uuid        not null references account (id),
  consumer           text        not null, -- the exchange's system that alone may consume it
  proposer           text        not null check (proposer in ('customer', 'consumer')),
  type               text        not null,
  action             text        not null, -- JSON in its canonical form (RFC 8785)
  action_hash        text        not null, -- SHA-256 of it, base64url
  state              text        not null default 'open' check (state in ('open', 'approved', 'declined', 'consumed')),
  proposed_at        timestamptz not null,
  ends_at            timestamptz not null, -- of its state: when an open one, or an approved one, is worth nothing any more
  idempotency_digest text        unique,   -- keyed
  approved_at        timestamptz,
  acr                text,
  amr                text[],
  statement          text,                 -- what session-service signed
  evidence           text,                 -- what a security key signed, as JSON
  account_epoch      integer,              -- `account.reset_epoch` when it was approved
  declined_at        timestamptz,
  not_me             boolean     not null default false,
  consumed_at        timestamptz,
  consumption_digest text,                 -- keyed; of the consumer's Idempotency-Key
  refusals_told      text[]      not null default '{}'
);
create index approval_account_id on approval (account_id, id);
create index approval_proposed_at on approval (proposed_at);

-- mfa-service's challenge for the session that is about to approve: each session has its own, so that none ends another's.
create table approval_challenge (
  approval_id uuid not null references approval (id) on delete cascade,
  session_id  uuid not null,
  challenge   text not null,
  primary key (approval_id, session_id)
);
