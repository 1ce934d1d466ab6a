-- The latest change of each kind to what protects an account, and until when it holds withdrawals.
create table protection_change (
  account_id uuid        not null references account (id),
  kind       text        not null,
  changed_at timestamptz not null,
  held_until timestamptz not null,
  primary key (account_id, kind)
);

-- Changes of before. A password that was set at the registration is none; a minute covers two clocks.
insert into protection_change (account_id, kind, changed_at, held_until)
  select c.account_id, 'password-changed', c.changed_at, c.changed_at + interval '24 hours'
  from password_credential c join account a on a.id = c.account_id where c.changed_at > a.created_at + interval '1 minute';
insert into protection_change (account_id, kind, changed_at, held_until)
  select account_id, 'identifiers-changed', max(greatest(changed_at, void_at)), max(greatest(changed_at, void_at)) + interval '24 hours'
  from identifier_change group by account_id;
