package io.portcullis.mfa.removal;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalRequested;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemoved;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.mfa.policy.ChangePolicy;
import io.portcullis.mfa.policy.ChangePolicy.Admitted;
import io.portcullis.mfa.policy.EnrolledMethods;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.policy.Removal;
import io.portcullis.mfa.policy.Settling;
import io.portcullis.mfa.recoverycode.RecoveryCodes;
import io.portcullis.mfa.removal.PendingRemovals.Pending;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.token.CurrentCustomer;
import io.portcullis.runtime.verdict.Verdicts;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The customer takes a factor away. With the last one go the recovery codes: they stand in for a second factor, they are
/// none of their own.
@ApplicationScoped
public class RemoveFactor {

  /// What to do when no settled factor of enough strength was shown.
  public enum Unconfirmed { REFUSE, WAIT }

  /// Of a factor whose age is not known: every other one may cancel.
  private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  private final ChangePolicy policy;
  private final EnrolledMethods enrolled;
  private final List<RemovableFactors> tables;
  private final PendingRemovals pending;
  private final AskedRemovals asked;
  private final RecoveryCodes recoveryCodes;
  private final CurrentCustomer customer;
  private final Settling settling;
  private final Postgres postgres;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;

  RemoveFactor(ChangePolicy policy, EnrolledMethods enrolled, @All List<RemovableFactors> tables, PendingRemovals pending,
      AskedRemovals asked, RecoveryCodes recoveryCodes, CurrentCustomer customer, Settling settling, Postgres postgres,
      Outbox outbox, Ids ids, Clock clock) {
    this.policy = policy;
    this.enrolled = enrolled;
    this.tables = tables;
    this.pending = pending;
    this.asked = asked;
    this.recoveryCodes = recoveryCodes;
    this.customer = customer;
    this.settling = settling;
    this.postgres = postgres;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  /// @param id empty for an address
  public Uni<Removal> handle(Method method, Optional<UUID> id, Unconfirmed unconfirmed) {
    return postgres.withTransaction(tx -> switch (unconfirmed) {
      case REFUSE -> policy.admitRemoval(tx, method, id, ChangePolicy.FRESH)
          .chain(admitted -> now(tx, admitted, method, id));
      case WAIT -> policy.admit(tx, ChangePolicy.FRESH)
          .chain(admitted -> policy.confirmsRemoval(admitted, method, id, ChangePolicy.FRESH)
              ? now(tx, admitted, method, id)
              : later(tx, admitted, method, id));
    });
  }

  private Uni<Removal> now(SqlConnection tx, Admitted admitted, Method method, Optional<UUID> id) {
    return admitted.heldUntil(method)
        .map(until -> Verdicts.<Removal>now(new Removal.Held(until)))
        .orElseGet(() -> carryOut(tx, admitted, method, id)
            .map(removed -> removed ? new Removal.Removed() : new Removal.Unknown()));
  }

  /// @return false when there is no such factor
  Uni<Boolean> carryOut(SqlConnection tx, Admitted admitted, Method method, Optional<UUID> id) {
    AccountId account = admitted.account();
    return table(method).remove(tx, account, method, id).chain(removed -> {
      if (removed.isEmpty()) {
        return Verdicts.now(false);
      }
      Instant now = clock.instant();
      return pending.forget(tx, account, method, id)
          .chain(() -> enrolled.removed(tx, account, now))
          .chain(held -> outbox.append(tx,
              new AuthenticatorRemoved(ids.nextEvent(), account, now, typeOf(method), removed.get(), held)))
          .chain(() -> admitted.isLast(method) ? recoveryCodes.deleteAll(tx, account) : done())
          .replaceWith(true);
    });
  }

  private Uni<Removal> later(SqlConnection tx, Admitted admitted, Method method, Optional<UUID> id) {
    AccountId account = admitted.account();
    return table(method).name(tx, account, method, id).chain(name -> name.isEmpty()
        ? Verdicts.now(new Removal.Unknown())
        : pending.of(tx, account).map(all -> all.stream()
                .filter(found -> found.method() == method && found.factor().equals(id)).findFirst())
            // Asking again makes it neither earlier nor later.
            .chain(found -> found.map(RemoveFactor::waiting).map(Uni.createFrom()::item)
                .orElseGet(() -> ask(tx, account, method, id, name.get()))));
  }

  private static Removal waiting(Pending removal) {
    return new Removal.Waiting(removal.id(), removal.takesEffectAt());
  }

  private Uni<Removal> ask(SqlConnection tx, AccountId account, Method method, Optional<UUID> id, String name) {
    Instant now = clock.instant();
    return asked.add(tx, account, customer.get().session(), now).chain(either(
        time -> Verdicts.now(new Removal.TooMany(time)),
        () -> request(tx, new Pending(ids.next(), account, method, id, name, now,
            customer.get().settlesAt().orElse(NEVER), now.plus(settling.period())), now)));
  }

  private Uni<Removal> request(SqlConnection tx, Pending removal, Instant now) {
    return pending.add(tx, removal)
        .chain(() -> outbox.append(tx, new AuthenticatorRemovalRequested(ids.nextEvent(), removal.account(), now,
            typeOf(removal.method()), removal.name(), removal.takesEffectAt())))
        .chain(() -> warn(tx, removal, removal.takesEffectAt()))
        .replaceWith(waiting(removal));
  }

  /// Tells the factor itself, where it is an address.
  Uni<Void> warn(SqlConnection tx, Pending removal, Instant takesEffectAt) {
    return table(removal.method()).warn(tx, removal.account(), removal.method(), takesEffectAt);
  }

  /// The name by which its owner knows a factor; empty when there is none.
  Uni<Optional<String>> name(SqlConnection tx, AccountId account, Method method, Optional<UUID> id) {
    return table(method).name(tx, account, method, id);
  }

  private RemovableFactors table(Method method) {
    return tables.stream().filter(table -> table.keeps(method)).findFirst().orElseThrow();
  }

  static AuthenticatorType typeOf(Method method) {
    return switch (method) {
      case WEBAUTHN -> AuthenticatorType.WEBAUTHN;
      case TOTP -> AuthenticatorType.TOTP;
      case EMAIL -> AuthenticatorType.EMAIL;
      case SMS -> AuthenticatorType.SMS;
      case RECOVERY_CODE -> AuthenticatorType.RECOVERY_CODE;
    };
  }
}
