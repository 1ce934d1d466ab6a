-- When an owner was last told that their password has leaked, so that one who knows it can't fill the mailbox.
create table password_breach_told (
  account_id uuid        primary key references account (id),
  told_at    timestamptz not null
);
