package io.portcullis.auth.export;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.AccountStatus;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.hold.Holds;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BiFunction;

/// Whether an account's data may leave: it is active, and no change of it is fresh. A thief who has just set a password or a factor
/// of his own waits as long as he would for the money.
@ApplicationScoped
class AtRest {

  private final Accounts accounts;
  private final Holds holds;
  private final CancelExport cancel;
  private final Postgres postgres;

  AtRest(Accounts accounts, Holds holds, CancelExport cancel, Postgres postgres) {
    this.accounts = accounts;
    this.holds = holds;
    this.cancel = cancel;
    this.postgres = postgres;
  }

  /// Does `work` under the account's lock, unless the account is not at rest. Nobody knows while mfa-service is away.
  ///
  /// @throws io.portcullis.runtime.problem.ProblemException `unavailable`, as a failure of the Uni
  Uni<ExportVerdict> handle(AccountId account, BiFunction<SqlConnection, AccountId, Uni<ExportVerdict>> work) {
    return postgres.withTransaction(tx -> accounts.lock(tx, account).chain(status -> switch (status.orElse(AccountStatus.CLOSED)) {
      case ACTIVE -> cancel.whatIsVoid(tx, account).chain(() -> holds.of(tx, account)).chain(held -> held.isEmpty()
          ? work.apply(tx, account) : now(new ExportVerdict.Held(held.getFirst().until())));
      case LOCKED -> now(new ExportVerdict.AccountLocked());
      case FROZEN, CLOSED -> now(new ExportVerdict.AccountFrozen());
    }));
  }
}
