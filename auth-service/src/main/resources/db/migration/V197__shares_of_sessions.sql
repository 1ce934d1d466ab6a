-- What one session asks for leaves the customer's other sessions a share of their own.
alter table approval add column proposer_session uuid;    -- in which its customer proposed it; null of a system, or of an earlier release
alter table account_export add column asked_session uuid; -- in which it was asked for; null of an earlier release
