-- Enrolled while the account had no factor of any kind: there was nothing older that it could climb over. Rows from before
-- count by their age alone.
alter table webauthn_credential add column first_factor boolean not null default false;
alter table totp_authenticator add column first_factor boolean not null default false;
alter table code_address add column first_factor boolean not null default false;
