-- Keys that sign access tokens. A key is published as soon as it exists, signs from active_from until its successor
-- becomes active, and stays published until the last token it signed has expired.
create table signing_key (
  kid         text        not null primary key, -- JWK thumbprint (RFC 7638)
  sealed_jwk  text        not null,             -- the private JWK, algorithm and all, in a sealed box
  active_from timestamptz not null,
  created_at  timestamptz not null
);
