-- The last completed sign-in, which the next one is compared with. It stands beside the standing, because every opening
-- locks that row anyway.
alter table account_standing
  add column last_sign_in_at timestamptz, -- null until the first
  add column last_address    text,
  add column blocked_told_at timestamptz; -- when its owner was last alerted of a blocked sign-in
alter table account_standing set (fillfactor = 80);

alter table device
  add column label         text,        -- what its owner calls it; the name says what it called itself
  add column last_address  text,
  add column trusted_at    timestamptz, -- a second factor was shown there, and is not asked for again …
  add column trusted_until timestamptz; -- … before then

-- Where an account has been. Written when a country is new or was last seen a day ago, so that a sign-in seldom does.
create table visited_country (
  account_id   uuid        not null,
  country      text        not null, -- ISO 3166-1 alpha-2
  last_seen_at timestamptz not null,
  primary key (account_id, country)
);
create index visited_country_last_seen on visited_country (last_seen_at);

-- What was decided about sign-ins, and why, for their owner and for the support desk to read.
create table sign_in (
  account_id uuid        not null,
  id         uuid        not null, -- UUIDv7; the session's own if one was opened
  at         timestamptz not null,
  decision   text        not null, -- allowed, asked, blocked
  score      integer     not null,
  reasons    text[]      not null, -- names of RiskReason
  device     text        not null,
  kind       text        not null,
  address    text,
  place      text,                 -- as it was known then
  primary key (account_id, id)
);
create index sign_in_at on sign_in (at);

update account_standing a set last_sign_in_at = d.last_seen_at
  from (select account_id, max(last_seen_at) as last_seen_at from device group by account_id) d
  where d.account_id = a.account_id;
