package io.portcullis.auth.export;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.Accounts;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.ExportAction;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/// Nothing leaves. Asks for no proof: a thief in the account can only keep its data in it by this.
@ApplicationScoped
class CancelExport {

  private final Accounts accounts;
  private final AccountExports exports;
  private final ExportContents contents;
  private final TellExport tell;
  private final Postgres postgres;
  private final Clock clock;

  CancelExport(Accounts accounts, AccountExports exports, ExportContents contents, TellExport tell, Postgres postgres, Clock clock) {
    this.accounts = accounts;
    this.exports = exports;
    this.contents = contents;
    this.tell = tell;
    this.postgres = postgres;
    this.clock = clock;
  }

  /// Again changes nothing.
  ///
  /// @return whether the account has such an export
  Uni<Boolean> handle(AccountId account, UUID id) {
    return postgres.withTransaction(tx -> accounts.lock(tx, account).chain(() -> exports.find(tx, account, id))
        .chain(either(_ -> exports.cancel(tx, account, id).chain(news -> news ? forget(tx, account, id) : done()).replaceWith(true),
            () -> now(false))));
  }

  /// One of before a freeze, a new password or a change of identifiers. Under the account's lock.
  Uni<Void> whatIsVoid(SqlConnection tx, AccountId account) {
    return exports.cancelVoid(tx, account).chain(either(id -> forget(tx, account, id), () -> done()));
  }

  private Uni<Void> forget(SqlConnection tx, AccountId account, UUID id) {
    return contents.drop(tx, id).chain(() -> tell.of(tx, account, id, ExportAction.CANCELLED, Optional.empty(), clock.instant()));
  }
}
