-- The customer's own locks (SAFE-12). They stand beside the standing, because whoever issues a token reads that row, and
-- whoever changes one locks it.
alter table account_standing
  add column settings_locked_at    timestamptz, -- null until the first
  add column settings_lock_days    integer,     -- how long unlocking takes
  add column settings_open_at      timestamptz, -- when the lock ends; null until the customer has asked for unlocking
  add column withdrawals_locked_at timestamptz,
  add column withdrawals_open_at   timestamptz, -- when the lock ends by itself
  add column withdrawal_lock_kind  text;        -- SOFT, STRICT
-- An instance that starts reads which accounts were locked lately.
create index account_settings_locked_at on account_standing (settings_locked_at) where settings_locked_at is not null;

-- When a step-up of this session last showed a strong factor, and from when on that one is settled.
alter table session
  add column key_shown_at   timestamptz, -- a security key or passkey
  add column key_settled_at timestamptz,
  add column app_shown_at   timestamptz, -- an authenticator app
  add column app_settled_at timestamptz;
