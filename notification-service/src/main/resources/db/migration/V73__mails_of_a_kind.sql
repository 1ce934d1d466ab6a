-- Mails of one kind are bundled, too: some of an hour are sent at once, and one more for all that follow.
alter table text_of_kind add column sent integer not null default 1;
