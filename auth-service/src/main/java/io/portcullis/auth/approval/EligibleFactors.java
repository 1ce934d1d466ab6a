package io.portcullis.auth.approval;

import io.portcullis.auth.factor.SecondFactors;
import io.portcullis.auth.factor.SecondFactors.Methods;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Which second factors may approve an action of an account. A fresh one may not while there is a settled one: a thief who
/// got in and enrolled a factor of his own would approve with it.
@ApplicationScoped
class EligibleFactors {

  private final SecondFactors secondFactors;

  EligibleFactors(@RestClient SecondFactors secondFactors) {
    this.secondFactors = secondFactors;
  }

  /// @param methods     strongest first
  /// @param wantSettled whether the very factor that is shown must be settled
  record Eligible(List<String> methods, boolean wantSettled) {

    boolean takes(Optional<Instant> settledAt, Instant now) {
      return !wantSettled || settledAt.filter(at -> !at.isAfter(now)).isPresent();
    }
  }

  Uni<Eligible> of(AccountId account, RequiredStrength strength) {
    return secondFactors.methods(account).onFailure().transform(ProblemException::unavailable)
        .map(enrolled -> eligible(enrolled, strength));
  }

  private static Eligible eligible(Methods enrolled, RequiredStrength strength) {
    List<String> settled = enrolled.settled().orElse(List.of());
    // Which ones are settled may be unknown, and an address that proves nothing for now may be one of them.
    boolean wantSettled = !settled.isEmpty() || enrolled.settled().isEmpty() || enrolled.isOneWithheld();
    return new Eligible(strength.among(settled.isEmpty() ? enrolled.methods() : settled), wantSettled);
  }
}
