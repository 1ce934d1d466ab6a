-- What the exchange's systems told, so that a repeated request tells nothing twice.
create table exchange_fact (
  key        text        primary key, -- keyed digest of system and Idempotency-Key
  system     text        not null,
  account_id uuid        not null,
  content    text        not null,    -- keyed digest: whether a repeated key comes with the same fact
  event_id   uuid        not null,
  told_at    timestamptz not null
);
create index exchange_fact_told on exchange_fact (account_id, system, told_at);
create index exchange_fact_age on exchange_fact (told_at);

-- They say nothing about how an account is protected, and there are many. `KeptProtections` has the same condition.
drop index audit_event_checkup;
create index audit_event_checkup on audit_event (account_id, seq) where
  type not in ('io.portcullis.session.session-revoked.v1', 'io.portcullis.session.assurance-level-change.v1',
    'io.portcullis.session.refresh-repeated-elsewhere.v1', 'io.portcullis.auth.approval-proposed.v1',
    'io.portcullis.auth.approval-granted.v1', 'io.portcullis.auth.approval-refused.v1', 'io.portcullis.auth.approval-declined.v1',
    'io.portcullis.auth.approval-consumed.v1', 'io.portcullis.notification.withdrawal-told.v1',
    'io.portcullis.notification.price-reached.v1', 'io.portcullis.notification.exchange-login.v1')
  and (type <> 'io.portcullis.session.session-established.v1' or content like '%"recognition":"NEW"%');
