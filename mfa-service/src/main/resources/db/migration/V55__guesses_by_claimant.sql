-- Guesses are counted for each claimant apart, so that strangers who fail on purpose use up nobody's share but their own.
-- What account.guessed_at held so far was not told apart: it counts as the strangers'. The column is not read any more.
create table guess_budget (
  account_id uuid          not null references account,
  claimant   text          not null, -- 'stranger' for all of them, 'known-device:…', 'session:…', 'recovery-code'
  guessed_at timestamptz[] not null, -- the latest guesses, oldest first; right ones are taken out
  primary key (account_id, claimant)
);
insert into guess_budget (account_id, claimant, guessed_at)
  select account_id, 'stranger', guessed_at from account where cardinality(guessed_at) > 0;

-- Of wrong_in_a_row, what strangers did: their share of the hundred ends before the authenticator is stopped.
alter table account add column strangers_in_a_row integer not null default 0;
update account set strangers_in_a_row = wrong_in_a_row where wrong_in_a_row > 0;
