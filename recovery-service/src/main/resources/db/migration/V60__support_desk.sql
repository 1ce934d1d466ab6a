-- What staff asked of the support desk. A row is written before anything is done or shown. Whose account was found is added to it;
-- nothing else of it changes.
create table support_call (
  id         uuid        primary key,              -- UUID version 7: in order of time
  person     text        not null,                 -- digest of iss and sub
  operation  text        not null,
  account    uuid,                                 -- null while it is not known whose account is looked for
  reason     text        not null,
  ticket     text,
  called_at  timestamptz not null
);
create index support_call_account on support_call (account, called_at) where account is not null;
create index support_call_person on support_call (person, called_at);

-- How much of a ration a person has used up in one window of time.
create table support_ration (
  person       text        not null,
  kind         text        not null,
  window_start timestamptz not null,
  length       text        not null,               -- hour or day
  used         integer     not null,
  primary key (person, kind, length, window_start)
);
create index support_ration_window on support_ration (window_start);

-- Of how many accounts a person read within an hour.
create table support_seen (
  person       text        not null,
  window_start timestamptz not null,
  account      uuid        not null,
  primary key (person, window_start, account)
);
create index support_seen_window on support_seen (window_start);
