/// What the exchange's own systems have customers told. A fact goes through the outbox like every other: the alert, the app, the
/// activity list and the audit trail hear it from Kafka.
package io.portcullis.notification.exchange;
