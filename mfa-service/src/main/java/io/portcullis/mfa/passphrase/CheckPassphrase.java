package io.portcullis.mfa.passphrase;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.MfaEvent.TradingPassphraseThrottled;
import io.portcullis.mfa.passphrase.PassphraseVerdict.Cooling;
import io.portcullis.mfa.passphrase.PassphraseVerdict.NotSet;
import io.portcullis.mfa.passphrase.PassphraseVerdict.Right;
import io.portcullis.mfa.passphrase.PassphraseVerdict.Stopped;
import io.portcullis.mfa.passphrase.PassphraseVerdict.Wrong;
import io.portcullis.mfa.passphrase.Passphrases.Reserved;
import io.portcullis.mfa.passphrase.Passphrases.State;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Compares a trading passphrase for whatever asks: there is one counter for all uses.
@Startup
@ApplicationScoped
class CheckPassphrase {

  private static final int TOLD_FROM = 5;
  private static final Duration TOLD_AT_MOST_EVERY = Duration.ofDays(1);

  private final Passphrases passphrases;
  private final Postgres postgres;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;
  private final Map<Class<? extends PassphraseVerdict>, Counter> tries;

  CheckPassphrase(Passphrases passphrases, Postgres postgres, Outbox outbox, Ids ids, Clock clock, MeterRegistry metrics) {
    this.passphrases = passphrases;
    this.postgres = postgres;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
    this.tries = Map.of(Right.class, tries(metrics, "right"), Wrong.class, tries(metrics, "wrong"),
        Cooling.class, tries(metrics, "cooling"), Stopped.class, tries(metrics, "stopped"), NotSet.class, tries(metrics, "not-set"));
  }

  private static Counter tries(MeterRegistry metrics, String outcome) {
    return metrics.counter("portcullis.mfa.passphrase.tries", "outcome", outcome);
  }

  Uni<PassphraseVerdict> handle(AccountId account, TradingPassphrase typed) {
    return attempt(account, typed).invoke(verdict -> tries.get(verdict.getClass()).increment());
  }

  private Uni<PassphraseVerdict> attempt(AccountId account, TradingPassphrase typed) {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      return passphrases.reserve(account, now).chain(reserved -> reserved
          .map(found -> compare(account, typed, found, now))
          .orElseGet(() -> refuse(account, now)));
    });
  }

  private Uni<PassphraseVerdict> compare(AccountId account, TradingPassphrase typed, Reserved reserved, Instant now) {
    return passphrases.matches(reserved, account, typed)
        ? passphrases.accept(account, reserved, typed).map(accepted -> accepted ? new Right() : new Wrong())
        : wrong(account, reserved.wrongInARow(), now);
  }

  private Uni<PassphraseVerdict> wrong(AccountId account, int wrongInARow, Instant now) {
    Uni<Void> told = wrongInARow < TOLD_FROM ? Uni.createFrom().voidItem() : tell(account, wrongInARow, now);
    return told.replaceWith(new Wrong());
  }

  /// Once a day, and at the last try whenever it was told before.
  private Uni<Void> tell(AccountId account, int wrongInARow, Instant now) {
    boolean stopped = wrongInARow >= Passphrases.MOST;
    Instant lastTold = stopped ? now : now.minus(TOLD_AT_MOST_EVERY);
    return postgres.withTransaction(tx -> passphrases.tellOnce(tx, account, now, lastTold).chain(tells -> tells
        ? outbox.append(tx, new TradingPassphraseThrottled(ids.nextEvent(), account, now, stopped))
        : Uni.createFrom().voidItem()));
  }

  private Uni<PassphraseVerdict> refuse(AccountId account, Instant now) {
    return passphrases.state(account, now)
        .map(state -> state.map(found -> refused(found, now)).orElseGet(NotSet::new));
  }

  private static PassphraseVerdict refused(State state, Instant now) {
    return state.stopped() ? new Stopped()
        : new Cooling(state.coolingUntil().map(until -> Duration.between(now, until).toSeconds()).orElse(0L) + 1);
  }
}
