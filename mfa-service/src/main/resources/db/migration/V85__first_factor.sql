-- That the password was shown in a session, so that a first factor may be enrolled from it.
create table password_proof (
  account_id uuid        not null,
  digest     bytea       not null, -- SHA-256
  session_id uuid        not null,
  ground     text        not null check (ground in ('password', 'address')),
  expires_at timestamptz not null,
  primary key (account_id, digest)
);
create index password_proof_expires on password_proof (expires_at);

-- What an enrolment rests on that was begun while the account had no factor; null where it had one, or from before.
alter table totp_authenticator add column ground text check (ground in ('password', 'address'));
alter table pending_code_address add column ground text check (ground in ('password', 'address'));

-- Since when all that the account's factors rest on is an address, which set the password or confirmed a sign-in lately.
alter table account add column rests_on_address_since timestamptz;
alter table account add column enrolments_not_before timestamptz; -- what was begun before is void
