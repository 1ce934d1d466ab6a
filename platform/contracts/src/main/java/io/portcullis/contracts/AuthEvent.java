package io.portcullis.contracts;

import java.time.Instant;
import java.util.Optional;

/// What auth-service publishes.
@PublishedBy("auth-service")
public sealed interface AuthEvent extends SecurityEvent {

  /// The first identifier was proved and the account may sign in.
  @WireName("io.portcullis.auth.account-activated.v1")
  record AccountActivated(EventId id, AccountId subject, Instant time) implements AuthEvent {}

  /// A credential was set, changed or removed (CAEP credential-change).
  @WireName("io.portcullis.auth.credential-change.v1")
  record CredentialChange(EventId id, AccountId subject, Instant time, CredentialType credential, Initiator initiator)
      implements AuthEvent {}

  /// Sign-ins are refused and every session has ended, at the customer's own request (RISC account-disabled).
  @WireName("io.portcullis.auth.account-frozen.v1")
  record AccountFrozen(EventId id, AccountId subject, Instant time, String reason) implements AuthEvent {}

  /// Many wrong passwords were shown for the account, perhaps from many networks. None of them opened anything. Published
  /// at most once a day for each place.
  ///
  /// @param failures how many at least, within the hour before `time`
  /// @param place    left out by an earlier release, for a sign-in
  @WireName("io.portcullis.auth.password-failures.v1")
  record PasswordFailures(EventId id, AccountId subject, Instant time, int failures, Optional<GuessPlace> place)
      implements AuthEvent {}

  /// The account's password was shown, and it is in the installation's list of breached passwords. The sign-in was refused
  /// until the password is changed (RISC credential-compromise). Published at most once a day.
  @WireName("io.portcullis.auth.credential-compromise.v1")
  record CredentialCompromise(EventId id, AccountId subject, Instant time, CredentialType credential) implements AuthEvent {}

  /// What the account is found by was changed (RISC identifier-changed). The addresses themselves are told to nobody here.
  @WireName("io.portcullis.auth.identifier-change.v1")
  record IdentifierChange(EventId id, AccountId subject, Instant time, IdentifierAction action) implements AuthEvent {}

  enum IdentifierAction {
    ADDED, MADE_PRIMARY, REMOVED,
    /// A change was taken back, and everything after it.
    RESTORED
  }

  enum CredentialType { PASSWORD }

  /// Who made the change: the signed-in customer, or a recovery on the customer's behalf.
  enum Initiator { CUSTOMER, RECOVERY }
}
