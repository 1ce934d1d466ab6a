-- For whom a member of the staff opened a case is known only when it is looked up.
alter table recovery_case add column opened_call uuid;   -- the call in support_call
