/// How this service takes records from Kafka. Every consumer goes through [io.portcullis.notification.intake.Intake],
/// which decides between waiting (the world is broken) and dead-lettering (the record is); nothing else may.
package io.portcullis.notification.intake;
