package io.portcullis.contracts;

import java.time.Instant;

/// What notification-service publishes.
@PublishedBy("notification-service")
public sealed interface NotificationEvent extends SecurityEvent {

  /// The phrase that our messages carry was changed.
  @WireName("io.portcullis.notification.anti-phishing-code-changed.v1")
  record AntiPhishingCodeChanged(EventId id, AccountId subject, Instant time, Change change) implements NotificationEvent {}

  enum Change { SET, REMOVED }
}
