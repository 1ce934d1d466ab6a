package io.portcullis.contracts;

import java.time.Instant;
import java.util.Optional;

/// What session-service publishes.
public sealed interface SessionEvent extends SecurityEvent {

  /// A sign-in was completed (CAEP session-established).
  ///
  /// @param device  the device's display name, made from its user agent
  /// @param address the network address it came from, as text; empty when unknown
  record SessionEstablished(
      EventId id, AccountId subject, Instant time, SessionId session, DeviceId deviceId, String device,
      Optional<String> address, String acr, DeviceRecognition recognition) implements SessionEvent {
    static final String TYPE = "io.portcullis.session.session-established.v1";
  }

  /// A session ended before its time (CAEP session-revoked).
  record SessionRevoked(EventId id, AccountId subject, Instant time, SessionId session, String device, EndReason reason)
      implements SessionEvent {
    static final String TYPE = "io.portcullis.session.session-revoked.v1";
  }

  /// A refresh token came back after its successor was in use: one of the two holders is a thief
  /// (RFC 9700 §4.14.2). The session has ended.
  record RefreshTokenReused(EventId id, AccountId subject, Instant time, SessionId session, String device)
      implements SessionEvent {
    static final String TYPE = "io.portcullis.session.refresh-token-reused.v1";
  }

  /// A session was raised by a step-up, or freed of a restriction (CAEP assurance-level-change).
  ///
  /// @param acr what the session is worth now
  record AssuranceLevelChange(EventId id, AccountId subject, Instant time, SessionId session, String device, String acr)
      implements SessionEvent {
    static final String TYPE = "io.portcullis.session.assurance-level-change.v1";
  }

  enum DeviceRecognition { NEW, KNOWN }

  enum EndReason { SIGNED_OUT, REVOKED_BY_CUSTOMER, DEVICE_REVOKED, PASSWORD_RESET, ACCOUNT_FROZEN, REFRESH_TOKEN_REUSED, TOKEN_REVOKED }

  @Override
  default String type() {
    return switch (this) {
      case SessionEstablished _ -> SessionEstablished.TYPE;
      case SessionRevoked _ -> SessionRevoked.TYPE;
      case RefreshTokenReused _ -> RefreshTokenReused.TYPE;
      case AssuranceLevelChange _ -> AssuranceLevelChange.TYPE;
    };
  }
}
