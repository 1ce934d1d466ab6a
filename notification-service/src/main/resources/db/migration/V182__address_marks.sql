-- By which a report about a mail finds the mailbox that it went to: a keyed digest, of mails alone.
alter table delivery add column address text;

-- What providers reported of mails to an account's addresses. A row of one kind of mail is a complaint about it; a row of all kinds
-- says that mail comes back.
create table address_mark (
  account_id uuid        not null,
  address    text        not null, -- keyed digest
  kind       text        not null, -- wire name, or empty for all
  marked_at  timestamptz not null,
  primary key (account_id, address, kind)
);
