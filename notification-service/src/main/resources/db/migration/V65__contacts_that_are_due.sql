-- An account's addresses were changed at `as_of`, says the topic of events; the topic of contacts may say it later. Until then an
-- alert would go to the addresses of before.
create table contact_due (
  account_id uuid        primary key,
  as_of      timestamptz not null
);

-- Addresses that left an account: a letter about that goes there and shows the anti-phishing code.
create table former_address (
  account_id uuid        not null,
  address    text        not null, -- keyed digest
  left_at    timestamptz not null,
  primary key (account_id, address)
);
create index former_address_left on former_address (left_at);

-- Links that take a change back have a reserve of their own, and so have alerts about what a thief does to keep an account.
alter table text_message drop constraint text_message_purpose_check;
alter table text_message add constraint text_message_purpose_check
  check (purpose in ('unproved', 'strangers', 'reset_link', 'proved', 'alert', 'urgent', 'take_back'));

-- Texts of one kind to one number: the first one of an hour is sent at once, and one more for all that follow.
create table text_of_kind (
  account_id uuid        not null,
  number     text        not null, -- keyed digest
  kind       text        not null,
  sent_at    timestamptz not null,
  again_at   timestamptz,          -- when the one goes out that stands for the repeats
  primary key (account_id, number, kind)
);
create index text_of_kind_sent on text_of_kind (sent_at);
