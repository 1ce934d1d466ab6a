/// The phrase that a customer chose so that our messages can be told from forgeries.
///
/// Whoever knows it can forge, so it is sealed at rest, shown in messages to verified addresses only, and never
/// returned by the API once it is set.
package io.portcullis.notification.antiphishing;
