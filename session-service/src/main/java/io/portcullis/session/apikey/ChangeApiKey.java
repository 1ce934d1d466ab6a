package io.portcullis.session.apikey;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionEvent.ApiKeyChange;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.session.apikey.ApiKey.State;
import io.portcullis.session.lifecycle.AccountLock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Renames a key, changes where it counts from, enables it.
@ApplicationScoped
class ChangeApiKey {

  private final Postgres postgres;
  private final AccountLock lock;
  private final ApiKeys keys;
  private final ApiKeyLifetimes lifetimes;
  private final TellApiKeys tell;
  private final HeldKeys held;
  private final Clock clock;

  ChangeApiKey(Postgres postgres, AccountLock lock, ApiKeys keys, ApiKeyLifetimes lifetimes, TellApiKeys tell, HeldKeys held,
      Clock clock) {
    this.postgres = postgres;
    this.lock = lock;
    this.keys = keys;
    this.lifetimes = lifetimes;
    this.tell = tell;
    this.held = held;
    this.clock = clock;
  }

  enum Verdict {
    CHANGED,
    /// Also what someone else's key is, and one that has ended.
    UNKNOWN,
    /// It would count from more networks, or count again: wants a step-up.
    WIDENS,
    /// Not even a step-up is enough: its owner has a new key approved.
    NEEDS_APPROVAL,
    /// It has expired.
    OVER
  }

  /// What the customer's session has shown.
  enum Proof { SESSION, STEP_UP }

  @FunctionalInterface
  private interface Change {
    Uni<Verdict> make(SqlConnection tx, ApiKey key, Instant now);
  }

  Uni<Verdict> rename(AccountId account, UUID key, String name) {
    return change(account, key, (tx, found, now) -> keys.rename(tx, account, key, name)
        .chain(() -> tell.changed(tx, found.id(), name, ApiKeyChange.RENAMED, now)).replaceWith(Verdict.CHANGED));
  }

  Uni<Verdict> restrict(AccountId account, UUID key, AllowList networks, Proof proof) {
    return change(account, key, (tx, found, now) -> {
      boolean narrower = networks.isWithin(found.networks());
      // No hold would follow: auth-service asks what an approval says, and hears nothing of a change here.
      if (!narrower && ApiKeyScopes.moveMoney(found.scopes())) {
        return now(Verdict.NEEDS_APPROVAL);
      }
      if (!narrower && proof == Proof.SESSION) {
        return now(Verdict.WIDENS);
      }
      return keys.restrict(tx, found.id(), networks, now, idleAt(found, networks, now))
          .chain(() -> tell.changed(tx, found.id(), found.name(),
              narrower ? ApiKeyChange.NETWORKS_NARROWED : ApiKeyChange.NETWORKS_WIDENED, now))
          .replaceWith(Verdict.CHANGED);
    });
  }

  Uni<Verdict> enable(AccountId account, UUID key, Proof proof) {
    return change(account, key, (tx, found, now) -> {
      if (found.status().state() == State.ACTIVE) {
        return now(Verdict.CHANGED);
      }
      if (proof == Proof.SESSION) {
        return now(Verdict.WIDENS);
      }
      return keys.enable(tx, found.id(), now, idleAt(found, found.networks(), now)).chain(enabled -> enabled
          ? tell.changed(tx, found.id(), found.name(), ApiKeyChange.ENABLED, now).replaceWith(Verdict.CHANGED)
          : now(Verdict.OVER));
    });
  }

  private Optional<Instant> idleAt(ApiKey key, AllowList networks, Instant now) {
    return lifetimes.warnAt(new ApiKey(key.id(), key.material(), key.name(), key.scopes(), networks, key.lifetime(), key.status(),
        key.lastUse()), now);
  }

  private Uni<Verdict> change(AccountId account, UUID key, Change change) {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      return postgres.withTransaction(tx -> lock.take(tx, account).chain(standing -> keys.find(tx, account, key)
              .chain(found -> found.filter(k -> k.status().state() != State.ENDED).isEmpty()
                      || standing.filter(s -> !s.barred()).isEmpty()
                  ? now(Verdict.UNKNOWN) : change.make(tx, found.get(), now))))
          .invoke(() -> held.forget(key));
    });
  }
}
