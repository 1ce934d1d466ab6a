package io.portcullis.recovery.question;

import io.portcullis.contracts.AccountId;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/// The answers of customers. Every method runs in the transaction that [io.portcullis.recovery.transaction.Transactions] began.
@ApplicationScoped
class SecurityAnswers implements PanacheRepositoryBase<SecurityAnswer, UUID> {

  /// How often the answers of one account are compared, in all its cases together.
  private static final int TRIES = 10;
  private static final Duration WINDOW = Duration.ofDays(30);

  private static final String TAKE_TURNS = "select count(*) from pg_advisory_xact_lock(hashtextextended(?1, 74))";

  /// Changes of one account's answers wait for each other, until the transaction ends.
  Uni<Void> takeTurns(Mutiny.Session tx, AccountId account) {
    return tx.createNativeQuery(TAKE_TURNS, Long.class).setParameter(1, account.toString()).getSingleResult().replaceWithVoid();
  }

  Uni<List<SecurityAnswer>> of(AccountId account) {
    return list("account = ?1 order by question", account.value());
  }

  /// @return whether there were any
  Uni<Boolean> remove(AccountId account) {
    return delete("account = ?1", account.value()).map(removed -> removed > 0);
  }

  // One statement decides, so that tries at once can't share the last one. Setting new answers gives no new tries.
  private static final String TRY = """
      insert into security_answer_tries as known (account, tries, since) values (?1, 1, ?2)
      on conflict (account) do update set
        tries = case when known.since <= ?3 then 1 else known.tries + 1 end,
        since = case when known.since <= ?3 then excluded.since else known.since end
      where known.tries < %d or known.since <= ?3""".formatted(TRIES);

  /// Counts a try before it is compared.
  ///
  /// @return whether there was one left
  Uni<Boolean> countTry(Mutiny.Session tx, AccountId account, Instant now) {
    return tx.createNativeQuery(TRY).setParameter(1, account.value()).setParameter(2, now).setParameter(3, now.minus(WINDOW))
        .executeUpdate().map(counted -> counted == 1);
  }
}
