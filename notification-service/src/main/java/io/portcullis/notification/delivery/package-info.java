/// Letters on their way: queued in the transaction that owes them, sent by a worker afterwards, forgotten once settled.
///
/// A redelivered event queues nothing twice (the inbox), a broken provider only delays, and a letter past its date is
/// not sent. One letter may arrive twice only when the process dies between the provider's yes and our note of it;
/// both copies then have the same `Message-ID` or `Idempotency-Key`.
package io.portcullis.notification.delivery;
