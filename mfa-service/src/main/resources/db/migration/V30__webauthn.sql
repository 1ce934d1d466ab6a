-- Says nothing about the account to whoever reads it from an authenticator (WebAuthn L3 §14.6.1); made when it is first needed.
alter table account add user_handle bytea unique;
alter table account add authenticators_changed_at timestamptz; -- when one was last added or removed

create table webauthn_credential (
  account_id         uuid        not null references account,
  id                 uuid        not null,
  credential_id      bytea       not null unique, -- over all accounts: it must never be in doubt whose it is
  name               text        not null,
  public_key         bytea       not null, -- COSE_Key (RFC 9052 §7)
  signature_counter  bigint      not null,
  aaguid             uuid        not null,
  transports         text[]      not null,
  discoverable       boolean,              -- null = the client did not say
  backup_eligible    boolean     not null,
  backed_up          boolean     not null,
  created_at         timestamptz not null,
  last_used_at       timestamptz,
  clone_suspected_at timestamptz,          -- never accepted again
  primary key (account_id, id)
);
