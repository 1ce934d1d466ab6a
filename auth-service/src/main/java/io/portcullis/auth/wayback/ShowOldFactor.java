package io.portcullis.auth.wayback;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.account.Accounts.Freeze;
import io.portcullis.auth.factor.CodeClaimant;
import io.portcullis.auth.factor.SecondFactors;
import io.portcullis.auth.factor.SecondFactors.Binding;
import io.portcullis.auth.factor.SecondFactors.Challenge;
import io.portcullis.auth.factor.SecondFactors.Outcome;
import io.portcullis.auth.factor.SecondFactors.Preparation;
import io.portcullis.auth.factor.SecondFactors.Prepared;
import io.portcullis.auth.factor.SecondFactors.Proof;
import io.portcullis.auth.factor.SecondFactors.Purpose;
import io.portcullis.auth.factor.ShownFactor;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// A security key or an authenticator app that was settled when the account was frozen. What a thief enrolled shortly before counts
/// for nothing here, and neither does a code to an address: the link that began this came by one.
@ApplicationScoped
class ShowOldFactor {

  private static final Set<String> METHODS = Set.of(SecondFactors.WEBAUTHN, "totp");

  private final Accounts accounts;
  private final SecondFactors secondFactors;
  private final Postgres postgres;

  ShowOldFactor(Accounts accounts, @RestClient SecondFactors secondFactors, Postgres postgres) {
    this.accounts = accounts;
    this.secondFactors = secondFactors;
    this.postgres = postgres;
  }

  /// @param challenge empty when nothing is enrolled that would do
  record Begun(Optional<String> challenge, List<String> methods) {}

  // An account of its own for guesses: they must not be those of its owner's devices.
  private static Binding binding(AccountId account, UUID wayBack) {
    return new Binding(account, Purpose.STEP_UP, wayBack.toString(), Optional.empty(), new CodeClaimant("session:" + wayBack),
        Optional.empty());
  }

  Uni<Begun> begin(AccountId account, UUID wayBack) {
    return secondFactors.begin(binding(account, wayBack))
        .map(ShowOldFactor::begun)
        // Nothing is enrolled.
        .onFailure(failure -> failure instanceof WebApplicationException refused && refused.getResponse().getStatus() < 500)
        .recoverWithItem(new Begun(Optional.empty(), List.of()))
        .onFailure().transform(ProblemException::unavailable);
  }

  private static Begun begun(Challenge challenge) {
    List<String> methods = challenge.methods().stream().filter(METHODS::contains).toList();
    return new Begun(Optional.of(challenge.challengeId()).filter(_ -> !methods.isEmpty()), methods);
  }

  Uni<Prepared> prepare(AccountId account, UUID wayBack, String challenge, String method) {
    return METHODS.contains(method)
        ? secondFactors.prepare(challenge, new Preparation(binding(account, wayBack), method, Optional.empty()))
            .onFailure().transform(ProblemException::unavailable)
        : now(new Prepared.NotOffered());
  }

  /// What became of a factor that was shown.
  sealed interface Shown {

    record Proved() implements Shown {}

    record TooNew() implements Shown {}

    record Refused(long triesLeft) implements Shown {}

    record Throttled(long retryAfter) implements Shown {}

    record Ended() implements Shown {}
  }

  Uni<Shown> verify(AccountId account, UUID wayBack, String challenge, ShownFactor shown) {
    if (!METHODS.contains(shown.method())) {
      return now(new Shown.Ended());
    }
    return accounts.freezeOf(postgres.pool(), account).chain(freeze -> freeze.isEmpty()
        ? now(new Shown.Ended())
        : secondFactors.verify(challenge, new Proof(binding(account, wayBack), shown.method(), shown.code(), shown.credential()))
            .onFailure().transform(ProblemException::unavailable)
            .map(outcome -> shown(outcome, freeze.get())));
  }

  private static Shown shown(Outcome outcome, Freeze freeze) {
    return switch (outcome) {
      case Outcome.Proved proved -> isOld(proved.settledAt(), freeze) ? new Shown.Proved() : new Shown.TooNew();
      case Outcome.Refused(long left) -> new Shown.Refused(left);
      case Outcome.Throttled(long wait) -> new Shown.Throttled(wait);
      case Outcome.Ended(), Outcome.NotOffered() -> new Shown.Ended();
    };
  }

  private static boolean isOld(Optional<Instant> settledAt, Freeze freeze) {
    return settledAt.filter(at -> !at.isAfter(freeze.since())).isPresent();
  }
}
