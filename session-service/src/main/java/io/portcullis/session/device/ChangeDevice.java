package io.portcullis.session.device;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.DeviceId;
import io.portcullis.contracts.SessionEvent.DeviceAction;
import io.portcullis.contracts.SessionEvent.DeviceChange;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.token.Customer;
import io.portcullis.session.lifecycle.AccountLock;
import io.portcullis.session.risk.TrustPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// Renames a device, trusts it, ends its trust; each told like any change of the account's security.
@ApplicationScoped
class ChangeDevice {

  private final Postgres postgres;
  private final AccountLock lock;
  private final Devices devices;
  private final TrustPolicy trustPolicy;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;

  ChangeDevice(Postgres postgres, AccountLock lock, Devices devices, TrustPolicy trustPolicy, Outbox outbox, Ids ids,
      Clock clock) {
    this.postgres = postgres;
    this.lock = lock;
    this.devices = devices;
    this.trustPolicy = trustPolicy;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  enum Verdict {
    CHANGED,
    /// Also what someone else's device is.
    UNKNOWN,
    /// Not the device of this session, or that is not remembered.
    NOT_TRUSTWORTHY,
    /// This installation trusts none.
    TRUST_UNAVAILABLE
  }

  Uni<Verdict> rename(AccountId account, DeviceId id, String label) {
    return change(account, id, DeviceAction.RENAMED, (tx, _) -> devices.rename(tx, account, id, label.strip()),
        _ -> now(Verdict.UNKNOWN));
  }

  /// @param owner of a fresh session on the device itself
  Uni<Verdict> trust(Customer owner, DeviceId id) {
    return Uni.createFrom().deferred(() -> {
      Optional<Instant> until = trustPolicy.until(clock.instant());
      return until.isEmpty()
          ? now(Verdict.TRUST_UNAVAILABLE)
          : change(owner.account(), id, DeviceAction.TRUSTED,
              (tx, now) -> devices.trust(tx, owner.account(), id, owner.session(), now, until.get()),
              _ -> now(Verdict.NOT_TRUSTWORTHY));
    });
  }

  /// Of a device that is not trusted there is nothing to tell.
  Uni<Verdict> distrust(AccountId account, DeviceId id) {
    return change(account, id, DeviceAction.TRUST_ENDED, (tx, _) -> devices.distrust(tx, account, id),
        tx -> devices.isKnown(tx, account, id).map(known -> known ? Verdict.CHANGED : Verdict.UNKNOWN));
  }

  @FunctionalInterface
  private interface Change {
    /// The device's name after it; empty when nothing could be changed.
    Uni<Optional<String>> make(SqlConnection tx, Instant now);
  }

  private Uni<Verdict> change(AccountId account, DeviceId id, DeviceAction action, Change change,
      Function<SqlConnection, Uni<Verdict>> otherwise) {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      return postgres.withTransaction(tx -> lock.take(tx, account)
          .chain(() -> change.make(tx, now))
          .chain(either(
              name -> outbox.append(tx, new DeviceChange(ids.nextEvent(), account, now, id, name, action))
                  .replaceWith(Verdict.CHANGED),
              () -> otherwise.apply(tx))));
    });
  }
}
