-- Closed accounts: what is still heard of them is kept in the audit trail alone.
create table erased_account (
  account_id uuid        primary key,
  erased_at  timestamptz not null
);
