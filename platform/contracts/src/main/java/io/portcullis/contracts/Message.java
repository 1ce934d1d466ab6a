package io.portcullis.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// A message owed to a person. It holds secrets (codes, links, addresses), so it exists in the clear only in the
/// memory of the service that writes it and of notification-service: in between, outbox and Kafka included, the whole
/// record is one JWE (RFC 7516) for notification-service's key, on [#TOPIC].
public sealed interface Message {

  String TOPIC = "portcullis.messages";
  Pattern CODE = Pattern.compile("[0-9]{4,10}");

  Address to();

  /// BCP 47 language tag of the text.
  String locale();

  /// Whose anti-phishing code the text shows; empty while there is no account behind the address.
  Optional<AccountId> account();

  /// The CloudEvents `type`: the wire name of the record.
  @JsonIgnore
  default String type() {
    return MessageType.NAMES.of(this);
  }

  /// Empty for a type this build does not know.
  static Optional<Class<? extends Message>> ofType(String type) {
    return MessageType.NAMES.record(type);
  }

  /// Proves an identifier at registration.
  ///
  /// @param expiresIn how long `code` is accepted from now on
  @PublishedBy("auth-service")
  @WireName("io.portcullis.message.registration-code.v1")
  record RegistrationCode(Address to, String locale, String code, Duration expiresIn) implements Message {
    public RegistrationCode {
      requireCode(code);
    }

    @Override
    public Optional<AccountId> account() {
      return Optional.empty();
    }
  }

  /// Someone tried to register an address that has an account: told to its owner instead of to the one who asked.
  @PublishedBy("auth-service")
  @WireName("io.portcullis.message.registration-taken.v1")
  record RegistrationTaken(Address to, String locale, Optional<AccountId> account) implements Message {}

  /// The way to a new password.
  ///
  /// @param link works once, until `expiresIn` has passed
  @PublishedBy("recovery-service")
  @WireName("io.portcullis.message.password-reset-link.v1")
  record PasswordResetLink(Address to, String locale, Optional<AccountId> account, String link, Duration expiresIn)
      implements Message {}

  /// The way to a new password for who has the phone in hand.
  ///
  /// @param code      counts beside what the asking client was given, and is worth what a link would be
  /// @param expiresIn how long `code` is accepted from now on
  @PublishedBy("recovery-service")
  @WireName("io.portcullis.message.password-reset-code.v1")
  record PasswordResetCode(Address to, String locale, Optional<AccountId> account, String code, Duration expiresIn)
      implements Message {
    public PasswordResetCode {
      requireCode(code);
    }
  }

  /// Proves an address that a customer wants to add to an account. Whoever reads it need not be that customer.
  ///
  /// @param expiresIn how long `code` is accepted from now on
  @PublishedBy("auth-service")
  @WireName("io.portcullis.message.identifier-code.v1")
  record IdentifierCode(Address to, String locale, String code, Duration expiresIn) implements Message {
    public IdentifierCode {
      requireCode(code);
    }

    @Override
    public Optional<AccountId> account() {
      return Optional.empty();
    }
  }

  /// The account's addresses were changed: told to each settled one that it had before.
  ///
  /// @param link      takes the change back until `expiresIn` has passed
  /// @param concerned what was added, removed or made the main one; left out by an earlier release
  @PublishedBy("auth-service")
  @WireName("io.portcullis.message.identifier-changed.v1")
  record IdentifierChanged(Address to, String locale, Optional<AccountId> account, AuthEvent.IdentifierAction action,
      String link, Duration expiresIn, Optional<Address> concerned, @JsonUnwrapped Circumstances circumstances) implements Message {}

  /// Of a change. On the wire its fields stand beside those of the message, so that a release that knows fewer of them reads it.
  ///
  /// @param heldUntil until when it holds withdrawals; left out by an earlier release
  /// @param session   in which it was made; left out by an earlier release
  record Circumstances(Optional<Instant> heldUntil, Optional<SessionId> session) {
    public Circumstances {
      heldUntil = heldUntil == null ? Optional.empty() : heldUntil;
      session = session == null ? Optional.empty() : session;
    }
  }

  /// The address was a second factor of the account's and is none any more: told there, where nothing else may reach.
  @PublishedBy("mfa-service")
  @WireName("io.portcullis.message.factor-address-removed.v1")
  record FactorAddressRemoved(Address to, String locale, Optional<AccountId> account) implements Message {}

  /// The address is a second factor of the account's, and somebody asked for its removal: told there at once and again, while
  /// that can still be cancelled.
  @PublishedBy("mfa-service")
  @WireName("io.portcullis.message.factor-address-removal-pending.v1")
  record FactorAddressRemovalPending(Address to, String locale, Optional<AccountId> account, Instant takesEffectAt)
      implements Message {}

  /// An out-of-band code (NIST SP 800-63B-4 §3.1.3).
  ///
  /// @param use       what the code is good for, so that the text can say it: who is asked for a code by somebody else
  ///                  must see what they would give away
  /// @param expiresIn how long `code` is accepted from now on
  @PublishedBy("mfa-service")
  @WireName("io.portcullis.message.second-factor-code.v1")
  record SecondFactorCode(
      Address to, String locale, Optional<AccountId> account, String code, CodeUse use, Duration expiresIn)
      implements Message {
    public SecondFactorCode {
      requireCode(code);
    }
  }

  // A code is printed large, in our name: it can be nothing but a code.
  private static void requireCode(String code) {
    if (code == null || !CODE.matcher(code).matches()) {
      throw new IllegalArgumentException("a code is four to ten digits");
    }
  }

  /// A code in the place of a puzzle. It proves that a person reads the mailbox, and nothing about who that is.
  ///
  /// @param delivery a decoy is owed where no mail may go out, so that nobody sees from outside whether one does
  @PublishedBy("auth-service")
  @WireName("io.portcullis.message.human-code.v1")
  record HumanCode(Address to, String locale, Optional<AccountId> account, String code, Duration expiresIn,
      Delivery delivery) implements Message {
    public HumanCode {
      requireCode(code);
    }

    public enum Delivery { SEND, DECOY }
  }

  enum CodeUse {
    SIGN_IN, STEP_UP, ENROLMENT,
    /// Approves an action such as a withdrawal.
    ACTION,
    /// No second factor: asks the owner whether it is they who sign in from an unknown device or place.
    UNUSUAL_SIGN_IN
  }
}
