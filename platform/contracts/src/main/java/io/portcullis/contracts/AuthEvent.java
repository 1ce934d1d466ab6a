package io.portcullis.contracts;

import java.time.Instant;
import java.util.Optional;

/// What auth-service publishes.
@PublishedBy("auth-service")
public sealed interface AuthEvent extends SecurityEvent {

  /// The first identifier was proved and the account may sign in.
  record AccountActivated(EventId id, AccountId subject, Instant time) implements AuthEvent {
    static final String TYPE = "io.portcullis.auth.account-activated.v1";
  }

  /// A credential was set, changed or removed (CAEP credential-change).
  record CredentialChange(EventId id, AccountId subject, Instant time, CredentialType credential, Initiator initiator)
      implements AuthEvent {
    static final String TYPE = "io.portcullis.auth.credential-change.v1";
  }

  /// Sign-ins are refused and every session has ended, at the customer's own request (RISC account-disabled).
  record AccountFrozen(EventId id, AccountId subject, Instant time, String reason) implements AuthEvent {
    static final String TYPE = "io.portcullis.auth.account-frozen.v1";
  }

  /// Many wrong passwords were shown for the account, perhaps from many networks. None of them opened anything. Published
  /// at most once a day for each place.
  ///
  /// @param failures how many at least, within the hour before `time`
  /// @param place    left out by an earlier release, for a sign-in
  record PasswordFailures(EventId id, AccountId subject, Instant time, int failures, Optional<GuessPlace> place)
      implements AuthEvent {
    static final String TYPE = "io.portcullis.auth.password-failures.v1";
  }

  /// The account's password was shown, and it is in the installation's list of breached passwords. The sign-in was refused
  /// until the password is changed (RISC credential-compromise). Published at most once a day.
  record CredentialCompromise(EventId id, AccountId subject, Instant time, CredentialType credential) implements AuthEvent {
    static final String TYPE = "io.portcullis.auth.credential-compromise.v1";
  }

  /// What the account is found by was changed (RISC identifier-changed). The addresses themselves are told to nobody here.
  record IdentifierChange(EventId id, AccountId subject, Instant time, IdentifierAction action) implements AuthEvent {
    static final String TYPE = "io.portcullis.auth.identifier-change.v1";
  }

  enum IdentifierAction {
    ADDED, MADE_PRIMARY, REMOVED,
    /// A change was taken back, and everything after it.
    RESTORED
  }

  enum CredentialType { PASSWORD }

  /// Who made the change: the signed-in customer, or a recovery on the customer's behalf.
  enum Initiator { CUSTOMER, RECOVERY }

  /// Wire names, written once. A new record does not compile until it has one.
  @Override
  default String type() {
    return switch (this) {
      case AccountActivated _ -> AccountActivated.TYPE;
      case CredentialChange _ -> CredentialChange.TYPE;
      case AccountFrozen _ -> AccountFrozen.TYPE;
      case PasswordFailures _ -> PasswordFailures.TYPE;
      case CredentialCompromise _ -> CredentialCompromise.TYPE;
      case IdentifierChange _ -> IdentifierChange.TYPE;
    };
  }
}
