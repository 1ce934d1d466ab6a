package io.portcullis.notification.sharedsignals;

import io.portcullis.contracts.SessionId;
import java.util.Map;
import java.util.Optional;

/// A security event in the words of a standard.
///
/// @param session the one that it is about; empty when it is about the account
/// @param claims  what the event says beside whom it is about and when it happened
record Signal(SignalType type, Optional<SessionId> session, Map<String, Object> claims) {}
