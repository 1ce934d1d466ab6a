/// Holds: after a change that a thief would make, money stays in the account for a while (SAFE-10, A-38).
///
/// A hold follows from a change's time and is kept by the service that owns the change: passwords, identifiers and recoveries here,
/// factors and the trading passphrase at mfa-service. The longest counts, another change restarts, and nothing shortens one.
package io.portcullis.auth.hold;
