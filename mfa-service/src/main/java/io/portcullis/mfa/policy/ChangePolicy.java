package io.portcullis.mfa.policy;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.token.CurrentCustomer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Who may change an account's factors: a session that was authenticated a short while ago, and with a second factor
/// as soon as the account has one. So a stolen session can't add a factor of the thief's beside the owner's.
@ApplicationScoped
public class ChangePolicy {

  /// How old the authentication behind a change may be.
  public static final Duration FRESH = Duration.ofMinutes(5);

  private static final String LOCK = """
      insert into account (account_id) values ($1)
      on conflict (account_id) do update set account_id = excluded.account_id
      """;
  // A statement of its own: it must see what the holder of the lock before us has committed.
  private static final String ENROLLED = """
      select (select count(*) from totp_authenticator where account_id = $1 and confirmed_at is not null)
           + (select count(*) from webauthn_credential where account_id = $1)
      """;

  private final CurrentCustomer customer;

  ChangePolicy(CurrentCustomer customer) {
    this.customer = customer;
  }

  /// Admits a change to the current customer's factors, and makes other changes of them wait until `tx` ends.
  ///
  /// @param maxAge how old the authentication may be
  /// @return how many authenticators are enrolled
  /// @throws io.portcullis.runtime.token.StepUpRequired as a failure of the Uni
  public Uni<Admitted> admit(SqlConnection tx, Duration maxAge) {
    AccountId account = customer.get().account();
    return enrolled(tx, account).map(enrolled -> {
      customer.requireFresh(enrolled == 0 ? "aal1" : "aal2", maxAge);
      return new Admitted(account, enrolled);
    });
  }

  /// As [#admit], for adding a factor: what a session that was opened with a recovery code is there for.
  public Uni<Admitted> admitEnrolment(SqlConnection tx, Duration maxAge) {
    AccountId account = customer.get().account();
    return enrolled(tx, account).map(enrolled -> {
      customer.requireFreshEvenRestricted(enrolled == 0 ? "aal1" : "aal2", maxAge);
      return new Admitted(account, enrolled);
    });
  }

  /// As [#admit], for what demands a second factor in any case.
  public Uni<Admitted> admitSecondFactor(SqlConnection tx, Duration maxAge) {
    AccountId account = customer.requireFresh("aal2", maxAge).account();
    return enrolled(tx, account).map(enrolled -> new Admitted(account, enrolled));
  }

  private static Uni<Integer> enrolled(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(LOCK).execute(Tuple.of(account.value()))
        .chain(() -> tx.preparedQuery(ENROLLED).execute(Tuple.of(account.value())))
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  /// @param enrolled how many authenticators the account has, pending ones left out
  public record Admitted(AccountId account, int enrolled) {}
}
