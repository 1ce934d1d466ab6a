package io.portcullis.recovery.knowledge;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.account.SignInDecisions;
import io.portcullis.recovery.account.SignInDecisions.Decision;
import io.portcullis.recovery.knowledge.Knowledge.Compared;
import io.portcullis.recovery.knowledge.Knowledge.Outcome;
import io.portcullis.runtime.exchange.AskExchange;
import io.portcullis.runtime.log.SparseLog;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// Compares what a claimant says with what session-service and the exchange know of the account. Both are asked whether there is such an
/// account or not, so neither the time of an answer nor an outage tells.
@ApplicationScoped
public class CompareKnowledge {

  private static final Logger LOG = Logger.getLogger(CompareKnowledge.class);
  private static final String ALLOWED = "allowed";
  private static final int LATEST = 100;

  private final SignInDecisions signIns;
  private final AskExchange exchange;
  private final KnowledgeOffered offered;
  private final Optional<String> balanceUrl;
  private final SparseLog log;

  CompareKnowledge(@RestClient SignInDecisions signIns, AskExchange exchange, KnowledgeOffered offered, KnowledgeConfig config, Clock clock) {
    this.signIns = signIns;
    this.exchange = exchange;
    this.offered = offered;
    this.balanceUrl = config.balanceUrl();
    this.log = new SparseLog(clock);
  }

  /// Fails as unavailable while session-service gives no answer.
  ///
  /// @param account any id where there is no account
  /// @param before  when the case was opened: later sign-ins say nothing
  public Uni<Compared> handle(AccountId account, Instant before, Knowledge said) {
    return Uni.combine().all().unis(
        said.lastSignIn().map(month -> lastSignIn(account, before, month).map(Optional::of)).orElseGet(() -> now(Optional.empty())),
        said.balanceAtLeast().map(band -> balance(account, band).map(Optional::of)).orElseGet(() -> now(Optional.empty())))
        .with(Compared::new);
  }

  private Uni<Outcome> lastSignIn(AccountId account, Instant before, YearMonth said) {
    return signIns.latest(account, LATEST).onFailure().transform(ProblemException::unavailable)
        .map(found -> found.signIns().stream().filter(signIn -> signIn.decision().equals(ALLOWED) && signIn.at().isBefore(before))
            .map(Decision::at).max(Comparator.naturalOrder())
            .map(at -> outcome(ChronoUnit.MONTHS.between(said, YearMonth.from(at.atOffset(ZoneOffset.UTC)))))
            .orElse(Outcome.NOT_COMPARED));
  }

  private Uni<Outcome> balance(AccountId account, String said) {
    List<String> bands = offered.now().flatMap(KnowledgeOffered.Offer::balanceBands).orElseThrow().atLeast();
    return exchange.about(account, balanceUrl.orElseThrow())
        .map(answer -> {
          int known = bands.indexOf(answer.getString("atLeast"));
          if (known < 0) {
            throw new IllegalArgumentException("no band of those in balance-bounds");
          }
          return outcome(known - bands.indexOf(said));
        })
        .onFailure().invoke(failure -> log.due("balance").ifPresent(more ->
            LOG.warnf("the exchange does not say what an account is worth, so reviewers do not see it%s: %s", more, failure.getMessage())))
        .onFailure().recoverWithItem(Outcome.NOT_COMPARED);
  }

  private static Outcome outcome(long distance) {
    return distance == 0 ? Outcome.MATCH : Math.abs(distance) == 1 ? Outcome.NEAR : Outcome.NO_MATCH;
  }
}
