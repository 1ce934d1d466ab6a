package io.portcullis.recovery.question;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.transaction.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compares what a claimant answered with what the account's customer once set. Takes three comparisons, whatever is missing:
/// an account, its questions, or tries.
@ApplicationScoped
public class CompareAnswers {

  public enum Outcome {
    MATCH, NO_MATCH,
    /// Too many were compared in the last thirty days.
    NOT_COMPARED
  }

  private final AnswerHashes hashes;
  private final SecurityAnswers answers;
  private final Transactions transactions;
  private final Clock clock;

  CompareAnswers(AnswerHashes hashes, SecurityAnswers answers, Transactions transactions, Clock clock) {
    this.hashes = hashes;
    this.answers = answers;
    this.transactions = transactions;
    this.clock = clock;
  }

  private record Known(List<SecurityAnswer> set, boolean mayTry) {}

  /// @param account empty where there is none
  public Uni<Outcome> handle(Optional<AccountId> account, Map<Question, Answer> given) {
    return known(account).chain(known -> Multi.createFrom().iterable(given.entrySet())
        .onItem().transformToUniAndConcatenate(each -> hashes.matches(each.getValue(), hash(known, each.getKey())))
        .collect().asList().map(matches -> known.mayTry() ? outcome(known, matches) : Outcome.NOT_COMPARED));
  }

  private static Outcome outcome(Known known, List<Boolean> matches) {
    return !known.set().isEmpty() && matches.stream().allMatch(match -> match) ? Outcome.MATCH : Outcome.NO_MATCH;
  }

  private Uni<Known> known(Optional<AccountId> account) {
    return account.isEmpty() ? now(new Known(List.of(), true))
        : transactions.run(tx -> answers.countTry(tx, account.get(), clock.instant())
            .chain(mayTry -> answers.of(account.get()).map(set -> new Known(set, mayTry))));
  }

  private String hash(Known known, Question question) {
    return known.set().stream().filter(each -> known.mayTry() && each.question == question).map(each -> each.hash).findFirst()
        .orElseGet(hashes::decoy);
  }
}
