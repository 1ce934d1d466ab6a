package io.portcullis.mfa.policy;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.MfaProblem;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.token.CurrentCustomer;
import io.portcullis.runtime.token.Customer;
import io.portcullis.runtime.token.FactorNotSettled;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/// Who may change an account's factors: a session that was authenticated a short while ago, and with a second factor
/// as soon as the account has one. So a stolen session can't add a factor of the thief's beside the owner's. The first
/// factor wants the password, shown for that ([PasswordProofs]). Taking a factor away demands a settled one at least as
/// strong, by [RemovalRule].
@ApplicationScoped
public class ChangePolicy {

  /// How old the authentication behind a change may be.
  public static final Duration FRESH = Duration.ofMinutes(5);

  // Makes no row: a refusal leaves nothing. An account without a row has no factor, since each one refers to it.
  private static final String LOCK =
      "select hold_until, enrolments_not_before from account where account_id = $1 for update";
  // Locks, too: of first factors that are begun at once, the second waits for the first.
  private static final String OPEN = """
      insert into account (account_id) values ($1)
      on conflict (account_id) do update set account_id = excluded.account_id
      """;
  // A statement of its own: it must see what the holder of the lock before us has committed.
  private static final String ENROLLED = """
      select 'webauthn' as method, id, created_at as enrolled_at, first_factor, true as beside_stronger
        from webauthn_credential where account_id = $1
      union all select 'totp', id, confirmed_at, first_factor, true
        from totp_authenticator where account_id = $1 and confirmed_at is not null
      union all select method, null, confirmed_at, first_factor, beside_stronger
        from code_address where account_id = $1
      """;

  private final CurrentCustomer customer;
  private final AssuranceProfile profile;
  private final Settling settling;
  private final PasswordProofs proofs;
  private final Clock clock;

  ChangePolicy(CurrentCustomer customer, AssuranceProfile profile, Settling settling, PasswordProofs proofs, Clock clock) {
    this.proofs = proofs;
    this.customer = customer;
    this.profile = profile;
    this.settling = settling;
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

  /// As [#admit], for what protects the account: it goes on under the customer's lock of the settings.
  public Uni<Admitted> admitDespiteSettingsLock(SqlConnection tx, Duration maxAge) {
    return lock(tx, customer.get().account())
        .invoke(admitted -> customer.freshDespiteSettingsLock(admitted.leastAcr(), maxAge));
  }

  /// As [#admit], for what opens another way in: demands a settled factor as soon as the account has one of any age.
  public Uni<Admitted> admitBySettled(SqlConnection tx, Duration maxAge) {
    return lock(tx).invoke(admitted -> {
      if (admitted.enrolled() == 0) {
        customer.requireFresh(admitted.leastAcr(), maxAge);
      } else {
        demandSettled(admitted.factors().offeredSettled(), maxAge);
      }
    });
  }

  /// As [#admit], for beginning to add a factor: what a session that was opened with a recovery code is there for. The
  /// first one wants a proof of the password that was made for this session, which then may be old: a stolen access token
  /// is no such proof.
  ///
  /// @throws ProblemException `password-proof-required`, as a failure of the Uni
  public Uni<Admitted> admitEnrolment(SqlConnection tx, Duration maxAge, Optional<Secret> passwordProof) {
    return lock(tx).chain(admitted -> {
      if (admitted.enrolled() > 0) {
        customer.requireFreshEvenRestricted(admitted.leastAcr(), maxAge);
        return Uni.createFrom().item(admitted);
      }
      return proofs.find(tx, customer.get(), passwordProof).map(ground -> admitted.restingOn(Optional.of(
          ground.orElseThrow(() -> new ProblemException(MfaProblem.PASSWORD_PROOF_REQUIRED)))));
    });
  }

  /// As [#admitEnrolment], for the transaction that writes what is begun: the account has its row then.
  public Uni<Admitted> beginEnrolment(SqlConnection tx, Duration maxAge, Optional<Secret> passwordProof) {
    return admitEnrolment(tx, maxAge, passwordProof).chain(admitted -> admitted.enrolled() > 0
        ? Uni.createFrom().item(admitted)
        // Admitted again under the row's lock: what voids proofs takes the lock, too, and may have had it just now.
        : open(tx, admitted.account()).chain(() -> admitEnrolment(tx, maxAge, passwordProof)));
  }

  /// As [#admit], for the end of an enrolment. Whoever ends one where the account has no factor asks [Admitted#mayEnrol],
  /// which goes by what the beginning rested on.
  public Uni<Admitted> admitEndOfEnrolment(SqlConnection tx, Duration maxAge) {
    return lock(tx).invoke(admitted -> {
      if (admitted.enrolled() > 0) {
        customer.requireFreshEvenRestricted(admitted.leastAcr(), maxAge);
      }
    });
  }

  /// As [#admit], for taking a factor away or putting another one in its place, by [RemovalRule].
  ///
  /// @param id empty for an address
  public Uni<Admitted> admitRemoval(SqlConnection tx, Method method, Optional<UUID> id, Duration maxAge) {
    return lock(tx).invoke(admitted -> {
      Optional<Factor> factor = admitted.factors().find(method, id);
      if (factor.isPresent()) {
        demand(factor.get(), admitted.factors(), maxAge);
      } else {
        // Unknown, or what the profile does not take for a factor: that protects nothing, and could not be shown.
        customer.requireFresh(admitted.leastAcr(), maxAge);
      }
    });
  }

  /// Whether the current customer may have a factor removed at once.
  ///
  /// @param id empty for an address
  public boolean confirmsRemoval(Admitted admitted, Method method, Optional<UUID> id, Duration maxAge) {
    try {
      admitted.factors().find(method, id).ifPresent(factor -> demand(factor, admitted.factors(), maxAge));
      return true;
    } catch (StepUpRequired | FactorNotSettled unconfirmed) {
      return false;
    }
  }

  private void demand(Factor factor, Factors enrolled, Duration maxAge) {
    RemovalRule rule = RemovalRule.of(factor, enrolled);
    try {
      Customer fresh = customer.requireFresh(rule.acrValues(), maxAge);
      if (!RemovalRule.isMetBy(fresh.amr(), factor, enrolled)) {
        throw customer.tooWeak(rule.acrValues(), maxAge);
      }
    } catch (StepUpRequired needed) {
      throw needed.naming(names(rule.methods()));
    }
    demandSettled(rule.methods(), maxAge);
  }

  private void demandSettled(List<Method> methods, Duration maxAge) {
    try {
      customer.requireSettledFactor(maxAge);
    } catch (StepUpRequired needed) {
      throw needed.naming(names(methods));
    } catch (FactorNotSettled fresh) {
      throw fresh.naming(names(methods));
    }
  }

  private static List<String> names(List<Method> methods) {
    return methods.stream().map(Method::wireName).toList();
  }

  // Not every change shows a fresh proof, which would look at the settings lock: a first factor rests on the password's.
  private Uni<Admitted> lock(SqlConnection tx) {
    return lock(tx, customer.requireUnlocked().account())
        .map(found -> customer.get().isRestricted() ? found.addingNoFirst() : found);
  }

  /// Makes other changes of an account's factors wait until `tx` ends. Asks nobody whether they may.
  public Uni<Admitted> lock(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(LOCK).execute(Tuple.of(account.value()))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).findFirst())
        .chain(row -> tx.preparedQuery(ENROLLED).execute(Tuple.of(account.value()))
            .map(rows -> admitted(account, rows.stream().map(this::factor).toList(),
                row.flatMap(found -> instant(found, "hold_until")).filter(clock.instant()::isBefore),
                row.flatMap(found -> instant(found, "enrolments_not_before")))));
  }

  /// Gives an account the row that its factors refer to, unless it has it, and locks it.
  public Uni<Void> open(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(OPEN).execute(Tuple.of(account.value())).replaceWithVoid();
  }

  private Factor factor(Row row) {
    return new Factor(Method.of(row.getString("method")), Optional.ofNullable(row.getUUID("id")),
        settling.settledAt(row, "enrolled_at"), row.getBoolean("beside_stronger"));
  }

  private static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }

  private Admitted admitted(AccountId account, List<Factor> enrolled, Optional<Instant> held, Optional<Instant> notBefore) {
    var accepted = new Factors(
        enrolled.stream().filter(factor -> profile.admits(factor.method())).toList(), clock.instant());
    return new Admitted(account, accepted, enrolled.isEmpty(), enrolled.isEmpty(), Optional.empty(), held, notBefore);
  }

  /// @param factors   those that count
  /// @param addsFirst whether one that is added now is the first. What the profile does not admit counts here all the
  ///                  same: its recovery codes must not open the way to a first factor, which is settled at once
  /// @param isBare    as `addsFirst`, in a restricted session too
  /// @param ground    what an enrolment rests on that was begun while no factor counted
  /// @param heldUntil until when the last factor can't be removed; empty while nothing is held
  /// @param enrolmentsNotBefore what was begun before is void
  public record Admitted(AccountId account, Factors factors, boolean addsFirst, boolean isBare, Optional<Ground> ground,
      Optional<Instant> heldUntil, Optional<Instant> enrolmentsNotBefore) {

    /// The same, of an enrolment that rests on `begunOn`.
    public Admitted restingOn(Optional<Ground> begunOn) {
      return new Admitted(account, factors, addsFirst, isBare, begunOn, heldUntil, enrolmentsNotBefore);
    }

    /// Whether an enrolment may end here. One that was begun beside a factor which is gone has shown no password.
    public boolean mayEnrol() {
      return enrolled() > 0 || ground.isPresent();
    }

    /// Whether a factor that is added now is settled at once.
    public boolean settlesAtOnce() {
      return addsFirst && ground.equals(Optional.of(Ground.PASSWORD));
    }

    /// Whether nothing but an address stands behind the factor that is added now.
    public boolean restsOnAddress() {
      return isBare && ground.equals(Optional.of(Ground.ADDRESS));
    }

    public int enrolled() {
      return factors.count();
    }

    public int enrolled(Method method) {
      return factors.count(method);
    }

    /// Whether none is left when one of this kind goes.
    public boolean isLast(Method method) {
      return enrolled() - Math.min(enrolled(method), 1) == 0;
    }

    /// Until when a factor of this kind must stay; empty when it may go now.
    public Optional<Instant> heldUntil(Method method) {
      return heldUntil.filter(_ -> enrolled(method) > 0 && isLast(method));
    }

    // What a restricted session adds is watched, whatever was there before.
    private Admitted addingNoFirst() {
      return new Admitted(account, factors, false, isBare, ground, heldUntil, enrolmentsNotBefore);
    }

    String leastAcr() {
      return enrolled() == 0 ? "aal1" : "aal2";
    }
  }
}
