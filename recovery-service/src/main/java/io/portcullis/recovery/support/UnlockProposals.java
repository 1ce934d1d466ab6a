package io.portcullis.recovery.support;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.staff.Person;
import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The table `support_unlock`.
@ApplicationScoped
class UnlockProposals {

  /// After that the account may look different: another proposal is needed.
  static final Duration LIFETIME = Duration.ofHours(24);

  /// @param words      the proposer's own; absent once the account is closed
  /// @param proposedBy the id that `GET /v1/support/me` tells its owner
  @RegisterForReflection
  public record UnlockProposal(UUID unlockId, String account, int lockVersion, String proposedBy, Optional<String> words, String reason,
      Instant proposedAt, Instant endsAt) {

    static UnlockProposal of(Row row) {
      return new UnlockProposal(row.getUUID("id"), row.getUUID("account").toString(), row.getInteger("lock_version"),
          row.getString("proposed_by"), Optional.ofNullable(row.getString("words")), row.getString("reason"), Rows.instant(row, "proposed_at"),
          Rows.instant(row, "ends_at"));
    }

    AccountId accountId() {
      return new AccountId(UUID.fromString(account));
    }
  }

  enum Decision { CONFIRMED, REFUSED }

  private static final String ADD = """
      insert into support_unlock (id, account, lock_version, proposed_by, words, reason, ticket, proposed_at, ends_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)""";

  Uni<Void> add(SqlClient client, UnlockProposal proposal, Optional<String> ticket) {
    return client.preparedQuery(ADD).execute(Tuple.from(new Object[] {proposal.unlockId(), proposal.accountId().value(),
        proposal.lockVersion(), proposal.proposedBy(), proposal.words().orElse(null), proposal.reason(), ticket.orElse(null),
        Rows.utc(proposal.proposedAt()), Rows.utc(proposal.endsAt())})).replaceWithVoid();
  }

  private static final String SELECT = """
      select id, account, lock_version, proposed_by, words, reason, proposed_at, ends_at from support_unlock""";
  private static final String LIST = SELECT
      + " where decision is null and ends_at > $1 and ($2::uuid is null or id > $2) order by id limit $3";

  /// Those that wait for a decision, the oldest first.
  ///
  /// @param after the last one of the page before
  Uni<List<UnlockProposal>> open(SqlClient client, Optional<UUID> after, int limit, Instant now) {
    return client.preparedQuery(LIST).execute(Tuple.of(Rows.utc(now), after.orElse(null), limit))
        .map(rows -> rows.stream().map(UnlockProposal::of).toList());
  }

  private static final String FIND = SELECT + " where id = $1";

  Uni<Optional<UnlockProposal>> find(SqlClient client, UUID id) {
    return client.preparedQuery(FIND).execute(Tuple.of(id)).map(rows -> rows.stream().findFirst().map(UnlockProposal::of));
  }

  private static final String LOCK = "select 1 from support_unlock where id = $1 and decision is null and ends_at > $2 for update";

  /// @return whether it waits for a decision, and does until `tx` ends: of several who decide at once, one does
  Uni<Boolean> lock(SqlConnection tx, UUID id, Instant now) {
    return tx.preparedQuery(LOCK).execute(Tuple.of(id, Rows.utc(now))).map(rows -> rows.size() > 0);
  }

  private static final String DECIDE = """
      update support_unlock set decision = $2, decided_by = $3, decision_words = $4, decided_at = $5 where id = $1""";

  /// Under [#lock].
  Uni<Void> decide(SqlConnection tx, UUID id, Decision decision, Person person, String words, Instant now) {
    return tx.preparedQuery(DECIDE).execute(Tuple.of(id, Outcomes.kebab(decision), person.id(), words, Rows.utc(now))).replaceWithVoid();
  }
}
