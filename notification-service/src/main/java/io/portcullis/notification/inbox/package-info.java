/// Alerts as a customer finds them in the app: kept in the transaction that queues their letters, numbered per account, never
/// removed by anybody but the sweep.
package io.portcullis.notification.inbox;
