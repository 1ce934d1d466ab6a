package io.portcullis.acceptance.exchange;

import java.util.Map;
import java.util.Optional;

/// Withdrawals from the wish to the payment.
///
/// ```
/// request ──▶ WAITING ──▶ (the customer approves in the client) ──▶ settle ──▶ PAID
///                │                                                     └────▶ REFUSED
///                └── settle, as often as you like: by a job each few seconds, or when the client says "approved"
/// ```
///
/// Any number of workers may settle one withdrawal: Portcullis releases it to one Idempotency-Key, which is the withdrawal's number, and
/// [Payments] pay a number once. So a worker that died between the two is followed by another one that finishes.
public final class WithdrawalSystem {

  /// The wallet, or whatever moves the money.
  @FunctionalInterface
  public interface Payments {
    /// Pays, unless a withdrawal of this number was paid before.
    void payOnce(Withdrawal withdrawal);
  }

  public enum State { WAITING, PAID, REFUSED }

  /// One row of the exchange's table of withdrawals.
  ///
  /// @param approval that its customer gives or declines
  /// @param last     what Portcullis said last; empty while nobody has asked
  public record Entry(Withdrawal withdrawal, String approval, State state, Optional<Release> last) {

    private Entry heard(State state, Release release) {
      return new Entry(withdrawal, approval, state, Optional.of(release));
    }
  }

  private final PortcullisCalls portcullis;
  private final Payments payments;
  private final Map<String, Entry> book;

  /// @param book by number, of a kind that threads may share; a table of your database
  public WithdrawalSystem(PortcullisCalls portcullis, Payments payments, Map<String, Entry> book) {
    this.portcullis = portcullis;
    this.payments = payments;
    this.book = book;
  }

  /// Asks the customer to approve a withdrawal.
  ///
  /// @return the approval's id for the customer's client; empty when Portcullis did not take it: ask again with the same number
  public Optional<String> request(Withdrawal withdrawal) {
    Optional<String> approval = portcullis.propose(withdrawal);
    approval.ifPresent(id -> book.putIfAbsent(withdrawal.number(), new Entry(withdrawal, id, State.WAITING, Optional.empty())));
    return approval;
  }

  /// Pays a withdrawal if its customer has approved it and nothing holds it.
  public Entry settle(String number) {
    Entry entry = book.get(number);
    if (entry.state() != State.WAITING) {
      return entry;
    }
    Entry settled = portcullis.state(entry.approval()).map(state -> switch (state) {
      case "open" -> entry;
      // Also what another worker has consumed and perhaps not paid.
      case "approved", "consumed" -> release(entry);
      default -> entry.heard(State.REFUSED, new Release.Refused("approval-" + state, Optional.empty()));
    }).orElse(entry);
    // Another worker may have paid meanwhile.
    return book.merge(number, settled, (now, next) -> now.state() == State.WAITING ? next : now);
  }

  private Entry release(Entry entry) {
    Release release = portcullis.consume(entry.approval(), entry.withdrawal());
    return switch (release) {
      case Release.Granted _ -> paid(entry, release);
      // Held for a while: the approval may still be good then. If not, its state will say so.
      case Release.Refused(_, var until) when until.isPresent() -> entry.heard(State.WAITING, release);
      case Release.Refused _ -> entry.heard(State.REFUSED, release);
      case Release.Unknown _ -> entry.heard(State.WAITING, release);
    };
  }

  /// Pays what an API key asked for. Its customer approved the key, and is not asked again.
  public Release payForApiKey(Withdrawal withdrawal) {
    Release release = portcullis.checkHolds(withdrawal);
    if (release instanceof Release.Granted) {
      payments.payOnce(withdrawal);
    }
    return release;
  }

  private Entry paid(Entry entry, Release release) {
    payments.payOnce(entry.withdrawal());
    return entry.heard(State.PAID, release);
  }
}
