-- Raised by each freeze and each unfreeze: of two orders about an account's standing the higher one is the later one.
alter table account add column standing_version integer not null default 0;
update account set standing_version = 1 where status = 'frozen';
alter table session_end_owed add column standing_version integer; -- null of an earlier release
