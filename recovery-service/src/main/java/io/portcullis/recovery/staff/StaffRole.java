package io.portcullis.recovery.staff;

/// What a staff member is to the support desk; the company's OIDC provider says it.
public enum StaffRole { SUPPORT, REVIEWER, LEAD }
