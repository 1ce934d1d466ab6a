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
      insert into approval_challenge (approval_id, session_id, challenge) values ($1, $2, $3)
      on conflict (approval_id, session_id) do update set challenge = excluded.challenge""";

  Uni<Void> put(UUID approval, SessionId session, String challenge) {
    return postgres.pool().preparedQuery(PUT).execute(Tuple.of(approval, session.value(), challenge)).replaceWithVoid();
  }

  private static final String FIND = "select challenge from approval_challenge where approval_id = $1 and session_id = $2";

  Uni<Optional<String>> find(UUID approval, SessionId session) {
    return postgres.pool().preparedQuery(FIND).execute(Tuple.of(approval, session.value()))
        .map(rows -> rows.stream().findFirst().map(row -> row.getString(0)));
  }
}
