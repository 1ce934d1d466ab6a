package io.portcullis.session.oauth;

import io.portcullis.session.token.Grant;
import io.portcullis.session.token.RefreshToken;

/// What became of a presented refresh token.
sealed interface Rotation {

  record Rotated(Grant grant, RefreshToken next) implements Rotation {}

  /// The same client asked again for an answer that it did not get: here is the same successor.
  record Repeated(Grant grant, RefreshToken next) implements Rotation {}

  /// It had been rotated before, and not by this client just now. The family has ended.
  record Reused() implements Rotation {}

  /// Not a token of ours, or of a session that is over.
  record Refused() implements Rotation {}
}
