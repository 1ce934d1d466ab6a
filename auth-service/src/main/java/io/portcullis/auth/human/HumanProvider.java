package io.portcullis.auth.human;

import io.smallrye.mutiny.Uni;
import java.util.List;

/// One way to ask and to check. A provider never counts, and never remembers what was used: [HumanVerification] does.
interface HumanProvider {

  /// As it stands in a challenge and in a proof.
  String name();

  HumanChallenge challenge(Occasion occasion, Difficulty difficulty, List<String> alternatives);

  Uni<Checked> check(Occasion occasion, String solution);

  /// Whether `solution` took as much work as `least`. Always, where the provider itself decides how much it asks.
  default boolean isAsHardAs(Difficulty least, String solution) {
    return true;
  }

  /// What a solution is worth before anybody asked whether it was used.
  sealed interface Checked {

    /// @param mark the same for every spelling of this solution, and for no other
    record Right(String mark) implements Checked {}

    record Wrong() implements Checked {}

    /// No answer from the provider.
    record Away() implements Checked {}
  }
}
