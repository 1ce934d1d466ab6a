-- When an address of the account last let somebody in: it reset the password, or confirmed a sign-in by a code.
alter table account add column let_in_by_address_at timestamptz;

-- Whether the account had a second factor when its identifiers were changed; null of an earlier release.
alter table identifier_change add column beside_factor boolean;

-- Accounts whose factors must be taken back while mfa-service has not acknowledged it.
create table factor_take_back_owed (
  account_id     uuid        primary key references account (id),
  ordered_at     timestamptz not null,
  enrolled_after timestamptz  -- null = those that rest on an address
);
create index factor_take_back_owed_at on factor_take_back_owed (ordered_at);
