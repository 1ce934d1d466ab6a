package io.portcullis.session.customerlock;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionEvent.SettingsLockAction;
import io.portcullis.contracts.SessionEvent.SettingsLockChange;
import io.portcullis.contracts.SessionEvent.WithdrawalLockAction;
import io.portcullis.contracts.SessionEvent.WithdrawalLockChange;
import io.portcullis.contracts.SettingsLocked;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.metric.Outcomes;
import io.portcullis.session.AccessTokenConfig;
import io.portcullis.session.revocation.Revocations;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/// Tells of each change of a lock: the customer by an event, and every verifier of tokens when the settings were locked.
@Startup
@ApplicationScoped
class TellLocks {

  private final Outbox outbox;
  private final Revocations revocations;
  private final Duration memory;
  private final Ids ids;
  private final Outcomes<SettingsLockAction> settings;
  private final Outcomes<WithdrawalLockAction> withdrawals;

  TellLocks(Outbox outbox, Revocations revocations, AccessTokenConfig tokens, Ids ids, MeterRegistry metrics) {
    this.outbox = outbox;
    this.revocations = revocations;
    this.memory = tokens.revocationMemory();
    this.ids = ids;
    this.settings = new Outcomes<>(metrics, "portcullis.settings.locks", SettingsLockAction.class);
    this.withdrawals = new Outcomes<>(metrics, "portcullis.withdrawal.locks", WithdrawalLockAction.class);
  }

  Uni<Void> settings(SqlConnection tx, AccountId account, SettingsLockAction action, SettingsLocks.On lock, Instant now) {
    return outbox.append(tx, new SettingsLockChange(ids.nextEvent(), account, now, action, lock.days(), lock.opensAt()))
        .invoke(() -> settings.count(action));
  }

  /// That older tokens are void.
  Uni<Void> tokensVoid(SqlConnection tx, AccountId account, Instant now) {
    return outbox.publish(tx, new SettingsLocked(ids.nextEvent(), account, now, now.plus(memory)));
  }

  /// The same, to this instance, once it is committed.
  void remember(AccountId account, Instant now) {
    revocations.addSettingsLock(account, now.plus(memory));
  }

  Uni<Void> withdrawals(
      SqlConnection tx, AccountId account, WithdrawalLockAction action, WithdrawalLocks.On lock, Instant now) {
    return outbox.append(tx, new WithdrawalLockChange(ids.nextEvent(), account, now, action, lock.kind(), lock.opensAt()))
        .invoke(() -> withdrawals.count(action));
  }
}
