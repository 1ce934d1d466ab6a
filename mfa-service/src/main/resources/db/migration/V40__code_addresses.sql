alter table account add column if not exists authenticators_changed_at timestamptz; -- when one was last added or removed
alter table account add column hold_until timestamptz; -- until then the last factor stays

alter table totp_authenticator add column algorithm text not null default 'SHA1';

-- Where codes are sent: at most one e-mail address and one number for each account.
create table code_address (
  account_id      uuid        not null references account,
  method          text        not null check (method in ('email', 'sms')),
  sealed_address  text        not null, -- opens for this account and method only
  beside_stronger boolean     not null, -- offered although a stronger factor is enrolled
  confirmed_at    timestamptz not null,
  last_used_at    timestamptz,
  primary key (account_id, method)
);

-- Named by the customer, and proved by nobody yet. May stand beside the one that it is going to replace.
create table pending_code_address (
  account_id      uuid        not null references account,
  method          text        not null check (method in ('email', 'sms')),
  sealed_address  text        not null,
  beside_stronger boolean     not null,
  created_at      timestamptz not null,
  primary key (account_id, method)
);
create index pending_code_address_since on pending_code_address (created_at);
