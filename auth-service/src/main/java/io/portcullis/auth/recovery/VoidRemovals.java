package io.portcullis.auth.recovery;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.factor.SecondFactors;
import io.portcullis.auth.owed.OrderKind;
import io.portcullis.auth.owed.OwedOrders;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Has mfa-service cancel the removals of factors that wait, because their account is frozen or its owner says so.
///
/// For a freeze it is owed in the transaction that freezes: the owner's emergency brake works while mfa-service is away, and a crash
/// loses nothing. mfa-service carries no removal out in its first minute, so it hears of this before.
@ApplicationScoped
class VoidRemovals implements OrderKind {

  /// How far mfa-service's clock may be ahead of ours, and how long a token of a session that the freeze has ended may ask for a
  /// removal. What is asked for later, the order does not hit however late it comes.
  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  private final Accounts accounts;
  private final OwedOrders owed;
  private final SecondFactors secondFactors;
  private final Postgres postgres;

  VoidRemovals(Accounts accounts, OwedOrders owed, @RestClient SecondFactors secondFactors, Postgres postgres) {
    this.accounts = accounts;
    this.owed = owed;
    this.secondFactors = secondFactors;
    this.postgres = postgres;
  }

  private static final String OWE = """
      insert into removal_void_owed (account_id, owed_at, asked_until) values ($1, $2, $3)
      on conflict (account_id) do update set asked_until = excluded.asked_until, %s""".formatted(OwedOrders.AFRESH);

  Uni<Void> owe(SqlConnection tx, AccountId account, Instant now) {
    return tx.preparedQuery(OWE).execute(Tuple.of(account.value(), Rows.utc(now), Rows.utc(now.plus(TOLERANCE)))).replaceWithVoid();
  }

  /// By the link in an alert: the owner waits for the answer, so mfa-service must be there.
  ///
  /// @return whether there is such an account
  Uni<Boolean> handle(AccountId account, Instant askedUntil) {
    return accounts.find(postgres.pool(), account).chain(found -> found.isEmpty()
        ? now(false)
        : secondFactors.cancelRemovals(account, askedUntil.toString())
            .onFailure().transform(ProblemException::unavailable).replaceWith(true));
  }

  /// Settles what the caller has just committed. Never fails: what does not get through now is tried again.
  Uni<Void> settle(AccountId account) {
    return owed.settle(this, account);
  }

  @Override
  public String name() {
    return "removal-void";
  }

  @Override
  public String table() {
    return "removal_void_owed";
  }

  @Override
  public String columns() {
    return "asked_until";
  }

  // Without a moment it is an order of an earlier release.
  @Override
  public Uni<?> tell(AccountId account, Row order) {
    return Rows.maybeInstant(order, "asked_until").map(until -> secondFactors.cancelRemovals(account, until.toString()))
        .orElseGet(() -> secondFactors.cancelRemovals(account));
  }
}
