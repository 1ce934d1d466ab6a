-- When the alerts of a kind were sent at once, in the last hour: as soon as there are few, the next one is sent at once again.
-- `sent` is left to replicas of the release before.
alter table text_of_kind add column at_once timestamptz[] not null default '{}';
