/// Who of the company's staff is calling. A staff member shows a token of the company's own OIDC provider, on a listener
/// that no gateway leads to. A customer's or a service's token opens nothing here, and a staff token opens nothing elsewhere.
///
/// The support desk asks [StaffMember] what the caller may do. This package decides nothing about customers.
package io.portcullis.recovery.staff;
