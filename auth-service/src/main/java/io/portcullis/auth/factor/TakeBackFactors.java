package io.portcullis.auth.factor;

import io.portcullis.auth.factor.SecondFactors.TakeBack;
import io.portcullis.auth.owed.OrderKind;
import io.portcullis.auth.owed.OwedOrders;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Has mfa-service take factors away that a thief may have enrolled: after a password reset those that rest on an
/// address, after a change of identifiers was taken back those that came after it. Owed in the transaction of the change, so
/// that neither a crash nor mfa-service's absence leaves one there.
@ApplicationScoped
public class TakeBackFactors implements OrderKind {

  /// How far mfa-service's clock may be behind ours. The account had no factor when the change was made, so none is hit that is
  /// older.
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  private final OwedOrders owed;
  private final SecondFactors secondFactors;

  TakeBackFactors(OwedOrders owed, @RestClient SecondFactors secondFactors) {
    this.owed = owed;
    this.secondFactors = secondFactors;
  }

  private static final String OWE = """
      insert into factor_take_back_owed as owed (account_id, ordered_at, enrolled_after, owed_at) values ($1, $2, $3, $2)
      on conflict (account_id) do update set ordered_at = greatest(owed.ordered_at, excluded.ordered_at),
        enrolled_after = least(owed.enrolled_after, excluded.enrolled_after), %s""".formatted(OwedOrders.AFRESH);

  /// Those that rest on an address.
  public Uni<Void> oweRestingOnAddress(SqlConnection tx, AccountId account, Instant now) {
    return owe(tx, account, now, null);
  }

  /// Those that were enrolled after a change of an account that had none.
  public Uni<Void> oweEnrolledAfter(SqlConnection tx, AccountId account, Instant changedAt, Instant now) {
    return owe(tx, account, now, Rows.utc(changedAt.minus(CLOCK_TOLERANCE)));
  }

  private static Uni<Void> owe(SqlConnection tx, AccountId account, Instant now, OffsetDateTime enrolledAfter) {
    return tx.preparedQuery(OWE).execute(Tuple.of(account.value(), Rows.utc(now), enrolledAfter)).replaceWithVoid();
  }

  /// Settles what the caller has just committed. Never fails: what does not get through now is tried again.
  public Uni<Void> settle(AccountId account) {
    return owed.settle(this, account);
  }

  @Override
  public String name() {
    return "factor-take-back";
  }

  @Override
  public String table() {
    return "factor_take_back_owed";
  }

  @Override
  public String columns() {
    return "ordered_at, enrolled_after";
  }

  @Override
  public Uni<?> tell(AccountId account, Row order) {
    return secondFactors.takeBack(account,
        new TakeBack(Rows.instant(order, "ordered_at"), Rows.maybeInstant(order, "enrolled_after")));
  }
}
