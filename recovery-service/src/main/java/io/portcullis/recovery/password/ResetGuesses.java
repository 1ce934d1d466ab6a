package io.portcullis.recovery.password;

import io.portcullis.runtime.http.ClientNetwork;
import io.portcullis.runtime.throttle.Limit;
import io.portcullis.runtime.throttle.Throttle;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Bounds wrong codes beyond the few that one handle allows. Numbers count alike with and without an account. Fails closed: without
/// Redis nobody may guess.
///
/// A stranger can use a number's guesses up, and its owner's code with them. For the rest of the day its text messages carry links
/// then, which nobody can guess: so the stranger locks nobody out.
@Startup
@ApplicationScoped
class ResetGuesses {

  private final Limit perNumber = new Limit("recovery:reset-code-number", 20, Duration.ofDays(1));
  /// Behind a carrier's NAT many customers share one network.
  private final Limit perNetwork = new Limit("recovery:reset-code-network", 60, Duration.ofMinutes(10));

  private final Throttle throttle;

  ResetGuesses(Throttle throttle) {
    this.throttle = throttle;
    throttle.expect(perNumber);
    throttle.expectOnNetworks(perNetwork);
  }

  /// Counts a try by its network.
  ///
  /// @return how long to wait; empty when it may proceed
  Uni<Optional<Duration>> count(ClientNetwork network) {
    return throttle.count(perNetwork.onNetwork(network));
  }

  /// Counts a try by the number, before anything is compared.
  ///
  /// @param number keyed hash of it
  /// @return whether it may proceed
  Uni<Boolean> count(String number) {
    return throttle.count(List.of(perNumber.on(number))).map(Optional::isEmpty);
  }

  /// It was right, so it was no guess.
  Uni<Void> forgive(String number) {
    return throttle.forgive(List.of(perNumber.on(number)));
  }

  /// Whether no code is taken for the number any more.
  Uni<Boolean> areUsedUp(String number) {
    return throttle.read(List.of(perNumber.on(number))).map(counts -> counts.getFirst() >= perNumber.size());
  }
}
