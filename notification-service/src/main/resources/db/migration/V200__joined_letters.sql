-- A letter about failed attempts waits a moment for what follows at the same sign-in. These are the facts that it tells. Other letters
-- have none.
alter table delivery add column tells uuid[];
