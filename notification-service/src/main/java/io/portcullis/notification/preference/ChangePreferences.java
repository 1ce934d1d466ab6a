package io.portcullis.notification.preference;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.NotificationEvent.NotificationPreferencesChanged;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Changes what a customer chose. What silences or delays alerts needs a proof, and is told everywhere at once.
@ApplicationScoped
class ChangePreferences {

  enum Verdict { CHANGED, PROOF_NEEDED }

  enum Proof { SHOWN, NONE }

  private final Postgres postgres;
  private final ChosenPreferences chosen;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;

  ChangePreferences(Postgres postgres, ChosenPreferences chosen, Outbox outbox, Ids ids, Clock clock) {
    this.postgres = postgres;
    this.chosen = chosen;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  Uni<Verdict> handle(AccountId account, Preferences wanted, Proof proof) {
    return postgres.withTransaction(tx -> chosen.lock(tx, account).chain(before ->
        wanted.weakens(before) && proof == Proof.NONE
            ? now(Verdict.PROOF_NEEDED)
            : change(tx, account, before, wanted).replaceWith(Verdict.CHANGED)));
  }

  private Uni<Void> change(SqlConnection tx, AccountId account, Preferences before, Preferences wanted) {
    return wanted.equals(before) ? done() : chosen.set(tx, account, wanted).chain(() -> outbox.append(tx,
        new NotificationPreferencesChanged(ids.nextEvent(), account, clock.instant(), wanted.weakens(before))));
  }
}
