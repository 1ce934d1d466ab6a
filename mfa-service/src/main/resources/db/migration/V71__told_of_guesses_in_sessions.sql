-- Guesses in a session are told apart from those at a sign-in, each once a day: see account.told_at for the latter.
alter table account add column session_told_at timestamptz;
