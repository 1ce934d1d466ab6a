-- A family may be bound to its client's key (RFC 9449 §5), once and for good.
alter table session
  add column dpop_key        text,    -- RFC 7638 thumbprint
  add column dpop_generation integer; -- the first refresh token that is of no use without the key
