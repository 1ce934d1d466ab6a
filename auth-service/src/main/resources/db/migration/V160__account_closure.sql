-- Accounts whose customers want them closed. The row goes when that is cancelled, and when the account is closed.
create table account_closure (
  account_id  uuid        primary key references account (id),
  asked_at    timestamptz not null,
  closes_at   timestamptz not null,
  epoch       integer     not null, -- `account.reset_epoch` when it was asked for: a freeze or a new password since then voids it
  reminded_at timestamptz
);
create index account_closure_closes_at on account_closure (closes_at);

alter table account drop constraint account_status_check;
alter table account add constraint account_status_check check (status in ('active', 'frozen', 'closed'));
alter table account add column closed_at timestamptz;

-- What closed accounts were found by, as keyed digests: nobody registers with it before the time is over.
create table quarantined_identifier (
  digest  bytea       primary key,
  ends_at timestamptz not null
);
create index quarantined_identifier_ends_at on quarantined_identifier (ends_at);

-- Closed accounts whose personal data the services below may still have.
create table erasure_owed (
  account_id  uuid        primary key references account (id),
  owed_at     timestamptz not null,
  next_try_at timestamptz not null default 'epoch',
  failures    integer     not null default 0
);
create index erasure_owed_next on erasure_owed (next_try_at);
