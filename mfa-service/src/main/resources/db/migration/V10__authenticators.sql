-- What concerns an account's second factors as a whole. Its row is locked by every change of them and by every guess.
create table account (
  account_id       uuid          primary key,
  guessed_at       timestamptz[] not null default '{}', -- the latest guesses, oldest first; right ones are taken out
  wrong_in_a_row   integer       not null default 0,    -- guesses since a TOTP code was last right
  told_at          timestamptz                          -- when the owner was last told that guessing is throttled
);

create table totp_authenticator (
  account_id    uuid        not null references account,
  id            uuid        not null,
  name          text        not null,
  sealed_secret text        not null, -- opens with the account's and the authenticator's id only
  created_at    timestamptz not null,
  wrong_codes   integer     not null default 0,  -- while pending
  confirmed_at  timestamptz,                     -- null = pending: proves nothing yet
  stopped_at    timestamptz,                     -- after too many wrong codes in a row; never accepted again
  last_step     bigint      not null default -1, -- the newest time step accepted (RFC 6238 §5.2)
  last_used_at  timestamptz,
  primary key (account_id, id)
);
create unique index totp_authenticator_pending on totp_authenticator (account_id) where confirmed_at is null;
create index totp_authenticator_pending_since on totp_authenticator (created_at) where confirmed_at is null;

create table recovery_code (
  account_id uuid        not null references account,
  digest     text        not null, -- keyed, over the account id and the code
  issued_at  timestamptz not null,
  used_at    timestamptz,
  primary key (account_id, digest)
);
