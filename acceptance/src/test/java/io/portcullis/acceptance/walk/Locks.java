package io.portcullis.acceptance.walk;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What the model knows of the customer's own locks and of the address book: by what docs/money.md says, and by a time that the walk
/// moves itself.
final class Locks {
  private static final Duration COOLING = Duration.ofHours(24);
  private static final Duration SWITCHING_OFF = Duration.ofHours(48);

  private final Map<String, Instant> usableAt = new HashMap<>();
  private Instant now = Instant.EPOCH;
  private Optional<Duration> unlockingTakes = Optional.empty();
  private Optional<Instant> settingsOpenAt = Optional.empty();
  private Instant withdrawalsOpenAt = Instant.EPOCH;
  private boolean ownerLocked;
  private boolean bookOnly;
  private Optional<Instant> bookOnlyEndsAt = Optional.empty();

  void pass(Duration time) {
    now = now.plus(time);
  }

  void lockSettings(int days) {
    unlockingTakes = Optional.of(Duration.ofDays(days));
    settingsOpenAt = Optional.empty();
  }

  /// The clock runs once, whatever started it.
  void beginUnlocking() {
    settingsOpenAt = settingsOpenAt.or(() -> unlockingTakes.map(now::plus));
  }

  boolean settingsAreLocked() {
    return unlockingTakes.isPresent() && settingsOpenAt.filter(at -> !at.isAfter(now)).isEmpty();
  }

  void lockWithdrawals(int days, boolean byOwner) {
    ownerLocked = byOwner || ownerLocked && withdrawalsAreLocked();
    withdrawalsOpenAt = now.plus(Duration.ofDays(days));
  }

  boolean withdrawalsAreLocked() {
    return withdrawalsOpenAt.isAfter(now);
  }

  /// A thief's factors are newer than the owner's lock.
  boolean mayBeLiftedByAThief() {
    return !ownerLocked;
  }

  void liftWithdrawals() {
    withdrawalsOpenAt = now;
  }

  void payToTheBookAlone() {
    bookOnly = true;
    bookOnlyEndsAt = Optional.empty();
  }

  void askToPayAnywhere() {
    bookOnlyEndsAt = bookOnlyEndsAt.or(() -> Optional.of(now.plus(SWITCHING_OFF)));
  }

  /// A new password by a link voids what was asked for.
  void passwordIsReset() {
    if (bookOnlyEndsAt.filter(at -> !at.isAfter(now)).isPresent()) bookOnly = false;
    bookOnlyEndsAt = Optional.empty();
  }

  void book(String address) {
    usableAt.putIfAbsent(address, now.plus(COOLING));
  }

  /// Why nothing may leave, as far as locks and the book say.
  ///
  /// @param address empty for what stays within the exchange
  Optional<String> forbids(Optional<String> address) {
    if (withdrawalsAreLocked()) return Optional.of("withdrawals are locked until " + withdrawalsOpenAt + ", it is " + now);
    boolean toTheBookAlone = bookOnly && bookOnlyEndsAt.filter(at -> !at.isAfter(now)).isEmpty();
    return address.filter(_ -> toTheBookAlone).filter(to -> usableAt.getOrDefault(to, now.plusSeconds(1)).compareTo(now) > 0)
        .map(to -> to + " is not in the book, or too new, at " + now);
  }
}
