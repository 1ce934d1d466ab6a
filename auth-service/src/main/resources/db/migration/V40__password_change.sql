-- Reset links from before this instant set no password: it was changed since, or an address was taken back.
alter table account add column reset_links_not_before timestamptz;

-- The session that goes on although it was opened on older evidence: its customer has just proved the password again.
alter table session_end_owed add column spared uuid;
