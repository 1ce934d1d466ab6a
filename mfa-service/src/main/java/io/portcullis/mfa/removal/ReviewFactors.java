package io.portcullis.mfa.removal;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.policy.ChangePolicy;
import io.portcullis.mfa.policy.Factor;
import io.portcullis.mfa.policy.Method;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Shows the owner of a frozen account what is enrolled, and takes away what is not theirs. auth-service has seen a factor of before
/// the freeze, so nothing is asked for here.
@ApplicationScoped
class ReviewFactors {

  private final ChangePolicy policy;
  private final RemoveFactor removeFactor;
  private final Postgres postgres;

  ReviewFactors(ChangePolicy policy, RemoveFactor removeFactor, Postgres postgres) {
    this.policy = policy;
    this.removeFactor = removeFactor;
    this.postgres = postgres;
  }

  /// @param id   empty for an address, of which there is one of each kind
  /// @param name by which its owner knows it
  record Enrolled(Method method, Optional<UUID> id, String name, Instant settledAt) {}

  Uni<List<Enrolled>> list(AccountId account) {
    return postgres.withTransaction(tx -> policy.lock(tx, account).chain(admitted ->
        Multi.createFrom().iterable(admitted.factors().all())
            .onItem().transformToUniAndConcatenate(factor -> named(tx, account, factor))
            .collect().asList()));
  }

  private Uni<Enrolled> named(SqlConnection tx, AccountId account, Factor factor) {
    return removeFactor.name(tx, account, factor.method(), factor.id())
        .map(name -> new Enrolled(factor.method(), factor.id(), name.orElse(""), factor.settledAt()));
  }

  private static final String HAS_PASSPHRASE = "select from trading_passphrase where account_id = $1";

  Uni<Boolean> hasPassphrase(AccountId account) {
    return postgres.pool().preparedQuery(HAS_PASSPHRASE).execute(Tuple.of(account.value())).map(rows -> rows.size() > 0);
  }

  /// @param id empty for an address
  /// @return false when there is none
  Uni<Boolean> remove(AccountId account, Method method, Optional<UUID> id) {
    return postgres.withTransaction(tx -> policy.lock(tx, account)
        .chain(admitted -> removeFactor.carryOut(tx, admitted, method, id)));
  }
}
