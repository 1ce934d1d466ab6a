-- An account may be reached by several addresses: each has a pace, a link and a waiting request of its own, so that a stranger
-- who knows one can't swallow what the owner asks for by another (BACK-5). Null in rows from before, which count for each.
alter table reset_link add column address bytea;      -- keyed hash of where the link was sent
alter table reset_request add column address bytea;   -- keyed hash of where the link will be sent; set while it waits
