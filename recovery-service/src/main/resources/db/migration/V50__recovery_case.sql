-- The way back for a customer who has lost more than a password. CaseTable says how a row changes.
create table recovery_case (
  id              uuid        primary key,
  account         uuid,                          -- null until the account was looked up, and for good where there is none
  identifier      text,                          -- sealed, bound to id; gone once the account was looked up
  looked_up_at    timestamptz,
  reason          text        not null,
  token           bytea       not null unique,   -- SHA-256 of the claimant's token
  state           text        not null,
  opened_at       timestamptz not null,
  opened_by       text,                          -- the member of staff who opened it for the customer
  proposed_by     text,
  proposal_reason text,
  proposed_at     timestamptz,
  decided_by      text,
  decision_reason text,
  decided_at      timestamptz,
  high_risk       boolean     not null,
  wait_started_at timestamptz,
  wait_ends_at    timestamptz,
  due_at          timestamptz,                   -- when the sweep looks at it next; null when nothing runs
  attempts        integer     not null,
  closed_at       timestamptz,
  version         integer     not null,
  -- What the program promises, once more where no program can forget it.
  constraint two_persons_approve check (
    state not in ('APPROVED', 'COOLING_OFF', 'COMPLETING', 'COMPLETED')
    or proposed_by is not null and decided_by is not null and proposed_by <> decided_by
      and proposed_by is distinct from opened_by and decided_by is distinct from opened_by),
  constraint the_wait_is_whole check (
    state not in ('COMPLETING', 'COMPLETED') or wait_ends_at >= wait_started_at + interval '24 hours'),
  constraint a_known_account_is_recovered check (
    account is not null or state in ('OPENED', 'EVIDENCE', 'REVIEW', 'REJECTED', 'CANCELLED', 'EXPIRED'))
);
create index recovery_case_due on recovery_case (due_at) where due_at is not null;
create index recovery_case_account on recovery_case (account, looked_up_at) where account is not null;
