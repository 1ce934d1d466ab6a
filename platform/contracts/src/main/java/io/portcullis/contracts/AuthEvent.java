package io.portcullis.contracts;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What auth-service publishes.
@PublishedBy("auth-service")
public sealed interface AuthEvent extends SecurityEvent {

  /// The first identifier was proved and the account may sign in.
  @WireName("io.portcullis.auth.account-activated.v1")
  record AccountActivated(EventId id, AccountId subject, Instant time) implements AuthEvent {}

  /// A credential was set, changed or removed (CAEP credential-change).
  ///
  /// @param heldUntil until when it holds withdrawals; left out by an earlier release
  /// @param session   in which its customer did so; left out for a link, and by an earlier release
  @WireName("io.portcullis.auth.credential-change.v1")
  record CredentialChange(EventId id, AccountId subject, Instant time, CredentialType credential, Initiator initiator,
      Optional<Instant> heldUntil, Optional<SessionId> session) implements AuthEvent, HoldsWithdrawals {}

  /// Sign-ins are refused and every session has ended, at the customer's own request (RISC account-disabled).
  @WireName("io.portcullis.auth.account-frozen.v1")
  record AccountFrozen(EventId id, AccountId subject, Instant time, String reason) implements AuthEvent {}

  /// Sign-ins are accepted again after a freeze: the customer went the whole way back (RISC account-enabled).
  ///
  /// @param until until when withdrawals are held for it
  @WireName("io.portcullis.auth.account-unfrozen.v1")
  record AccountUnfrozen(EventId id, AccountId subject, Instant time, Instant until) implements AuthEvent, HoldsWithdrawals {

    @Override
    public Optional<Instant> heldUntil() {
      return Optional.of(until);
    }
  }

  /// The customer wants the account closed, or not any more, or it is closed (RISC account-purged).
  ///
  /// @param closesAt there for `REQUESTED` and `IMMINENT`
  @WireName("io.portcullis.auth.account-closure-change.v1")
  record AccountClosureChange(EventId id, AccountId subject, Instant time, ClosureAction action, Optional<Instant> closesAt)
      implements AuthEvent {}

  /// The customer wants a copy of the account's data, or what became of that wish.
  ///
  /// @param export which one, as `GET /v1/account/exports` lists it
  /// @param until  for `REQUESTED`, when gathering begins; for `READY`, until when it can be fetched
  @WireName("io.portcullis.auth.account-export-change.v1")
  record AccountExportChange(EventId id, AccountId subject, Instant time, UUID export, ExportAction action, Optional<Instant> until)
      implements AuthEvent {}

  /// The company's staff locked the account: sign-ins are refused and every session has ended, until staff unlock it (RISC
  /// account-disabled).
  ///
  /// @param reason a code, such as `security-alert`
  @WireName("io.portcullis.auth.account-locked.v1")
  record AccountLocked(EventId id, AccountId subject, Instant time, String reason) implements AuthEvent {}

  /// Two persons of the company's staff unlocked the account, or completed a recovery case about its lock (RISC account-enabled). A
  /// freeze of its owner is not touched by that. Withdrawals are held: see `hold-started`.
  ///
  /// @param reason a code, such as `customer-contact` or `recovery-case`
  @WireName("io.portcullis.auth.account-unlocked.v1")
  record AccountUnlocked(EventId id, AccountId subject, Instant time, String reason) implements AuthEvent {}

  /// The company's staff ended every session of the account. Its owner can sign in again.
  ///
  /// @param reason a code, such as `security-alert`
  @WireName("io.portcullis.auth.sessions-ended-by-support.v1")
  record SessionsEndedBySupport(EventId id, AccountId subject, Instant time, String reason) implements AuthEvent {}

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

  /// Somebody who is signed in wants to add an address or number. It counts for nothing until its code is shown: then `identifier-change`
  /// with `ADDED` follows. Published alike whether or not another account has it.
  ///
  /// @param channel what it is
  @WireName("io.portcullis.auth.identifier-claimed.v1")
  record IdentifierClaimed(EventId id, AccountId subject, Instant time, Address.Channel channel) implements AuthEvent {}

  /// What the account is found by was changed (RISC identifier-changed). The addresses themselves are told to nobody here.
  ///
  /// @param heldUntil until when it holds withdrawals; left out by an earlier release
  @WireName("io.portcullis.auth.identifier-change.v1")
  record IdentifierChange(EventId id, AccountId subject, Instant time, IdentifierAction action, Optional<Instant> heldUntil)
      implements AuthEvent, HoldsWithdrawals {}

  /// Withdrawals are held for a reason that no other event tells.
  ///
  /// @param reason as `GET /v1/holds` spells it
  @WireName("io.portcullis.auth.hold-started.v1")
  record HoldStarted(EventId id, AccountId subject, Instant time, String reason, Instant until)
      implements AuthEvent, HoldsWithdrawals {

    @Override
    public Optional<Instant> heldUntil() {
      return Optional.of(until);
    }
  }

  /// An action such as a withdrawal waits for the customer's approval.
  ///
  /// @param action its type, such as `withdrawal`
  /// @param system the exchange's system that is to execute it
  @WireName("io.portcullis.auth.approval-proposed.v1")
  record ApprovalProposed(EventId id, AccountId subject, Instant time, UUID approval, String action, String system)
      implements AuthEvent {}

  /// The customer approved an action.
  ///
  /// @param acr what the approval was worth
  @WireName("io.portcullis.auth.approval-granted.v1")
  record ApprovalGranted(EventId id, AccountId subject, Instant time, UUID approval, String action, String system, String acr)
      implements AuthEvent {}

  /// Something was tried with an approval and refused. Published once for each reason.
  @WireName("io.portcullis.auth.approval-refused.v1")
  record ApprovalRefused(EventId id, AccountId subject, Instant time, UUID approval, String action, String system,
      ApprovalRefusal reason) implements AuthEvent {}

  /// The customer declined an action.
  @WireName("io.portcullis.auth.approval-declined.v1")
  record ApprovalDeclined(EventId id, AccountId subject, Instant time, UUID approval, String action, String system,
      DeclineReason reason) implements AuthEvent {}

  /// An approved action was released to the exchange's system for execution.
  @WireName("io.portcullis.auth.approval-consumed.v1")
  record ApprovalConsumed(EventId id, AccountId subject, Instant time, UUID approval, String action, String system)
      implements AuthEvent {}

  /// An address was put into the account's address book, by an approved action. Which one it is is told to nobody here.
  ///
  /// @param usableAt from when on it counts while money goes to the book alone
  @WireName("io.portcullis.auth.address-booked.v1")
  record AddressBooked(EventId id, AccountId subject, Instant time, UUID entry, String asset, String network, Instant usableAt)
      implements AuthEvent {}

  /// An address was taken out of the account's address book.
  @WireName("io.portcullis.auth.address-unbooked.v1")
  record AddressUnbooked(EventId id, AccountId subject, Instant time, UUID entry, String asset, String network)
      implements AuthEvent {}

  /// Whether money of the account goes to its address book alone was changed, or is about to be.
  ///
  /// @param offAt when it is switched off; there for `OFF_REQUESTED` and `OFF_IMMINENT`
  @WireName("io.portcullis.auth.book-only-change.v1")
  record BookOnlyChange(EventId id, AccountId subject, Instant time, BookOnlyAction action, Optional<Instant> offAt)
      implements AuthEvent {}

  enum ClosureAction {
    REQUESTED,
    /// A day is left.
    IMMINENT,
    /// The customer signed in or thought better of it, or a freeze or a changed password made the wish void.
    CANCELLED,
    /// For good. What is known of its owner is being erased.
    CLOSED
  }

  enum ExportAction {
    REQUESTED,
    /// It can be fetched, once.
    READY,
    /// Somebody who was signed in has fetched it. It is deleted.
    FETCHED,
    /// The customer thought better of it, or a freeze or a changed password made the wish void. It is deleted.
    CANCELLED,
    /// Nobody fetched it in time. It is deleted.
    EXPIRED,
    /// It could not be gathered within a week, or a part of it is too large. What there was of it is deleted.
    FAILED
  }

  enum BookOnlyAction {
    ON,
    /// The customer asked for it to be switched off; it is still on.
    OFF_REQUESTED,
    /// Half of the time is over.
    OFF_IMMINENT,
    /// The customer thought better of it, or a freeze or a changed password made the request void.
    OFF_CANCELLED, OFF
  }

  enum ApprovalRefusal {
    /// A wrong code or credential was shown to approve it.
    WRONG_FACTOR,
    /// The factor that was shown is not strong enough for it.
    WEAK_FACTOR,
    /// The factor that was shown is too new.
    FRESH_FACTOR,
    /// The second factor was right, and the trading passphrase wrong.
    WRONG_PASSPHRASE,
    /// The trading passphrase was tried too often.
    PASSPHRASE_STOPPED,
    /// A system wanted to execute another action than the one that is approved.
    OTHER_ACTION,
    /// Another system than the one it is meant for wanted to consume it.
    FOREIGN,
    NOT_APPROVED, DECLINED, EXPIRED, CONSUMED,
    /// The customer lets money go to the address book alone, and its address is not there.
    ADDRESS_NOT_BOOKED,
    /// The same, and its address is there, but too new.
    ADDRESS_COOLING,
    /// The session in which it was approved has ended.
    SESSION_ENDED,
    /// A change of the account holds such actions for a while.
    HELD,
    /// The account is frozen.
    ACCOUNT_FROZEN,
    /// The account was frozen, or its password or identifiers were changed, after it was approved.
    ACCOUNT_CHANGED,
    /// The customer has locked withdrawals for a time.
    WITHDRAWALS_LOCKED
  }

  enum DeclineReason {
    NOT_WANTED,
    /// The customer did not ask for it: somebody else is in the account, or in the exchange's system.
    NOT_ME
  }

  enum IdentifierAction {
    ADDED, MADE_PRIMARY, REMOVED,
    /// A change was taken back, and everything after it.
    RESTORED
  }

  enum CredentialType { PASSWORD }

  /// Who made the change: the signed-in customer, or a recovery on the customer's behalf.
  enum Initiator { CUSTOMER, RECOVERY }
}
