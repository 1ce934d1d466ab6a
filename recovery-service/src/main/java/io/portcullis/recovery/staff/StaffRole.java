package io.portcullis.recovery.staff;

/// What a staff member is to the support desk; the company's OIDC provider says it. An operator looks after what other systems hear,
/// and sees no account. An auditor
/// searches the audit trail, and does nothing else.
public enum StaffRole { SUPPORT, REVIEWER, LEAD, OPERATOR, AUDITOR }
