package io.portcullis.session.apikey;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long keys count, lie idle and are remembered.
@ApplicationScoped
class ApiKeyLifetimes {

  /// A year from now, also over a 29th of February.
  static final Duration LONGEST = Duration.ofDays(366);
  /// A key that is over stays in no list but in the way of its approval, which must not make another one.
  static final Duration REMEMBERED = Duration.ofDays(30);

  private final ApiKeyConfig config;

  ApiKeyLifetimes(ApiKeyConfig config) {
    this.config = config;
  }

  static boolean isGood(Instant expiresAt, Instant now) {
    return expiresAt.isAfter(now) && !expiresAt.isAfter(now.plus(LONGEST));
  }

  /// When the owner is warned unless the key is used; empty when it never lapses.
  Optional<Instant> warnAt(ApiKey key, Instant now) {
    return key.lapses() ? Optional.of(now.plus(config.idle()).minus(config.idleWarning())) : Optional.empty();
  }

  Instant lapseAt(Instant warnedAt) {
    return warnedAt.plus(config.idleWarning());
  }
}
