package io.portcullis.runtime.event;

import io.portcullis.contracts.EventId;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/// New ids: UUID version 7 (RFC 9562 §5.7). The leading milliseconds keep neighbours in an index together, the other
/// 74 bits are random, so that an id can't be guessed from another.
@ApplicationScoped
public class Ids {

  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final SecureRandom random;
  private final Clock clock;

  Ids(SecureRandom random, Clock clock) {
    this.random = random;
    this.clock = clock;
  }

  public UUID next() {
    long high = clock.millis() << 16 | VERSION_7 | random.nextLong() & 0xFFF;
    long low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | VARIANT;
    return new UUID(high, low);
  }

  /// No greater than any id that was made at `instant` or later: where a search by time begins.
  public static UUID firstOf(Instant instant) {
    return new UUID(instant.toEpochMilli() << 16 | VERSION_7, VARIANT);
  }

  public EventId nextEvent() {
    return new EventId(next());
  }
}
