-- Who has not confirmed yet that the personal data of a closed account is erased. The row goes with the confirmation.
create table erasure_awaited (
  account_id uuid        not null references account (id),
  service    text        not null,
  closed_at  timestamptz not null,
  asked_at   timestamptz not null,
  primary key (account_id, service)
);
create index erasure_awaited_asked_at on erasure_awaited (asked_at);

-- Recovery cases that were heard of: an account is not closed while one is open. An end may be heard again, and a beginning after it.
create table heard_case (
  account_id uuid        not null,
  case_id    uuid        not null,
  ended_at   timestamptz,
  primary key (account_id, case_id)
);
create index heard_case_ended_at on heard_case (ended_at) where ended_at is not null;
