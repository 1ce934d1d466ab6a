-- One letter to one address. The content is sealed while it waits and forgotten when it is settled.
create table delivery (
  id          uuid        primary key,
  account_id  uuid,                    -- empty while no account is behind the address
  kind        text        not null,    -- wire name of what caused it
  channel     text        not null check (channel in ('email', 'sms')),
  content     text,
  state       text        not null check (state in ('queued', 'sent', 'failed')),
  tries       int         not null default 0,
  created_at  timestamptz not null,
  next_try_at timestamptz not null,    -- while a try is under way: when another worker may take it over
  expires_at  timestamptz not null,    -- past this it would only confuse: never sent
  settled_at  timestamptz,
  check ((state = 'queued') = (content is not null)),
  check ((state = 'queued') = (settled_at is null))
);
create index delivery_due on delivery (next_try_at) where state = 'queued';
create index delivery_settled on delivery (settled_at) where state <> 'queued';

-- Alerts that overtook the contact they are for.
create table waiting_alert (
  event_id   uuid        primary key,
  account_id uuid        not null,
  type       text        not null,
  event      text        not null, -- JSON; events carry no secret
  since      timestamptz not null
);
