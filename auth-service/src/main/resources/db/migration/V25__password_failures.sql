-- Many wrong passwords for one account, noted by the sign-in, told by a worker. Also for ids that no account has: noting
-- costs the same whether or not there is an account.
create table password_failures_noted (
  id         uuid        primary key,
  account_id uuid        not null,
  failures   integer     not null, -- within the hour before
  noted_at   timestamptz not null
);
create index password_failures_noted_noted_at on password_failures_noted (noted_at);

-- When an owner was last told, so that a night of failures is one mail.
create table password_failures_told (
  account_id uuid        primary key references account (id),
  failures   integer     not null,
  told_at    timestamptz not null
);
