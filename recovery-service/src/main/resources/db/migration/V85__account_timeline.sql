-- What happened to an account, as the topic of security events told it, for the support desk. A projection: losing it loses no fact.
create table account_timeline (
  event_id    uuid        primary key,
  account     uuid        not null,
  happened_at timestamptz not null,
  type        text        not null,               -- the event's wire name
  facts       text        not null                -- name=value;name=value: codes alone, no address, name or id
);
create index account_timeline_account on account_timeline (account, happened_at desc, event_id desc);
create index account_timeline_age on account_timeline (happened_at);

-- Accounts that were closed: what is heard of them later is not kept.
create table erased_account (
  account   uuid        primary key,
  erased_at timestamptz not null
);
