package io.portcullis.session.apikey;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionEvent.ApiKeyDisableReason;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.session.apikey.ApiKeys.Disabled;
import io.portcullis.session.lifecycle.AccountLock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Makes keys count no more: for its owner, for one who has it, and for an account that is in danger.
@ApplicationScoped
public class DisableApiKeys {

  private final Postgres postgres;
  private final AccountLock lock;
  private final ApiKeys keys;
  private final VoidedApprovals voided;
  private final TellApiKeys tell;
  private final HeldKeys held;
  private final Clock clock;

  DisableApiKeys(Postgres postgres, AccountLock lock, ApiKeys keys, VoidedApprovals voided, TellApiKeys tell, HeldKeys held, Clock clock) {
    this.postgres = postgres;
    this.lock = lock;
    this.keys = keys;
    this.voided = voided;
    this.tell = tell;
    this.held = held;
    this.clock = clock;
  }

  /// How many counted until now.
  Uni<Integer> one(AccountId account, UUID key) {
    return run(account, ApiKeyDisableReason.DISABLED_BY_CUSTOMER,
        (tx, now) -> keys.disable(tx, account, key, ApiKeyDisableReason.DISABLED_BY_CUSTOMER, now));
  }

  Uni<Integer> all(AccountId account) {
    return run(account, ApiKeyDisableReason.DISABLED_BY_CUSTOMER,
        (tx, now) -> keys.disableAll(tx, account, ApiKeyDisableReason.DISABLED_BY_CUSTOMER, now));
  }

  /// For good.
  Uni<Integer> end(AccountId account, UUID key, ApiKeyDisableReason reason) {
    return run(account, reason, (tx, now) -> keys.end(tx, account, key, reason, now));
  }

  /// For good, those that these approvals have made. From now on they make none.
  Uni<Integer> endUnapproved(AccountId account, List<UUID> approvals) {
    return run(account, ApiKeyDisableReason.APPROVAL_DECLINED, (tx, now) -> voided.add(tx, account, approvals, now)
        .chain(() -> keys.endMadeBy(tx, account, approvals, ApiKeyDisableReason.APPROVAL_DECLINED, now)));
  }

  /// In the transaction of a freeze, under the account's lock. Nothing enables them again.
  public Uni<Void> endAllFrozen(SqlConnection tx, AccountId account, Instant now) {
    return keys.endAll(tx, account, ApiKeyDisableReason.ACCOUNT_FROZEN, now)
        .chain(ended -> tell.disabled(tx, ended, ApiKeyDisableReason.ACCOUNT_FROZEN, now));
  }

  /// In the transaction of what took the account out of a stranger's hands, perhaps. Its owner enables those that are right.
  public Uni<Void> disableAll(SqlConnection tx, AccountId account, ApiKeyDisableReason reason, Instant now) {
    return keys.disableAll(tx, account, reason, now).chain(disabled -> tell.disabled(tx, disabled, reason, now));
  }

  @FunctionalInterface
  private interface Selection {
    Uni<List<Disabled>> disable(SqlConnection tx, Instant now);
  }

  private Uni<Integer> run(AccountId account, ApiKeyDisableReason reason, Selection selection) {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      return postgres.withTransaction(tx -> lock.take(tx, account).chain(() -> selection.disable(tx, now))
              .call(disabled -> tell.disabled(tx, disabled, reason, now)))
          // This instance need not wait to be told.
          .invoke(disabled -> disabled.forEach(key -> held.forget(key.key())))
          .map(List::size);
    });
  }
}
