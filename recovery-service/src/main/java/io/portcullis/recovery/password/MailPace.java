package io.portcullis.recovery.password;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// When an account may be sent its next link, so that nobody's mailbox is flooded in our name.
///
/// Five an hour, and spread: the first two at once (people ask again when a mail is slow), the others with growing
/// gaps. A request that comes too early waits for its turn instead of being dropped. The gaps are never longer
/// than a link lives, so a stranger who uses the budget up can't leave the owner without a link that works. Nor are there ever
/// more than three within twenty minutes: with [ResetLinks#SIDE_BY_SIDE] a stranger's do not void the owner's.
/// Requests with human verification have the same pace once more.
final class MailPace {

  static final Duration WINDOW = Duration.ofHours(1);

  private static final List<Duration> GAPS =
      List.of(Duration.ZERO, Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(20));
  private static final int PER_WINDOW = GAPS.size() + 1;

  /// Of the five, one network's requests (IPv4 address, IPv6 /48) get no more than these.
  private static final int SHARE = 3;

  private MailPace() {}

  /// @param all  what was sent within the last [#WINDOW], oldest first
  /// @param own  … because of the same network
  /// @return when that network's next may be sent; not later than `now` when it may be sent at once
  static Instant next(List<Instant> all, List<Instant> own, Instant now) {
    Instant next = next(all, now);
    if (own.size() < SHARE) {
      return next;
    }
    Instant share = own.get(own.size() - SHARE).plus(WINDOW);
    return share.isAfter(next) ? share : next;
  }

  /// @param sent what was sent within the last [#WINDOW], oldest first
  /// @return when the next may be sent; not later than `now` when it may be sent at once
  static Instant next(List<Instant> sent, Instant now) {
    if (sent.isEmpty()) {
      return now;
    }
    return sent.size() < PER_WINDOW
        ? sent.getLast().plus(GAPS.get(sent.size() - 1))
        : sent.get(sent.size() - PER_WINDOW).plus(WINDOW);
  }
}
