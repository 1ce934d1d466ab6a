-- Approvals that were declined after session-service had signed them, while it has not acknowledged that: they may still make a key.
create table approval_void_owed (
  account_id  uuid        primary key references account (id),
  approvals   uuid[]      not null,
  owed_at     timestamptz not null,
  failures    integer     not null default 0,
  next_try_at timestamptz not null default 'epoch'
);
create index approval_void_owed_next on approval_void_owed (next_try_at);
