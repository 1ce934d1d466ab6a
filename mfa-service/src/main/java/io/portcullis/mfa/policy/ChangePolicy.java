package io.portcullis.mfa.policy;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.token.CurrentCustomer;
import io.portcullis.runtime.token.Customer;
import io.portcullis.runtime.token.StepUpRequired;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Who may change an account's factors: a session that was authenticated a short while ago, and with a second factor
/// as soon as the account has one. So a stolen session can't add a factor of the thief's beside the owner's. Taking a
/// factor away demands one at least as strong, by [RemovalRule].
@ApplicationScoped
public class ChangePolicy {

  /// How old the authentication behind a change may be.
  public static final Duration FRESH = Duration.ofMinutes(5);

  private static final String LOCK = """
      insert into account (account_id) values ($1)
      on conflict (account_id) do update set account_id = excluded.account_id
      returning hold_until
      """;
  // A statement of its own: it must see what the holder of the lock before us has committed.
  private static final String ENROLLED = """
      select 'webauthn' as method, count(*) from webauthn_credential where account_id = $1
      union all select 'totp', count(*) from totp_authenticator where account_id = $1 and confirmed_at is not null
      union all select method, 1 from code_address where account_id = $1
      """;

  private final CurrentCustomer customer;
  private final AssuranceProfile profile;
  private final Clock clock;

  ChangePolicy(CurrentCustomer customer, AssuranceProfile profile, Clock clock) {
    this.customer = customer;
    this.profile = profile;
    this.clock = clock;
  }

  /// Admits a change to the current customer's factors that neither adds one nor takes one away, and makes other changes
  /// of them wait until `tx` ends.
  ///
  /// @param maxAge how old the authentication may be
  /// @throws StepUpRequired as a failure of the Uni
  public Uni<Admitted> admit(SqlConnection tx, Duration maxAge) {
    return lock(tx).invoke(admitted -> customer.requireFresh(admitted.leastAcr(), maxAge));
  }

  /// As [#admit], for adding a factor: what a session that was opened with a recovery code is there for.
  public Uni<Admitted> admitEnrolment(SqlConnection tx, Duration maxAge) {
    return lock(tx).invoke(admitted -> customer.requireFreshEvenRestricted(admitted.leastAcr(), maxAge));
  }

  /// As [#admit], for taking a factor away or putting a weaker one in its place.
  public Uni<Admitted> admitRemoval(SqlConnection tx, Method method, Duration maxAge) {
    return lock(tx).invoke(admitted -> {
      // What the profile does not take for a factor protects nothing, and could not be shown in any case.
      if (profile.admits(method)) {
        demand(RemovalRule.of(method, admitted.factors().keySet()), maxAge);
      } else {
        customer.requireFresh(admitted.leastAcr(), maxAge);
      }
    });
  }

  private void demand(RemovalRule rule, Duration maxAge) {
    try {
      Customer fresh = customer.requireFresh(rule.acrValues(), maxAge);
      if (!rule.isMetBy(fresh.amr())) {
        throw customer.tooWeak(rule.acrValues(), maxAge);
      }
    } catch (StepUpRequired needed) {
      throw needed.naming(rule.methods().stream().map(Method::wireName).toList());
    }
  }

  private Uni<Admitted> lock(SqlConnection tx) {
    AccountId account = customer.get().account();
    return tx.preparedQuery(LOCK).execute(Tuple.of(account.value()))
        .map(rows -> Optional.ofNullable(rows.iterator().next().getOffsetDateTime(0)).map(OffsetDateTime::toInstant)
            .filter(clock.instant()::isBefore))
        .chain(held -> tx.preparedQuery(ENROLLED).execute(Tuple.of(account.value())).map(rows -> {
          var factors = new EnumMap<Method, Integer>(Method.class);
          boolean none = true;
          for (Row row : rows) {
            Method method = Method.of(row.getString(0));
            none &= row.getLong(1) == 0;
            if (row.getLong(1) > 0 && profile.admits(method)) {
              factors.put(method, row.getLong(1).intValue());
            }
          }
          return new Admitted(account, factors, none && !customer.get().isRestricted(), held);
        }));
  }

  /// @param factors   how many of each kind the account has, pending ones left out
  /// @param addsFirst whether one that is added now is the first. What the profile does not admit counts here all the
  ///                  same: its recovery codes must not open the way to a first factor, which is settled at once
  /// @param heldUntil until when the last factor can't be removed; empty while nothing is held
  public record Admitted(AccountId account, Map<Method, Integer> factors, boolean addsFirst, Optional<Instant> heldUntil) {

    public Admitted {
      factors = Map.copyOf(factors);
    }

    public int enrolled() {
      return factors.values().stream().mapToInt(Integer::intValue).sum();
    }

    public int enrolled(Method method) {
      return factors.getOrDefault(method, 0);
    }

    /// Whether none is left when one of this kind goes.
    public boolean isLast(Method method) {
      return enrolled() - Math.min(enrolled(method), 1) == 0;
    }

    /// Until when a factor of this kind must stay; empty when it may go now.
    public Optional<Instant> heldUntil(Method method) {
      return heldUntil.filter(_ -> enrolled(method) > 0 && isLast(method));
    }

    String leastAcr() {
      return enrolled() == 0 ? "aal1" : "aal2";
    }
  }
}
