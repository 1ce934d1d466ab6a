package io.portcullis.auth.approval;

import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/// The table `approval_challenge`: mfa-service's latest challenge for an approval in a session.
@ApplicationScoped
class ApprovalChallenges {

  private final Postgres postgres;

  ApprovalChallenges(Postgres postgres) {
    this.postgres = postgres;
  }

  private static final String PUT = """
      insert into approval_challenge (approval_id, session_id, challenge, account_epoch)
      select a.id, $2, $3, o.reset_epoch from approval a join account o on o.id = a.account_id where a.id = $1
      on conflict (approval_id, session_id)
        do update set challenge = excluded.challenge, account_epoch = excluded.account_epoch""";

  Uni<Void> put(UUID approval, SessionId session, String challenge) {
    return postgres.pool().preparedQuery(PUT).execute(Tuple.of(approval, session.value(), challenge)).replaceWithVoid();
  }

  private static final String FIND = """
      select challenge, account_epoch from approval_challenge where approval_id = $1 and session_id = $2""";

  /// @param epoch of the account ([io.portcullis.auth.account.Accounts#epoch]) when it began
  record Begun(String challenge, int epoch) {}

  Uni<Optional<Begun>> find(UUID approval, SessionId session) {
    return postgres.pool().preparedQuery(FIND).execute(Tuple.of(approval, session.value()))
        .map(rows -> rows.stream().findFirst().map(row -> new Begun(row.getString(0), row.getInteger(1))));
  }
}
