-- Browsers that alerts are pushed to (RFC 8030). One endpoint tells the alerts of one account.
create table push_subscription (
  id         uuid        primary key,
  account_id uuid        not null,
  session_id uuid        not null,        -- ends with it
  endpoint   text        not null unique, -- SHA-256, as are the secrets
  secrets    text        not null,
  target     text        not null,        -- sealed: endpoint, the browser's key and its secret
  keyed_to   text        not null,        -- the public key of ours that the browser takes messages of
  created_at timestamptz not null,
  seen_at    timestamptz not null         -- when its browser last reported
);
create index push_subscription_account on push_subscription (account_id);
create index push_subscription_session on push_subscription (session_id);
create index push_subscription_seen on push_subscription (seen_at);
