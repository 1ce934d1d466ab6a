-- Each removal that was asked for, whatever became of it: so many a day, since each alarms the owner.
create table asked_removal (
  account_id uuid        not null references account,
  session_id uuid        not null,
  asked_at   timestamptz not null
);
create index asked_removal_account on asked_removal (account_id, asked_at);
