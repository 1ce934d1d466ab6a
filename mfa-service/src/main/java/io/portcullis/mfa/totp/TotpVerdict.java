package io.portcullis.mfa.totp;

import io.portcullis.mfa.guess.GuessVerdict;
import java.util.Optional;

/// What became of one code.
///
/// @param drift how a wrong code could be explained; not for the ears of who typed it
public record TotpVerdict(GuessVerdict guess, Optional<ClockDrift> drift) {

  static TotpVerdict of(GuessVerdict guess) {
    return new TotpVerdict(guess, Optional.empty());
  }
}
