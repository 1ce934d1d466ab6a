package io.portcullis.mfa.policy;

import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When a factor stops being fresh. A fresh one signs in and steps up; it takes no older one's place.
///
/// The first factor of an account is settled at once where it rests on the password ([Ground]). Nothing stood behind the
/// account before but that, so a thief who enrols it gains nothing that the password had not given already.
@ApplicationScoped
public class Settling {

  private static final Duration LEAST = Duration.ofMinutes(1);
  private static final Duration MOST = Duration.ofDays(30);

  private final Duration period;
  private final Duration restsOnAddressFor;
  private final Clock clock;

  Settling(SettlingConfig config, SpentAddressConfig spent, Clock clock) {
    this.period = config.settleAfter();
    // As long as the owner has to notice a factor: who waits with it after a reset gains nothing.
    this.restsOnAddressFor = spent.proveAgainAfter().compareTo(period) > 0 ? spent.proveAgainAfter() : period;
    this.clock = clock;
    if (period.compareTo(LEAST) < 0 || period.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("portcullis.mfa.factors.settle-after: from 1 minute to 30 days");
    }
  }

  /// How long a factor is fresh.
  public Duration period() {
    return period;
  }

  /// What a password is worth that was shown now.
  ///
  /// @param letInByAddressAt when an address of the account last set it, or confirmed a sign-in
  Ground ground(Optional<Instant> letInByAddressAt) {
    Instant since = clock.instant().minus(restsOnAddressFor);
    return letInByAddressAt.filter(since::isBefore).isPresent() ? Ground.ADDRESS : Ground.PASSWORD;
  }

  /// Of a row with `first_factor`.
  ///
  /// @param enrolledAt the column that says when it was enrolled
  public Instant settledAt(Row row, String enrolledAt) {
    Instant since = row.getOffsetDateTime(enrolledAt).toInstant();
    return row.getBoolean("first_factor") ? since : since.plus(period);
  }

  /// A factor that was enrolled after this moment is fresh, unless it was the first.
  public Instant freshSince(Instant now) {
    return now.minus(period);
  }
}
