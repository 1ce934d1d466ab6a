-- Each order that another service has not acknowledged is tried by itself, with a pause that grows.
alter table session_end_owed
  add column next_try_at timestamptz not null default 'epoch',
  add column failures    integer     not null default 0;
alter table removal_void_owed
  add column next_try_at timestamptz not null default 'epoch',
  add column failures    integer     not null default 0,
  add column asked_until timestamptz; -- which removals are cancelled; null of an earlier release = all
alter table factor_take_back_owed
  add column next_try_at timestamptz not null default 'epoch',
  add column failures    integer     not null default 0,
  add column owed_at     timestamptz not null default now();

drop index factor_take_back_owed_at;
create index session_end_owed_next on session_end_owed (next_try_at);
create index removal_void_owed_next on removal_void_owed (next_try_at);
create index factor_take_back_owed_next on factor_take_back_owed (next_try_at);
