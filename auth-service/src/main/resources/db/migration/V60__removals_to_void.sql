-- Accounts that were frozen while mfa-service has not heard of it: removals of their factors that wait must be cancelled.
create table removal_void_owed (
  account_id uuid        primary key references account (id),
  owed_at    timestamptz not null
);
