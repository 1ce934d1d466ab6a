package io.portcullis.recovery.recoverycase;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;

/// The cases. Every method runs in the transaction that [io.portcullis.recovery.transaction.Transactions] began.
@ApplicationScoped
class RecoveryCases implements PanacheRepositoryBase<RecoveryCase, UUID> {

  private static final Set<CaseState> UNDECIDED =
      EnumSet.of(CaseState.REVIEW, CaseState.APPROVAL_PROPOSED, CaseState.REJECTION_PROPOSED);

  private static final String DUE = "from RecoveryCase where dueAt <= :now order by dueAt";

  /// The case to look at next, locked until `tx` ends: no other replica sees it meanwhile, and a crash gives it back.
  Uni<Optional<RecoveryCase>> due(Mutiny.Session tx, Instant now) {
    return tx.createSelectionQuery(DUE, RecoveryCase.class).setParameter("now", now).setMaxResults(1)
        .setLockMode(LockMode.UPGRADE_SKIPLOCKED).getResultList().map(found -> found.stream().findFirst());
  }

  /// Locked until the transaction ends: who comes second decides on what the first one left.
  Uni<Optional<RecoveryCase>> lock(UUID id) {
    return find("id", id).withLock(LockModeType.PESSIMISTIC_WRITE).<RecoveryCase>firstResult().map(Optional::ofNullable);
  }

  // One statement decides, so that tries at once can't share the last one.
  private static final String COUNT_ANSWERS =
      "update recovery_case set answer_tries = answer_tries + 1 where id = ?1 and answer_tries < 3";

  /// Counts a try at the security questions before it is compared.
  ///
  /// @return whether there was one left
  Uni<Boolean> countAnswers(Mutiny.Session tx, UUID id) {
    return tx.createNativeQuery(COUNT_ANSWERS).setParameter(1, id).executeUpdate().map(counted -> counted == 1);
  }

  enum FactorTry {
    COUNTED, NONE_LEFT,
    /// Of this account's cases.
    TOO_MANY_LATELY
  }

  private static final String COUNT_FACTOR = "update recovery_case set factor_shown_at = ?2 where id = ?1 and factor_shown_at is null";
  private static final String SHOWN_LATELY =
      "select count(*) from recovery_case where account = ?1 and factor_shown_at > ?2 and id <> ?3";
  private static final String GIVE_FACTOR_BACK = "update recovery_case set factor_shown_at = null where id = ?1 and old_factor is null";
  /// Of one account. A stranger's fifty wrong codes in a row would keep its owner's new devices out.
  private static final int FACTORS = 10;
  private static final Duration LATELY = Duration.ofDays(30);

  /// Counts the one code of an authenticator app that is shown in a case, before it is compared.
  Uni<FactorTry> countFactor(Mutiny.Session tx, RecoveryCase shown, Instant at) {
    return tx.createNativeQuery(COUNT_FACTOR).setParameter(1, shown.id).setParameter(2, at).executeUpdate()
        .chain(counted -> counted == 0 ? now(FactorTry.NONE_LEFT)
            : shown.account == null ? now(FactorTry.COUNTED)
            : tx.createNativeQuery(ONE_AT_A_TIME, Integer.class).setParameter(1, shown.account.toString()).getSingleResult()
                .chain(() -> tx.createNativeQuery(SHOWN_LATELY, Long.class).setParameter(1, shown.account)
                    .setParameter(2, at.minus(LATELY)).setParameter(3, shown.id).getSingleResult())
                .map(others -> others < FACTORS ? FactorTry.COUNTED : FactorTry.TOO_MANY_LATELY));
  }

  /// It was not compared.
  Uni<Integer> giveFactorBack(Mutiny.Session tx, UUID id) {
    return tx.createNativeQuery(GIVE_FACTOR_BACK).setParameter(1, id).executeUpdate();
  }

  /// Cases with a key for evidence, locked, in the order of their ids.
  Uni<List<RecoveryCase>> withEvidenceKey(Mutiny.Session tx, UUID after, int limit) {
    return tx.createSelectionQuery("from RecoveryCase where evidenceKey is not null and id > :after order by id", RecoveryCase.class)
        .setParameter("after", after).setMaxResults(limit).setLockMode(LockMode.UPGRADE_SKIPLOCKED).getResultList();
  }

  Uni<Optional<RecoveryCase>> byToken(byte[] digest) {
    return find("token", digest).<RecoveryCase>firstResult().map(Optional::ofNullable);
  }

  private static final String ONE_AT_A_TIME = "select 1 from pg_advisory_xact_lock(hashtext('recovery_case'), hashtext(?1))";

  private static final String TOLD = "account = ?1 and lookedUpAt > ?2 and share = ?3";

  /// How many cases of the share of `opened` were opened for the account and told to its owner since then. Until `tx` ends nobody else
  /// counts them.
  Uni<Long> told(Mutiny.Session tx, UUID account, RecoveryCase opened, Instant since) {
    return tx.createNativeQuery(ONE_AT_A_TIME, Integer.class).setParameter(1, account.toString()).getSingleResult()
        .chain(() -> switch (opened.share) {
          case DEVICE -> count(TOLD + " and device = ?4", account, since, opened.share, opened.device);
          case DESK -> count(TOLD + " and openedBy = ?4", account, since, opened.share, opened.openedBy);
          case STRANGERS, MAILBOX, SESSION -> count(TOLD, account, since, opened.share);
        });
  }

  /// Cases of known accounts that wait for the staff, the oldest first.
  ///
  /// @param after the last one of the page before
  Uni<List<RecoveryCase>> undecided(Optional<UUID> after, int limit) {
    return (after.isPresent()
        ? find("account is not null and lookedUpAt is not null and state in ?1 and id > ?2 order by id", UNDECIDED, after.get())
        : find("account is not null and lookedUpAt is not null and state in ?1 order by id", UNDECIDED)).page(Page.ofSize(limit)).list();
  }

  Uni<List<RecoveryCase>> openOf(UUID account) {
    return openOf(Set.of(account));
  }

  Uni<List<RecoveryCase>> openOf(Set<UUID> accounts) {
    return list("account in ?1 and closedAt is null", accounts);
  }
}
