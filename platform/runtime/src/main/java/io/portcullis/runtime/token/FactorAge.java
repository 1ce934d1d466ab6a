package io.portcullis.runtime.token;

import java.time.Instant;
import java.util.Optional;

/// What an authentication says about the account's second factors. Age tells the owner's factor from one that a thief
/// has just enrolled. So every change that weakens or moves an account asks for a settled one ([CurrentCustomer#requireSettled]).
///
/// mfa-service alone knows when a factor is settled; session-service keeps it and writes it into the access token.
public sealed interface FactorAge {

  /// The account had no second factor when its customer authenticated. Until one is enrolled the password is all.
  record NoneEnrolled() implements FactorAge {}

  /// A second factor was shown.
  ///
  /// @param at from when on it counts as settled; whole seconds. In the future while it is fresh
  record Settles(Instant at) implements FactorAge {}

  /// A second factor was shown that is fresh, and so is every other one of the account: there is no older one that it could
  /// climb over. An owner who has just replaced the only factor is here.
  ///
  /// @param at from when on it counts as settled; whole seconds
  record OnlyFresh(Instant at) implements FactorAge {}

  /// No factor whose age is known was shown: the password alone, a recovery code, or a token from before ages were
  /// kept. It counts as fresh.
  record Unknown() implements FactorAge {}

  /// From when on the factor that was shown counts as settled; empty where none was shown, or its age is not known.
  default Optional<Instant> settlesAt() {
    return switch (this) {
      case Settles(Instant at) -> Optional.of(at);
      case OnlyFresh(Instant at) -> Optional.of(at);
      case NoneEnrolled(), Unknown() -> Optional.empty();
    };
  }
}
