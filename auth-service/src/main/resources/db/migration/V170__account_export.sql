-- Copies of their data that customers asked for. A row stays for a while after its end, to count them; its contents don't.
create table account_export (
  id          uuid        primary key,
  account_id  uuid        not null references account (id),
  state       text        not null check (state in ('waiting', 'gathering', 'ready', 'fetched', 'cancelled', 'expired')),
  epoch       integer     not null, -- `account.reset_epoch` when it was asked for: a freeze or a new password since then voids it
  asked_at    timestamptz not null,
  opens_at    timestamptz not null, -- gathering begins
  ends_at     timestamptz,          -- nobody can fetch it any more; there once it is ready
  next_try_at timestamptz not null default 'epoch',
  sealed_key  text,                 -- of its contents; there while it has some
  check ((sealed_key is not null) = (state in ('gathering', 'ready')))
);
-- One at a time.
create unique index account_export_open on account_export (account_id) where state in ('waiting', 'gathering', 'ready');
create index account_export_account on account_export (account_id, asked_at);
create index account_export_waiting on account_export (opens_at) where state = 'waiting';
create index account_export_gathering on account_export (next_try_at) where state = 'gathering';
create index account_export_ready on account_export (ends_at) where state = 'ready';
create index account_export_asked on account_export (asked_at);

-- What each service knows, in pieces, sealed under the key of its export.
create table account_export_part (
  export_id uuid     not null references account_export (id) on delete cascade,
  part      text     not null check (part in ('auth', 'mfa', 'session', 'notification', 'recovery')),
  number    smallint not null,
  is_last   boolean  not null,
  sealed    bytea    not null,
  primary key (export_id, part, number)
);
