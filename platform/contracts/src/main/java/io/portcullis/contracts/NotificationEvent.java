package io.portcullis.contracts;

import java.time.Instant;

/// What notification-service publishes.
@PublishedBy("notification-service")
public sealed interface NotificationEvent extends SecurityEvent {

  /// The phrase that our messages carry was changed.
  record AntiPhishingCodeChanged(EventId id, AccountId subject, Instant time, Change change) implements NotificationEvent {
    static final String TYPE = "io.portcullis.notification.anti-phishing-code-changed.v1";
  }

  enum Change { SET, REMOVED }

  @Override
  default String type() {
    return switch (this) {
      case AntiPhishingCodeChanged _ -> AntiPhishingCodeChanged.TYPE;
    };
  }
}
