package io.portcullis.session.erasure;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.session.lifecycle.AccountLock;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Erases devices, places, sign-ins and API keys of a closed account. Only a barred account is erased, because a sign-in in flight could
/// leave new traces otherwise. The bar stays, and so do the ends of sessions until their tokens have expired: they name nobody.
@ApplicationScoped
class EraseTraces {

  private static final String SIGN_INS = "delete from sign_in where account_id = $1";
  private static final String COUNTRIES = "delete from visited_country where account_id = $1";
  private static final String API_KEYS = "delete from api_key where account_id = $1";
  private static final String DEVICES = "delete from device where account_id = $1";
  private static final String VOIDED_APPROVALS = "delete from voided_approval where account_id = $1";
  private static final String ADDRESSES = "update session set address = null where account_id = $1 and address is not null";
  private static final String LAST_SIGN_IN = "update account_standing set last_address = null, last_sign_in_at = null where account_id = $1";
  private static final List<String> ERASED =
      List.of(SIGN_INS, COUNTRIES, API_KEYS, DEVICES, VOIDED_APPROVALS, ADDRESSES, LAST_SIGN_IN);

  private final AccountLock lock;
  private final Postgres postgres;

  EraseTraces(AccountLock lock, Postgres postgres) {
    this.lock = lock;
    this.postgres = postgres;
  }

  /// @return whether the account is barred, and so erased
  Uni<Boolean> handle(AccountId account) {
    return postgres.withTransaction(tx -> lock.take(tx, account).chain(standing ->
        standing.filter(AccountLock.Standing::barred).isEmpty() ? now(false) : erase(tx, account).replaceWith(true)));
  }

  private static Uni<Void> erase(SqlConnection tx, AccountId account) {
    return Multi.createFrom().iterable(ERASED)
        .onItem().transformToUniAndConcatenate(sql -> tx.preparedQuery(sql).execute(Tuple.of(account.value())))
        .collect().last().replaceWithVoid();
  }
}
