-- Proposals to unlock an account that the staff locked. One person proposes, another one decides.
create table support_unlock (
  id             uuid        primary key,          -- UUID version 7: in order of time
  account        uuid        not null,
  lock_version   integer     not null,             -- the lock that it is about: a later one stays
  proposed_by    text        not null,             -- digest of iss and sub
  words          text,                             -- of the staff; null once the account is closed
  reason         text        not null,
  ticket         text,
  proposed_at    timestamptz not null,
  ends_at        timestamptz not null,
  decision       text,                             -- confirmed or refused
  decided_by     text,
  decision_words text,
  decided_at     timestamptz,
  constraint two_persons_unlock check (decided_by is null or decided_by <> proposed_by)
);
create index support_unlock_open on support_unlock (id) where decision is null;
create index support_unlock_account on support_unlock (account);
