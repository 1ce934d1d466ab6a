-- A code that a mailbox could not be sent when it was asked for waits for the next slot.
alter table registration add column due_at timestamptz;   -- when to try; null while nothing waits
alter table registration add column mailbox text;         -- keyed digest of the mailbox that waits …
alter table registration add column requester text;       -- … and of the network that asked: of each pair the latest waits
create index registration_due_at on registration (due_at) where due_at is not null;
create index registration_waiting on registration (mailbox, requester) where due_at is not null;
