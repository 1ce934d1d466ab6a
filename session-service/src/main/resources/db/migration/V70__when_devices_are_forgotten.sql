-- From when on a device that did not sign in again is forgotten: thirteen months after the month in which it last did. It stays the same
-- all month. So a sign-in changes no indexed column of its device any more, and stays a cheap HOT update.
alter table device add column forget_at timestamptz not null default now() + interval '13 months';
update device set forget_at = date_trunc('month', last_seen_at, 'UTC') + interval '13 months';
create index device_forget on device (forget_at);
drop index device_last_seen;
