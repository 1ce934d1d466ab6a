/// The audit trail: every security event of every account, append-only, each row chained to the one before it by a keyed
/// hash.
///
/// The trail proves to us that nobody edited, removed or reordered a row without the service's key. What it can't see by
/// itself is a chain cut back to an earlier state together with its head; therefore each verification writes the heads
/// to the log, which is kept elsewhere, and remembers them while it runs.
package io.portcullis.notification.audit;
