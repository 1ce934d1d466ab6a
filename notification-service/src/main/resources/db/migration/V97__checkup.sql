-- The security check-up reads what of an account's trail says how it is protected: few rows of many. Sign-ins on known devices, ends
-- of sessions and approvals are most of a trail and say nothing about that. `HeardFacts` has the same condition.
create index audit_event_checkup on audit_event (account_id, seq) where
  type not in ('io.portcullis.session.session-revoked.v1', 'io.portcullis.session.assurance-level-change.v1',
    'io.portcullis.session.refresh-repeated-elsewhere.v1', 'io.portcullis.auth.approval-proposed.v1',
    'io.portcullis.auth.approval-granted.v1', 'io.portcullis.auth.approval-refused.v1', 'io.portcullis.auth.approval-declined.v1',
    'io.portcullis.auth.approval-consumed.v1')
  and (type <> 'io.portcullis.session.session-established.v1' or content like '%"recognition":"NEW"%');
