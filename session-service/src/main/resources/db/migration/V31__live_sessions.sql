-- A sign-in counts the account's live sessions and reads where they are. Those that ended lie beside them for an hour, in
-- any number: whoever signs in and out all day must not make the next sign-in dearer. A refresh stays a HOT update, for
-- it leaves ended_at alone.
create index session_live on session (account_id, id) where ended_at is null;
