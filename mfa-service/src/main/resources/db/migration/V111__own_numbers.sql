-- The phone numbers that an account is found by, as auth-service tells them: no trading passphrase may be part of one.
-- No foreign key: most accounts have numbers before they have a factor.
create table own_numbers (
  account_id     uuid primary key,
  sealed_numbers text not null
);
