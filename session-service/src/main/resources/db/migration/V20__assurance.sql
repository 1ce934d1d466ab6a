-- What a step-up adds to a session for a while, and what a recovery code leaves it without until then. The session's
-- own acr, amr and auth_time stay as they were proved: it falls back to them. No index: the row stays a cheap update.
alter table session
  add column restricted         boolean not null default false, -- opened with a recovery code, no second factor since
  add column elevated_acr       text,
  add column elevated_amr       text[],
  add column elevated_auth_time timestamptz,
  add column elevated_until     timestamptz; -- null when nothing is left of it
