package io.portcullis.contracts;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What recovery-service publishes.
@PublishedBy("recovery-service")
public sealed interface RecoveryEvent extends SecurityEvent {

  /// A way back was asked for and a link was sent (RISC recovery-activated).
  @WireName("io.portcullis.recovery.recovery-activated.v1")
  record RecoveryActivated(EventId id, AccountId subject, Instant time) implements RecoveryEvent {}

  /// Someone who can't sign in asked to get the account back by a recovery case.
  ///
  /// @param by empty from an earlier release
  @WireName("io.portcullis.recovery.case-opened.v1")
  record CaseOpened(EventId id, AccountId subject, Instant time, UUID recoveryCase, CaseReason reason, Optional<CaseOpener> by)
      implements RecoveryEvent, OnRecoveryCase {}

  /// Two persons of the staff have approved a recovery case.
  @WireName("io.portcullis.recovery.case-approved.v1")
  record CaseApproved(EventId id, AccountId subject, Instant time, UUID recoveryCase) implements RecoveryEvent, OnRecoveryCase {}

  /// The wait of an approved case has begun, or begun anew after new evidence.
  ///
  /// @param endsAt when the case can be completed
  @WireName("io.portcullis.recovery.case-wait-started.v1")
  record CaseWaitStarted(EventId id, AccountId subject, Instant time, UUID recoveryCase, Instant endsAt)
      implements RecoveryEvent, OnRecoveryCase {}

  /// The wait is over and nobody has cancelled the case: it is carried out now.
  @WireName("io.portcullis.recovery.case-wait-ended.v1")
  record CaseWaitEnded(EventId id, AccountId subject, Instant time, UUID recoveryCase) implements RecoveryEvent {}

  /// The account was recovered.
  @WireName("io.portcullis.recovery.case-completed.v1")
  record CaseCompleted(EventId id, AccountId subject, Instant time, UUID recoveryCase) implements RecoveryEvent {}

  /// A recovery case was cancelled before it was carried out. Nothing has changed.
  @WireName("io.portcullis.recovery.case-cancelled.v1")
  record CaseCancelled(EventId id, AccountId subject, Instant time, UUID recoveryCase, CaseCanceller by) implements RecoveryEvent {}

  /// Two persons of the staff have rejected a recovery case.
  @WireName("io.portcullis.recovery.case-rejected.v1")
  record CaseRejected(EventId id, AccountId subject, Instant time, UUID recoveryCase) implements RecoveryEvent {}

  /// Nobody went on with a recovery case in time.
  @WireName("io.portcullis.recovery.case-expired.v1")
  record CaseExpired(EventId id, AccountId subject, Instant time, UUID recoveryCase) implements RecoveryEvent {}

  /// The customer has set security questions, or removed them.
  @WireName("io.portcullis.recovery.security-questions-changed.v1")
  record SecurityQuestionsChanged(EventId id, AccountId subject, Instant time, QuestionsChange change) implements RecoveryEvent {}

  /// recovery-service has erased the personal data of a closed account.
  @WireName("io.portcullis.recovery.recovery-data-erased.v1")
  record RecoveryDataErased(EventId id, AccountId subject, Instant time) implements RecoveryEvent {}

  /// Staff of the company looked at the account at the support desk.
  ///
  /// @param person    a digest that stands for one human of the staff
  /// @param operation such as `find-account`
  /// @param reason    a code, such as `customer-contact`
  @WireName("io.portcullis.recovery.support-read.v1")
  record SupportRead(EventId id, AccountId subject, Instant time, String person, String operation, String reason)
      implements RecoveryEvent {}

  /// Staff of the company asked for a change of the account. What came of it is told by the service that owns the change.
  ///
  /// @param person    a digest that stands for one human of the staff
  /// @param operation such as `lock-account`
  /// @param reason    a code, such as `security-alert`
  @WireName("io.portcullis.recovery.support-acted.v1")
  record SupportActed(EventId id, AccountId subject, Instant time, String person, String operation, String reason)
      implements RecoveryEvent {}

  /// What the customer has lost, as whoever opened the case says.
  enum CaseReason { LOST_SECOND_FACTOR, LOST_IDENTIFIER, LOCKED_ACCOUNT, LOST_TRADING_PASSPHRASE, COMPROMISED_ACCOUNT }

  enum QuestionsChange { SET, REMOVED }

  enum CaseOpener {
    /// Proved nothing: anybody may open a case.
    STRANGER,
    /// Typed a code that was sent to an address of the account.
    MAILBOX,
    /// On a device on which the account's owner signed in before.
    DEVICE,
    /// Was signed in.
    SESSION,
    /// A member of the staff.
    DESK
  }

  enum CaseCanceller {
    /// The one who opened it.
    CLAIMANT,
    /// By the link in a message.
    LINK,
    /// By a sign-in, or a step-up, with a second factor that was settled before the case was opened.
    SIGN_IN,
    /// The account was frozen.
    FREEZE
  }
}
