package io.portcullis.acceptance.exchange;

import java.time.Instant;
import java.util.Optional;

/// Whether money may leave now.
public sealed interface Release {

  /// Pay. Perhaps it was said before, to you and with your Idempotency-Key: then look whether you have paid.
  record Granted() implements Release {}

  /// Not now, and perhaps never.
  ///
  /// @param problem its slug, as docs/problems.md lists it
  /// @param until   when it is worth asking again: another approval, if this one has expired by then
  record Refused(String problem, Optional<Instant> until) implements Release {}

  /// Nobody knows: no answer, or one that is none. Pay nothing and ask again.
  record Unknown() implements Release {}
}
