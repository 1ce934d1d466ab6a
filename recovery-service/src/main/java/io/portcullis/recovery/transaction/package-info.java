/// Transactions of Hibernate Reactive (Panache), for the features whose data are rich and calm, and the outbox in them.
/// One transaction uses one tool: what needs [io.portcullis.runtime.event.Postgres] is another transaction.
package io.portcullis.recovery.transaction;
