-- Who opened a case: of each kind an account's owner is told of a few a day.
alter table recovery_case
  add column share  text not null default 'STRANGERS',
  add column device bytea;                             -- SHA-256 of the token of a device of the owner's
update recovery_case set share = 'DESK' where opened_by is not null;
