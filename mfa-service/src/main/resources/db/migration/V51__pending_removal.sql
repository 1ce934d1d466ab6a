-- A removal that no settled factor confirmed: it waits, so that the owner can cancel it.
create table pending_removal (
  id                   uuid        primary key,
  account_id           uuid        not null references account,
  method               text        not null check (method in ('webauthn', 'totp', 'email', 'sms')),
  factor_id            uuid,                 -- null for an address, of which there is one of each kind
  name                 text        not null,
  requested_at         timestamptz not null,
  requester_settles_at timestamptz not null, -- the age of the factor that asked: an older one cancels
  takes_effect_at      timestamptz not null,
  reminded_at          timestamptz,
  unique nulls not distinct (account_id, method, factor_id)
);
create index pending_removal_due on pending_removal (takes_effect_at);
