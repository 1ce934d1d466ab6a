package io.portcullis.session.oauth;

import io.portcullis.session.token.Grant;
import io.portcullis.session.token.RefreshToken;
import java.time.Instant;
import java.util.Optional;

/// What became of a presented refresh token.
sealed interface Rotation {

  /// @param keptUntil when a browser is to forget the session at the latest; empty when it goes with the browser
  record Rotated(Grant grant, RefreshToken next, Optional<Instant> keptUntil) implements Rotation {}

  /// The same client asked again for an answer that it did not get: here is the same successor.
  record Repeated(Grant grant, RefreshToken next, Optional<Instant> keptUntil) implements Rotation {}

  /// The same client, it seems, asked again from another network: here is another successor, in the place of the first.
  record Followed(Grant grant, RefreshToken next, Optional<Instant> keptUntil) implements Rotation {}

  /// It had been rotated before, and not by this client just now. The family has ended.
  record Reused() implements Rotation {}

  /// Not a token of ours, or of a session that is over.
  record Refused() implements Rotation {}
}
