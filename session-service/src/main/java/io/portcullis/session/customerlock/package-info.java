/// The locks that customers set on their own account (SAFE-12).
///
/// - The settings lock: every change of a security setting is refused in every service, until the customer has asked for
///   unlocking and the chosen time has passed since. The access token says that it is on; `CurrentCustomer` refuses.
/// - The withdrawal lock: no money leaves the account until a chosen time. auth-service asks before an approval is consumed.
///
/// No support desk and no other service can end or shorten one: there is no call for it.
package io.portcullis.session.customerlock;
