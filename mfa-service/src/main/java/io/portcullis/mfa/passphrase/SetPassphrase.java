package io.portcullis.mfa.passphrase;

import io.portcullis.contracts.MfaEvent.TradingPassphraseChanged;
import io.portcullis.mfa.passphrase.SetPassphrase.SetVerdict.NoFactor;
import io.portcullis.mfa.passphrase.SetPassphrase.SetVerdict.Stopped;
import io.portcullis.mfa.passphrase.SetPassphrase.SetVerdict.Trivial;
import io.portcullis.mfa.passphrase.SetPassphrase.SetVerdict.Written;
import io.portcullis.mfa.policy.ChangePolicy;
import io.portcullis.mfa.protection.ProtectionChange;
import io.portcullis.mfa.protection.ProtectionChanges;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/// Sets or changes a trading passphrase. A settled second factor is asked for, and not the old passphrase: who forgot it
/// has no other way. So a change is told on every channel.
@ApplicationScoped
class SetPassphrase {

  private final ChangePolicy policy;
  private final Passphrases passphrases;
  private final ProtectionChanges protection;
  private final OwnNumbers numbers;
  private final Postgres postgres;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;

  SetPassphrase(ChangePolicy policy, Passphrases passphrases, ProtectionChanges protection, OwnNumbers numbers,
      Postgres postgres, Outbox outbox, Ids ids, Clock clock) {
    this.policy = policy;
    this.passphrases = passphrases;
    this.protection = protection;
    this.numbers = numbers;
    this.postgres = postgres;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  sealed interface SetVerdict {

    record Written() implements SetVerdict {}

    /// @param reason as [Triviality] spells it, or `own-number`
    record Trivial(String reason) implements SetVerdict {}

    /// The account has no second factor that could confirm the change.
    record NoFactor() implements SetVerdict {}

    /// Too many wrong tries in a row: only recovery helps.
    record Stopped() implements SetVerdict {}
  }

  Uni<SetVerdict> handle(TradingPassphrase passphrase) {
    return Triviality.of(passphrase)
        .<Uni<SetVerdict>>map(triviality -> Uni.createFrom().item(new Trivial(triviality.wireName())))
        .orElseGet(() -> write(passphrase));
  }

  private Uni<SetVerdict> write(TradingPassphrase passphrase) {
    return postgres.withTransaction(tx -> policy.admitBySettled(tx, ChangePolicy.FRESH).chain(admitted -> {
      if (admitted.enrolled() == 0) {
        return Uni.createFrom().item(new NoFactor());
      }
      Instant now = clock.instant();
      return numbers.haveIn(tx, admitted.account(), passphrase.digits()).chain(own -> own
          ? Uni.createFrom().item(new Trivial("own-number"))
          : passphrases.put(tx, admitted.account(), passphrase, now).chain(put -> switch (put) {
            case STOPPED -> Uni.createFrom().item(new Stopped());
            case SET, CHANGED -> protection.note(tx, admitted.account(), ProtectionChange.TRADING_PASSPHRASE_SET, now)
                .chain(held -> outbox.append(tx, new TradingPassphraseChanged(
                    ids.nextEvent(), admitted.account(), now, put == Passphrases.Put.SET, held))).replaceWith(new Written());
          }));
    }));
  }
}
