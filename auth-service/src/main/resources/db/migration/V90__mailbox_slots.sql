-- When a mailbox that nobody has proved was and will be written to. It knows mailboxes as they were typed, never accounts.
create table mailbox_slot (
  id        uuid        primary key,
  mailbox   text        not null,                -- keyed digest
  requester text        not null,                -- keyed digest of the network that asked
  proved    boolean     not null,                -- whether the claimant passed human verification: slots of its own
  at        timestamptz not null
);
create index mailbox_slot_mailbox on mailbox_slot (mailbox, proved, at);
create index mailbox_slot_at on mailbox_slot (at);

-- Which of the two a registration waits in: a request in the one must not take the place of one in the other.
alter table registration add column due_proved boolean not null default false;
