-- The order of an account's changes, which are made under its lock: a link undoes its own change and later ones, never earlier.
alter table identifier_change add column number bigint generated always as identity;
