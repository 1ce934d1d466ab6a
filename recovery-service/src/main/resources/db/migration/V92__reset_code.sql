-- A text message carries a code instead of a link: the link's token is minted once the code came back.
ALTER TABLE reset_link
  ALTER COLUMN digest DROP NOT NULL,             -- null until then
  ADD COLUMN code text,                          -- keyed digest of the code, bound to id; null where the message carried the link
  ADD COLUMN code_until timestamptz,             -- until when the code is taken
  ADD CHECK ((code IS NULL) = (code_until IS NULL)),
  ADD CHECK (digest IS NOT NULL OR code IS NOT NULL);

-- What a client that asked for a code was given, with an account behind the number and without. A code counts only beside one.
CREATE TABLE reset_handle (
  digest     bytea       PRIMARY KEY,            -- SHA-256 of the handle
  number     text        NOT NULL,               -- keyed hash of the number that was asked for, in hex: guesses are counted by it
  request    uuid        NOT NULL,               -- the reset_request which it waits with
  link       uuid,                               -- the reset_link whose code was sent for it; null while none was
  tries      integer     NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL
);
CREATE INDEX reset_handle_request ON reset_handle (request) WHERE link IS NULL;
CREATE INDEX reset_handle_link ON reset_handle (link) WHERE link IS NOT NULL;
CREATE INDEX reset_handle_created ON reset_handle (created_at);
