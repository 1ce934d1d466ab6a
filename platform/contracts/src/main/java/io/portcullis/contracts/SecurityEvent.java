package io.portcullis.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/// A security fact about one account, published on [#TOPIC] as a CloudEvent 1.0 in binary mode, keyed by account.
///
/// Names follow OpenID CAEP and RISC where those have one. No event carries a secret: what must reach a person
/// travels as a [Message].
public sealed interface SecurityEvent permits AuthEvent, MfaEvent, SessionEvent, NotificationEvent, RecoveryEvent {

  String TOPIC = "portcullis.security-events";

  EventId id();

  /// The account that the fact is about.
  AccountId subject();

  /// When it happened, not when it was sent.
  Instant time();

  /// The CloudEvents `type`: the wire name of the record.
  @JsonIgnore
  default String type() {
    return SecurityEventType.NAMES.of(this);
  }
}
