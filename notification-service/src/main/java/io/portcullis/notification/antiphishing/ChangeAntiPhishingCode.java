package io.portcullis.notification.antiphishing;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.NotificationEvent.AntiPhishingCodeChanged;
import io.portcullis.contracts.NotificationEvent.Change;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/// Sets or removes a customer's phrase. Either is told to the customer like every change of protection.
@ApplicationScoped
class ChangeAntiPhishingCode {

  private final Postgres postgres;
  private final AntiPhishingCodes codes;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;

  ChangeAntiPhishingCode(Postgres postgres, AntiPhishingCodes codes, Outbox outbox, Ids ids, Clock clock) {
    this.postgres = postgres;
    this.codes = codes;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  Uni<Void> set(AccountId account, AntiPhishingCode code) {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      return postgres.withTransaction(tx -> codes.set(tx, account, code, now)
          .chain(() -> tell(tx, account, now, Change.SET)));
    });
  }

  /// Removing what is not there changes nothing and tells nobody.
  Uni<Void> remove(AccountId account) {
    return Uni.createFrom().deferred(() -> postgres.withTransaction(tx -> codes.remove(tx, account)
        .chain(removed -> removed
            ? tell(tx, account, clock.instant(), Change.REMOVED)
            : done())));
  }

  private Uni<Void> tell(SqlConnection tx, AccountId account, Instant now, Change change) {
    return outbox.append(tx, new AntiPhishingCodeChanged(ids.nextEvent(), account, now, change));
  }
}
