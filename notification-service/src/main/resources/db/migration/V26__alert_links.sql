-- The short way from a text message to an alert's freeze link, which is too long for one.
create table alert_link (
  digest      text        primary key, -- keyed, of the token
  account_id  uuid        not null,
  event_id    uuid        not null,
  happened_at timestamptz not null
);
create index alert_link_happened_at on alert_link (happened_at);
