/// The support desk (BACK-5): what the company's staff may see of an account and do for its owner.
///
/// [StaffOperation] is the table of who may do what. No call shows a secret or a whole address, shortens a hold, lifts a freeze, or
/// unlocks a customer's settings. Each call names its reason, is counted against its caller's ration, and is kept.
package io.portcullis.recovery.support;
