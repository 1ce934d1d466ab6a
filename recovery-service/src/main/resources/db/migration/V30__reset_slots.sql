-- When links were asked for with one identifier and will be sent: what the answer to a request is worked out from. It
-- knows identifiers as they were typed, never accounts, so the answer says nothing about them.
CREATE TABLE reset_slot (
  request   uuid        PRIMARY KEY,             -- the reset_request that is worked off in this slot
  identifier bytea      NOT NULL,                -- keyed hash, in the one canonical spelling
  requester bytea       NOT NULL,                -- keyed hash of the network that asked
  proved    boolean     NOT NULL,                -- whether the claimant passed human verification: a pace of its own
  at        timestamptz NOT NULL
);
CREATE INDEX reset_slot_identifier ON reset_slot (identifier, proved, at);
CREATE INDEX reset_slot_at ON reset_slot (at);

ALTER TABLE reset_request ADD COLUMN proved boolean NOT NULL DEFAULT false;
ALTER TABLE reset_link ADD COLUMN proved boolean NOT NULL DEFAULT false;
