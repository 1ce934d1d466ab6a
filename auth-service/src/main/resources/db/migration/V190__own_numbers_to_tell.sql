-- Accounts whose phone numbers mfa-service has not heard of as they are now: it refuses a trading passphrase that is part of one.
-- No foreign key: an identifier is claimed before its account is there.
create table own_numbers_owed (
  account_id  uuid        primary key,
  owed_at     timestamptz not null,
  failures    integer     not null default 0,
  next_try_at timestamptz not null default 'epoch'
);
create index own_numbers_owed_next on own_numbers_owed (next_try_at);

-- Numbers from before this release are told within three days, a few at a time. None is owed before it is due.
insert into own_numbers_owed (account_id, owed_at, next_try_at)
select account_id, due, due from (
  select account_id, now() + random() * interval '3 days' as due from (
    select distinct account_id from identifier where type = 'phone') as known) as spread;
