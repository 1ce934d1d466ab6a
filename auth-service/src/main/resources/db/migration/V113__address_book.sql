-- Addresses that a customer approved to be paid out to. An address is never changed: another one is another entry.
create table address_book_entry (
  id          uuid        primary key,
  account_id  uuid        not null references account (id),
  approval_id uuid        not null unique, -- that it was made of, once
  asset       text        not null,
  network     text        not null,
  address     text        not null, -- as it was approved
  memo        text        not null, -- empty for none
  label       text        not null,
  network_key text        not null, -- the network's name in small letters
  address_key text        not null, -- the one spelling of all that are the same address
  added_at    timestamptz not null,
  usable_at   timestamptz not null  -- from when on it counts while money goes to the book alone
);
create unique index address_book_entry_destination
  on address_book_entry (account_id, network_key, address_key, asset, memo);

-- Accounts whose money goes to their address book alone. The row is the mode: it is on until the row is gone.
create table book_only (
  account_id    uuid        primary key references account (id),
  since         timestamptz not null,
  off_asked_at  timestamptz,
  off_at        timestamptz,
  off_epoch     integer,    -- `account.reset_epoch` when it was asked for: a freeze or reset since then voids it
  reminded_at   timestamptz,
  check ((off_at is null) = (off_epoch is null) and (off_at is null) = (off_asked_at is null))
);
create index book_only_off_at on book_only (off_at) where off_at is not null;
