package io.portcullis.session.lifecycle;

import io.portcullis.contracts.SessionId;

/// A session that was live until this transaction.
///
/// @param device the display name of its device
public record EndedSession(SessionId id, String device) {}
