-- Every alert as its customer finds it in the app. Nothing but age takes one away: reading is a mark.
create table kept_alert (
  account_id  uuid        not null,
  number      bigint      not null, -- 1, 2, 3 … within the account, in the order of the commits
  event_id    uuid        not null,
  type        text        not null,
  event       text        not null, -- JSON; events carry no secret
  device      text,
  happened_at timestamptz not null,
  kept_at     timestamptz not null,
  read_at     timestamptz,
  primary key (account_id, number)
);
create unique index kept_alert_event on kept_alert (account_id, event_id);
create index kept_alert_unread on kept_alert (account_id) where read_at is null;
create index kept_alert_kept on kept_alert (kept_at);

-- The last number of each account. Its row stays locked until the alert is committed, so no lower number appears later.
create table alert_number (
  account_id uuid   primary key,
  last       bigint not null
);
