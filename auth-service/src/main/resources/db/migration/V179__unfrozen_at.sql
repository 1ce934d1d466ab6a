-- Freeze links in alerts of before this moment freeze no more.
alter table account add column unfrozen_at timestamptz;
