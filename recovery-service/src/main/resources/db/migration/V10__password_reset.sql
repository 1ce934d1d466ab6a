-- What was asked for and is not yet worked off. A row says nothing about whether an account exists: it is written
-- before anybody looks, and deleted as soon as somebody has.
CREATE TABLE reset_request (
  id           uuid        PRIMARY KEY,
  identifier   text        NOT NULL,             -- sealed, bound to id
  spelling     bytea       NOT NULL,             -- keyed hash of the identifier, to work off repetitions together
  account      uuid,                             -- set while a request waits for the account's next mail
  requested_at timestamptz NOT NULL,
  due_at       timestamptz NOT NULL,
  attempts     integer     NOT NULL DEFAULT 0
);
CREATE INDEX reset_request_due ON reset_request (due_at);
CREATE INDEX reset_request_spelling ON reset_request (spelling);
CREATE INDEX reset_request_account ON reset_request (account) WHERE account IS NOT NULL;

CREATE TABLE reset_link (
  id            uuid        PRIMARY KEY,         -- also the requestId that auth-service accepts once
  account       uuid        NOT NULL,
  digest        bytea       NOT NULL UNIQUE,     -- SHA-256 of the token
  created_at    timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL,
  claim         uuid,                            -- who is using the link right now …
  claimed_until timestamptz,                     -- … and when that use counts as crashed
  used_at       timestamptz,
  void_at       timestamptz,                     -- superseded by a newer link, or by a reset through another one
  CHECK ((claim IS NULL) = (claimed_until IS NULL)),
  CHECK (used_at IS NULL OR void_at IS NULL)
);
CREATE INDEX reset_link_account ON reset_link (account, created_at);
CREATE INDEX reset_link_created ON reset_link (created_at);
