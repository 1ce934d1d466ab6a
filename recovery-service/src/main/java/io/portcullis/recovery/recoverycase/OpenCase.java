package io.portcullis.recovery.recoverycase;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.RecoveryEvent.CaseReason;
import io.portcullis.recovery.human.HumanAdmission;
import io.portcullis.recovery.human.HumanChallenge;
import io.portcullis.recovery.human.HumanProof;
import io.portcullis.recovery.human.HumanVerification;
import io.portcullis.recovery.transaction.Transactions;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.http.ClientNetwork;
import io.portcullis.runtime.throttle.Limit;
import io.portcullis.runtime.throttle.Throttle;
import io.portcullis.runtime.verdict.Verdicts;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// Opens a case. The same work for every identifier, one insert: whether there is an account is found out by
/// [SweepCases], so neither the answer nor its timing can tell.
@Startup
@ApplicationScoped
public class OpenCase {

  private final Limit perNetwork = new Limit("recovery:case-network", 20, Duration.ofHours(1));
  private final Limit perCustomer = new Limit("recovery:case-customer", 5, Duration.ofDays(1));
  private final HumanVerification verification;
  private final Throttle throttle;
  private final Transactions transactions;
  private final RecoveryCases cases;
  private final CaseSecrets secrets;
  private final CaseMetrics metrics;
  private final Clock clock;

  OpenCase(HumanVerification verification, Throttle throttle, Transactions transactions, RecoveryCases cases, CaseSecrets secrets,
      CaseMetrics metrics, Clock clock) {
    throttle.expectOnNetworks(perNetwork);
    throttle.expect(perCustomer);
    this.verification = verification;
    this.throttle = throttle;
    this.transactions = transactions;
    this.cases = cases;
    this.secrets = secrets;
    this.metrics = metrics;
    this.clock = clock;
  }

  public sealed interface Verdict {
    /// @param token shows that a caller is the one who opened it
    record Opened(UUID id, OpaqueToken token, Instant evidenceUntil) implements Verdict {}

    record HumanAsked(HumanChallenge challenge) implements Verdict {}

    record HumanUnavailable() implements Verdict {}

    record Throttled(Duration retryAfter) implements Verdict {}
  }

  /// For one who is not signed in.
  ///
  /// @param device SHA-256 of the token of the device that asks
  Uni<Verdict> handle(Secret identifier, CaseReason reason, Optional<HumanProof> proof, Optional<byte[]> device, ClientNetwork network) {
    return verification.require(identifier, network, proof).chain(admission -> switch (admission) {
      case HumanAdmission.Admitted() -> throttle.count(perNetwork.onNetwork(network)).chain(either(
          wait -> Verdicts.<Verdict>now(new Verdict.Throttled(wait)),
          () -> open(reason, share(proof), opened -> {
            opened.identifier = secrets.seal(opened.id, identifier);
            opened.device = device.orElse(null);
          }).map(Verdict.class::cast)));
      case HumanAdmission.Asked(var challenge) -> now(new Verdict.HumanAsked(challenge));
      case HumanAdmission.Unavailable() -> now(new Verdict.HumanUnavailable());
    });
  }

  private static CaseShare share(Optional<HumanProof> proof) {
    return proof.filter(HumanProof::readsTheMailbox).isPresent() ? CaseShare.MAILBOX : CaseShare.STRANGERS;
  }

  /// For a customer who is signed in, such as by a recovery code. The session says whose account it is: nobody has to show that they are
  /// no robot, and nothing is looked up.
  Uni<Verdict> inSession(AccountId account, CaseReason reason) {
    return throttle.count(List.of(perCustomer.on(account.toString()))).chain(either(
        wait -> Verdicts.<Verdict>now(new Verdict.Throttled(wait)),
        () -> open(reason, CaseShare.SESSION, opened -> opened.account = account.value()).map(Verdict.class::cast)));
  }

  /// For a customer who reached the support desk. The token is for the customer: the desk hands it on and keeps it nowhere.
  ///
  /// @param person who opens it, as `iss|sub`: the same person can't decide it
  /// @param call   of that person: [CallsOfStaff] hears whose case it is
  public Uni<Verdict.Opened> byStaff(Secret identifier, CaseReason reason, String person, UUID call) {
    return open(reason, CaseShare.DESK, opened -> {
      opened.identifier = secrets.seal(opened.id, identifier);
      opened.openedBy = person;
      opened.openedCall = call;
    });
  }

  private Uni<Verdict.Opened> open(CaseReason reason, CaseShare share, Consumer<RecoveryCase> whose) {
    return transactions.run(_ -> {
      Instant now = clock.instant();
      OpaqueToken token = secrets.newToken();
      RecoveryCase opened = RecoveryCase.opened(secrets.newId(), reason, share, token.digest(), now);
      whose.accept(opened);
      metrics.opened();
      return cases.persist(opened)
          .replaceWith(new Verdict.Opened(opened.id, token, now.plus(RecoveryCase.TIME_FOR_EVIDENCE)));
    });
  }
}
