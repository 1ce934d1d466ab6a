package io.portcullis.auth.signin;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.auth.signin.SignInVerdict.PasswordChangeRequired;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.CredentialCompromise;
import io.portcullis.contracts.AuthEvent.CredentialType;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/// Refuses a right password that has leaked, and tells the owner: the table `password_breach_told`.
@ApplicationScoped
class DemandPasswordChange {

  private static final Logger LOG = Logger.getLogger(DemandPasswordChange.class);
  /// Who knows the password could else fill the owner's mailbox.
  private static final Duration TOLD_AT_MOST_EVERY = Duration.ofDays(1);

  private final Outbox outbox;
  private final Postgres postgres;
  private final Ids ids;

  DemandPasswordChange(Outbox outbox, Postgres postgres, Ids ids) {
    this.outbox = outbox;
    this.postgres = postgres;
    this.ids = ids;
  }

  Uni<SignInVerdict> handle(AccountId account, Instant now) {
    return postgres.withTransaction(tx -> mark(tx, account, now).chain(first -> first
            ? outbox.append(tx, new CredentialCompromise(ids.nextEvent(), account, now, CredentialType.PASSWORD))
            : done()))
        // Refused in any case; the next try tells it.
        .onFailure().invoke(failure -> LOG.warnf("a breached password was not told: %s", failure))
        .onFailure().recoverWithNull()
        .replaceWith(new PasswordChangeRequired());
  }

  private static final String MARK = """
      insert into password_breach_told as told (account_id, told_at) values ($1, $2)
      on conflict (account_id) do update set told_at = excluded.told_at where told.told_at <= $3""";

  private static Uni<Boolean> mark(SqlConnection tx, AccountId account, Instant now) {
    return tx.preparedQuery(MARK)
        .execute(Tuple.of(account.value(), Rows.utc(now), Rows.utc(now.minus(TOLD_AT_MOST_EVERY))))
        .map(rows -> rows.rowCount() == 1);
  }
}
