package io.portcullis.recovery.question;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.RecoveryEvent.QuestionsChange;
import io.portcullis.contracts.RecoveryEvent.SecurityQuestionsChanged;
import io.portcullis.recovery.transaction.SessionOutbox;
import io.portcullis.recovery.transaction.Transactions;
import io.portcullis.runtime.event.Ids;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/// Sets a customer's security questions, all three at once, or removes them. Either is told to the customer.
@ApplicationScoped
class ChangeQuestions {

  enum Reason { TOO_SHORT, REPEATED, SAME_AS_QUESTION }

  private final AnswerHashes hashes;
  private final SecurityAnswers answers;
  private final SessionOutbox outbox;
  private final Transactions transactions;
  private final Ids ids;
  private final Clock clock;

  ChangeQuestions(AnswerHashes hashes, SecurityAnswers answers, SessionOutbox outbox, Transactions transactions, Ids ids,
      Clock clock) {
    this.hashes = hashes;
    this.answers = answers;
    this.outbox = outbox;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
  }

  /// Why these can't be set; empty when they can.
  static Optional<Reason> obstacle(Map<Question, Answer> chosen) {
    if (chosen.values().stream().anyMatch(Answer::isTooShort)) {
      return Optional.of(Reason.TOO_SHORT);
    }
    if (new HashSet<>(chosen.values()).size() < chosen.size()) {
      return Optional.of(Reason.REPEATED);
    }
    return chosen.entrySet().stream().anyMatch(each -> each.getValue().repeats(each.getKey()))
        ? Optional.of(Reason.SAME_AS_QUESTION) : Optional.empty();
  }

  Uni<Void> set(AccountId account, Map<Question, Answer> chosen) {
    return Multi.createFrom().iterable(chosen.entrySet())
        .onItem().transformToUniAndConcatenate(each -> hashes.hash(each.getValue()).map(hash -> Map.entry(each.getKey(), hash)))
        .collect().asList().chain(hashed -> transactions.run(tx -> replace(tx, account, hashed)));
  }

  private Uni<Void> replace(Mutiny.Session tx, AccountId account, List<Map.Entry<Question, String>> hashed) {
    Instant now = clock.instant();
    List<SecurityAnswer> rows = hashed.stream()
        .map(each -> new SecurityAnswer(ids.next(), account.value(), each.getKey(), each.getValue(), now)).toList();
    return answers.takeTurns(tx, account).chain(() -> answers.remove(account)).chain(() -> answers.persist(rows)).chain(tx::flush)
        .chain(() -> tell(tx, account, QuestionsChange.SET, now));
  }

  /// Removing what is not there changes nothing and tells nobody.
  Uni<Void> remove(AccountId account) {
    return transactions.run(tx -> answers.remove(account)
        .chain(removed -> removed ? tell(tx, account, QuestionsChange.REMOVED, clock.instant()) : done()));
  }

  private Uni<Void> tell(Mutiny.Session tx, AccountId account, QuestionsChange change, Instant now) {
    return outbox.append(tx, new SecurityQuestionsChanged(ids.nextEvent(), account, now, change));
  }
}
