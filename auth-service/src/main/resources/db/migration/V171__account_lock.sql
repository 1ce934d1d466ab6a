-- By the company's staff, beside `status`: an unlock must not lift a freeze, and the end of a freeze no lock. The version names one
-- lock, so that what was decided about it does not undo a later one.
alter table account
  add column locked_at    timestamptz,
  add column lock_reason  text,
  add column lock_version integer not null default 0;
