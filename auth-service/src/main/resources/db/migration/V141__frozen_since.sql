-- When the freeze that is on began. `frozen_at` moves when a frozen account is frozen again; a thief's factor must not grow old by that.
alter table account add column frozen_since timestamptz;
update account set frozen_since = frozen_at where status = 'frozen';

-- Passwords that were replaced while the account was frozen: what a thief may know opens it no more.
create table retired_password (
  account_id uuid        not null references account (id),
  hash       text        not null,
  retired_at timestamptz not null,
  primary key (account_id, hash)
);

-- The order that set the password last: an unfreeze names the one that it rests on.
alter table account add column password_request uuid;
