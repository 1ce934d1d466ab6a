-- Six digits that confirm a transaction. A keyed digest over the account's id and the digits: without the key ring the
-- table tells nobody anything.
create table trading_passphrase (
  account_id      uuid        primary key references account,
  digest          text        not null,
  changed_at      timestamptz not null,
  wrong_in_a_row  integer     not null default 0, -- a try counts before it is compared; a right one sets it to 0
  cooling_until   timestamptz,                    -- until then nothing is compared
  told_at         timestamptz                     -- when the owner last heard of wrong tries
);
