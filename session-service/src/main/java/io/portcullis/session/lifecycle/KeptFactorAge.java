package io.portcullis.session.lifecycle;

import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.token.FactorAge;
import java.time.Instant;
import java.time.OffsetDateTime;

/// A [FactorAge] as the columns of a session keep it; what is not known is null.
///
/// @param enrolled        false when the account had no second factor
/// @param settledEnrolled false when none of its factors was settled
record KeptFactorAge(OffsetDateTime settledAt, Boolean enrolled, Boolean settledEnrolled) {

  static KeptFactorAge of(FactorAge age) {
    return switch (age) {
      case FactorAge.Settles(Instant at) -> new KeptFactorAge(Rows.utc(at), null, null);
      case FactorAge.OnlyFresh(Instant at) -> new KeptFactorAge(Rows.utc(at), null, false);
      case FactorAge.NoneEnrolled() -> new KeptFactorAge(null, false, null);
      case FactorAge.Unknown() -> new KeptFactorAge(null, null, null);
    };
  }
}
