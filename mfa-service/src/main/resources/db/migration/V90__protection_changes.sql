-- The latest change of each kind to what protects an account, also of what was removed, and until when it holds withdrawals.
create table protection_change (
  account_id uuid        not null,
  kind       text        not null,
  changed_at timestamptz not null,
  held_until timestamptz not null,
  primary key (account_id, kind)
);

-- Changes of before: what they were is not known, so each counts for a removal.
insert into protection_change (account_id, kind, changed_at, held_until)
  select account_id, 'second-factor-removed', authenticators_changed_at, authenticators_changed_at + interval '24 hours'
  from account where authenticators_changed_at is not null;
insert into protection_change (account_id, kind, changed_at, held_until)
  select account_id, 'trading-passphrase-set', changed_at, changed_at + interval '24 hours' from trading_passphrase;
insert into protection_change (account_id, kind, changed_at, held_until)
  select account_id, 'recovery-code-used', max(used_at), max(used_at) + interval '48 hours'
  from recovery_code where used_at is not null group by account_id;
