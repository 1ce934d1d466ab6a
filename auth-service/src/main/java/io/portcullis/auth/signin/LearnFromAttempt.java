package io.portcullis.auth.signin;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.auth.burst.FailureBursts;
import io.portcullis.auth.password.Password;
import io.portcullis.auth.password.SprayedPasswords;
import io.portcullis.auth.signin.Admission.Admitted;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.http.ClientNetwork;
import io.portcullis.runtime.throttle.Throttle;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/// What is remembered of an attempt whose outcome is known, for those that follow.
@ApplicationScoped
class LearnFromAttempt {

  private final SprayedPasswords sprayedPasswords;
  private final NewNetworks newNetworks;
  private final FailureBursts bursts;
  private final Throttle throttle;

  LearnFromAttempt(SprayedPasswords sprayedPasswords, NewNetworks newNetworks, FailureBursts bursts, Throttle throttle) {
    this.sprayedPasswords = sprayedPasswords;
    this.newNetworks = newNetworks;
    this.bursts = bursts;
    this.throttle = throttle;
  }

  /// @param subject what limits call the account that was claimed
  /// @param known   that account; empty for an unknown identifier
  /// @param asked   an id that nobody has for an unknown one, at the same cost
  Uni<Void> wasWrong(Optional<Password> password, String subject, Optional<AccountId> known, AccountId asked,
      Admitted admitted, Instant at) {
    Uni<Void> sprayed = password.map(tried -> sprayedPasswords.wasWrong(tried, subject))
        .orElseGet(() -> done());
    Uni<Void> fromANewNetwork = switch (admitted.network()) {
      case KNOWN -> done();
      case NEW, NEW_WHILE_MANY_FAIL -> newNetworks.failed();
    };
    return Uni.combine().all().unis(sprayed, fromANewNetwork, bursts.atSignIn(known, asked, admitted.failures(), at))
        .discardItems();
  }

  /// A right password was no guess: those who share a network with it get their share back, and the network is known.
  Uni<Void> wasRight(Admitted admitted, ClientNetwork network) {
    return Uni.combine().all().unis(wasNotLookedAt(admitted), newNetworks.signedInFrom(network)).discardItems();
  }

  /// No guess was looked at, so none was made.
  Uni<Void> wasNotLookedAt(Admitted admitted) {
    return throttle.forgive(admitted.counted()).onFailure().recoverWithNull();
  }
}
