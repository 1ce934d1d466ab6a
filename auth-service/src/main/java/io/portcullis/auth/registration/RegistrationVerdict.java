package io.portcullis.auth.registration;

import io.portcullis.auth.human.HumanChallenge;
import io.portcullis.auth.password.PasswordChoice;
import io.portcullis.runtime.identifier.Identifier;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// What became of a wish to register. None of it says whether the identifier has an account.
sealed interface RegistrationVerdict {

  record Pending(UUID registrationId, Identifier.Type type, Sending sending) implements RegistrationVerdict {}

  /// Whether a message goes out, and when. It says nothing of an account: a code and a word to an owner are sent alike.
  sealed interface Sending {

    /// It is on its way.
    ///
    /// @param another after what time a new one may be asked for
    record Now(Duration another) implements Sending {}

    /// It waits for a slot of its mailbox, which is its own.
    ///
    /// @param sooner for a resend: who solves it has slots that those without one do not fill
    record Later(Duration in, Optional<HumanChallenge> sooner) implements Sending {}

    /// None comes: the slot of its mailbox lies behind the registration's end. The slot stays the network's.
    ///
    /// @param again  after what time a new registration has its code in that slot
    /// @param sooner as with [Later]
    record TooLate(Duration again, Optional<HumanChallenge> sooner) implements Sending {}

    /// One was sent just now; a new one may be asked for later.
    record TooSoon(Duration another) implements Sending {}

    /// The registration is over, or there is none: only a new one brings a code.
    record Over() implements Sending {}

    /// The same with a challenge, where a slot is waited for.
    default Sending offering(HumanChallenge sooner) {
      return switch (this) {
        case Later(var in, _) -> new Later(in, Optional.of(sooner));
        case TooLate(var again, _) -> new TooLate(again, Optional.of(sooner));
        case Now _, TooSoon _, Over _ -> this;
      };
    }

    default boolean waits() {
      return switch (this) {
        case Later _, TooLate _ -> true;
        case Now _, TooSoon _, Over _ -> false;
      };
    }
  }

  record IdentifierInvalid() implements RegistrationVerdict {}

  /// A satellite's, a premium or shared-cost one, or of a country that this installation does not serve.
  record NumberNotSupported() implements RegistrationVerdict {}

  /// Mail to it needs SMTPUTF8 (RFC 6531), which the mail server here does not have.
  record AddressUnsupported() implements RegistrationVerdict {}

  record PasswordRefused(PasswordChoice.Refused why) implements RegistrationVerdict {}

  /// The Idempotency-Key came before, with another password.
  record KeyReused() implements RegistrationVerdict {}

  /// The client must first answer `challenge`. Decided by counts of networks alone.
  record HumanAsked(HumanChallenge challenge) implements RegistrationVerdict {}

  /// Human verification is needed and gives no answer.
  record HumanUnavailable() implements RegistrationVerdict {}

  record Throttled(Duration retryAfter) implements RegistrationVerdict {}
}
