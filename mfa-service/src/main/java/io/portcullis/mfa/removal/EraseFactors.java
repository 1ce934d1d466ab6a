package io.portcullis.mfa.removal;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;

/// Erases all that is known of a closed account (BACK-7). auth-service asks for it until it is acknowledged.
@ApplicationScoped
class EraseFactors {

  /// The account's own row last: the others refer to it.
  private static final List<String> TABLES = Stream.of("pending_removal", "asked_removal", "pending_code_address", "code_address",
          "guess_budget", "own_numbers", "password_proof", "protection_change", "recovery_code", "totp_authenticator", "trading_passphrase",
          "webauthn_credential", "account")
      .map("delete from %s where account_id = $1"::formatted).toList();

  private final Postgres postgres;

  EraseFactors(Postgres postgres) {
    this.postgres = postgres;
  }

  Uni<Void> handle(AccountId account) {
    return postgres.withTransaction(tx -> Multi.createFrom().iterable(TABLES)
        .onItem().transformToUniAndConcatenate(sql -> tx.preparedQuery(sql).execute(Tuple.of(account.value())))
        .collect().last().replaceWithVoid());
  }
}
