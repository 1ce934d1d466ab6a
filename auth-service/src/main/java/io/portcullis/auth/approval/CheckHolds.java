package io.portcullis.auth.approval;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.auth.account.AccountStatus;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.customerlock.CustomerLocks.Lock;
import io.portcullis.auth.customerlock.ReadWithdrawalLock;
import io.portcullis.auth.hold.Hold;
import io.portcullis.auth.hold.HoldScope;
import io.portcullis.auth.hold.Holds;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.ApprovalRefusal;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.metric.Outcomes;
import io.portcullis.runtime.problem.ProblemException;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// May money leave this account now, by a way that needs no approval? Asked under the account's lock: a change comes before the
/// answer or after it.
@Startup
@ApplicationScoped
class CheckHolds {

  private static final String WITHDRAWAL_LOCK = "withdrawal-lock";

  private final Accounts accounts;
  private final Holds holds;
  private final ReadWithdrawalLock locks;
  private final Destinations destinations;
  private final Postgres postgres;
  private final Outcomes<Outcome> outcomes;

  CheckHolds(Accounts accounts, Holds holds, ReadWithdrawalLock locks, Destinations destinations, Postgres postgres, MeterRegistry metrics) {
    this.accounts = accounts;
    this.holds = holds;
    this.locks = locks;
    this.destinations = destinations;
    this.postgres = postgres;
    this.outcomes = new Outcomes<>(metrics, "portcullis.holds.checks", Outcome.class);
  }

  private enum Outcome { CLEAR, HELD, ADDRESS_REFUSED, FROZEN, UNKNOWN, FAILED }

  /// By these, money goes to an address.
  private static final Set<HoldScope> TO_AN_ADDRESS = EnumSet.of(HoldScope.WITHDRAWAL, HoldScope.API_WITHDRAWAL);

  private static final ObjectNode NOWHERE = JsonNodeFactory.instance.objectNode().put("address", "");

  sealed interface Checked {

    /// @param holding those of the scope, the longest first; empty when nothing is held
    record Known(List<Hold> holding) implements Checked {}

    /// The customer lets money go to the address book alone, and it is not to go there.
    record AddressRefused(ApprovalRefusal reason) implements Checked {}

    record Frozen() implements Checked {}

    /// By the staff.
    record Locked() implements Checked {}

    record NoAccount() implements Checked {}
  }

  /// @param to where the money is to go, as an action's details say it
  Uni<Checked> handle(AccountId account, HoldScope scope, Optional<ObjectNode> to) {
    return postgres.withTransaction(tx -> accounts.lock(tx, account).chain(status -> status
            .map(known -> known == AccountStatus.ACTIVE
                ? destinationRefused(tx, account, scope, to).chain(either(
                    reason -> now((Checked) new Checked.AddressRefused(reason)),
                    () -> holds.of(tx, account).chain(found -> locks.handle(account).<Checked>map(lock ->
                        new Checked.Known(holding(found, lock, scope))))))
                : now((Checked) (known == AccountStatus.LOCKED ? new Checked.Locked() : new Checked.Frozen())))
            .orElseGet(() -> now(new Checked.NoAccount()))))
        .invoke(checked -> outcomes.count(switch (checked) {
          case Checked.Known(var holding) -> holding.isEmpty() ? Outcome.CLEAR : Outcome.HELD;
          case Checked.AddressRefused _ -> Outcome.ADDRESS_REFUSED;
          case Checked.Frozen(), Checked.Locked() -> Outcome.FROZEN;
          case Checked.NoAccount() -> Outcome.UNKNOWN;
        }))
        .onFailure().invoke(() -> outcomes.count(Outcome.FAILED));
  }

  // A system that names no address may mean any.
  private Uni<Optional<ApprovalRefusal>> destinationRefused(SqlConnection tx, AccountId account, HoldScope scope, Optional<ObjectNode> to) {
    return TO_AN_ADDRESS.contains(scope)
        ? destinations.obstacle(tx, account, to.orElse(NOWHERE)) : now(Optional.empty());
  }

  // To the exchange's systems the customer's own lock is one more reason to wait.
  private static List<Hold> holding(List<Hold> holds, Optional<Lock> lock, HoldScope scope) {
    Stream<Hold> locked = lock.stream().map(on -> new Hold(WITHDRAWAL_LOCK, EnumSet.allOf(HoldScope.class),
        on.lockedAt().orElse(Instant.EPOCH), on.opensAt().orElseThrow(ProblemException::notYet)));
    return Stream.concat(holds.stream(), locked).filter(hold -> hold.scope().contains(scope))
        .sorted(Comparator.comparing(Hold::until).reversed()).toList();
  }
}
