-- Approvals that their customer took back after they were signed: they make no key. Remembered for as long as a statement counts.
create table voided_approval (
  account_id  uuid        not null,
  approval_id uuid        not null,
  forget_at   timestamptz not null,
  primary key (account_id, approval_id)
);
create index voided_approval_forget on voided_approval (forget_at);
