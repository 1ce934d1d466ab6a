-- The way back into a frozen account. One row is one walk, which began with a link to a proved address.
create table way_back (
  id             uuid        primary key, -- also names the order that sets the password
  account        uuid        not null,
  digest         bytea       not null unique, -- SHA-256 of the token that the client holds
  freeze_version integer     not null, -- the freeze that it ends, and no later one
  issued_at      timestamptz not null, -- of the link it began with
  reset_epoch    integer,              -- of that link
  sent_to        text,                 -- where that link went, sealed and bound to the row
  begun_at       timestamptz not null,
  expires_at     timestamptz not null,
  challenge      text,                 -- mfa-service's; null when nothing is enrolled that would do
  methods        text[]      not null,
  factor_at      timestamptz,
  password_at    timestamptz,
  finished_at    timestamptz
);
create index way_back_expiry on way_back (expires_at);

-- What its owner called theirs. What is not theirs is taken away at once, so it needs no row.
create table way_back_answer (
  way_back uuid not null references way_back (id) on delete cascade,
  kind     text not null,
  item     text not null,
  primary key (way_back, kind, item)
);
