package io.portcullis.auth.signin;

import io.portcullis.auth.human.HumanChallenge;
import io.portcullis.runtime.throttle.Limit.Counted;
import java.time.Duration;
import java.util.List;

/// Whether the password of an attempt is looked at. Decided before it is, so that nothing about it shows here.
sealed interface Admission {

  /// @param counted  what it was counted under, to be given back if it proves honest
  /// @param network  what is known of where it comes from; a known device may come from anywhere
  /// @param failures wrong passwords for this identifier under the same budget, this one among them if it is wrong
  record Admitted(List<Counted> counted, Signals signals, long failures, NewNetworks.Network network) implements Admission {

    public Admitted {
      counted = List.copyOf(counted);
    }
  }

  /// Not counted, not looked at: to be repeated with an answer to `challenge`.
  record HumanWanted(HumanChallenge challenge) implements Admission {}

  record Wait(Duration retryAfter) implements Admission {}
}
