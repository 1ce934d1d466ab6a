-- What a customer once answered to a security question, as an Argon2id hash.
create table security_answer (
  id       uuid        primary key,
  account  uuid        not null,
  question text        not null,
  hash     text        not null,
  set_at   timestamptz not null,
  unique (account, question)
);

-- How often the answers of an account were compared since then, in all of its cases.
create table security_answer_tries (
  account uuid        primary key,
  tries   integer     not null,
  since   timestamptz not null
);

-- MATCH, NO_MATCH or NOT_COMPARED; null until the claimant answers. For the staff: no step of a case asks for it.
alter table recovery_case add column answers text, add column answer_tries integer not null default 0;
