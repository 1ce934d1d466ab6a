-- An operator may hold a receiver's calls back. What happens meanwhile waits.
alter table webhook_endpoint add column paused_at timestamptz;
