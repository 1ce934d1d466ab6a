package io.portcullis.notification.alert;

import io.portcullis.contracts.AuthEvent.AccountActivated;
import io.portcullis.contracts.AuthEvent.AccountClosureChange;
import io.portcullis.contracts.AuthEvent.AccountExportChange;
import io.portcullis.contracts.AuthEvent.AccountFrozen;
import io.portcullis.contracts.AuthEvent.AccountLocked;
import io.portcullis.contracts.AuthEvent.AccountUnfrozen;
import io.portcullis.contracts.AuthEvent.AccountUnlocked;
import io.portcullis.contracts.AuthEvent.AddressBooked;
import io.portcullis.contracts.AuthEvent.AddressUnbooked;
import io.portcullis.contracts.AuthEvent.ApprovalConsumed;
import io.portcullis.contracts.AuthEvent.ApprovalDeclined;
import io.portcullis.contracts.AuthEvent.ApprovalGranted;
import io.portcullis.contracts.AuthEvent.ApprovalProposed;
import io.portcullis.contracts.AuthEvent.ApprovalRefused;
import io.portcullis.contracts.AuthEvent.BookOnlyChange;
import io.portcullis.contracts.AuthEvent.CredentialChange;
import io.portcullis.contracts.AuthEvent.CredentialCompromise;
import io.portcullis.contracts.AuthEvent.HoldStarted;
import io.portcullis.contracts.AuthEvent.IdentifierChange;
import io.portcullis.contracts.AuthEvent.IdentifierClaimed;
import io.portcullis.contracts.AuthEvent.PasswordFailures;
import io.portcullis.contracts.AuthEvent.SessionsEndedBySupport;
import io.portcullis.contracts.GuessPlace;
import io.portcullis.contracts.MfaEvent.AuthenticatorCloneSuspected;
import io.portcullis.contracts.MfaEvent.AuthenticatorEnrolled;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalCancelled;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalImminent;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalRequested;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemoved;
import io.portcullis.contracts.MfaEvent.AuthenticatorRenamed;
import io.portcullis.contracts.MfaEvent.RecoveryCodeUsed;
import io.portcullis.contracts.MfaEvent.RecoveryCodesIssued;
import io.portcullis.contracts.MfaEvent.TradingPassphraseChanged;
import io.portcullis.contracts.MfaEvent.TradingPassphraseThrottled;
import io.portcullis.contracts.MfaEvent.VerificationThrottled;
import io.portcullis.contracts.NotificationEvent.AntiPhishingCodeChanged;
import io.portcullis.contracts.NotificationEvent.ExchangeLogin;
import io.portcullis.contracts.NotificationEvent.NotificationDataErased;
import io.portcullis.contracts.NotificationEvent.MailReported;
import io.portcullis.contracts.NotificationEvent.NotificationPreferencesChanged;
import io.portcullis.contracts.NotificationEvent.PriceReached;
import io.portcullis.contracts.NotificationEvent.WithdrawalTold;
import io.portcullis.contracts.RecoveryEvent.CaseApproved;
import io.portcullis.contracts.RecoveryEvent.CaseCancelled;
import io.portcullis.contracts.RecoveryEvent.CaseCompleted;
import io.portcullis.contracts.RecoveryEvent.CaseExpired;
import io.portcullis.contracts.RecoveryEvent.CaseOpened;
import io.portcullis.contracts.RecoveryEvent.CaseRejected;
import io.portcullis.contracts.RecoveryEvent.CaseWaitEnded;
import io.portcullis.contracts.RecoveryEvent.CaseWaitStarted;
import io.portcullis.contracts.RecoveryEvent.RecoveryActivated;
import io.portcullis.contracts.RecoveryEvent.RecoveryDataErased;
import io.portcullis.contracts.RecoveryEvent.SecurityQuestionsChanged;
import io.portcullis.contracts.RecoveryEvent.SupportActed;
import io.portcullis.contracts.RecoveryEvent.SupportRead;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SessionEvent.ApiKeyChanged;
import io.portcullis.contracts.SessionEvent.ApiKeyCreated;
import io.portcullis.contracts.SessionEvent.ApiKeyDisabled;
import io.portcullis.contracts.SessionEvent.ApiKeyIdle;
import io.portcullis.contracts.SessionEvent.ApiKeyUsedElsewhere;
import io.portcullis.contracts.SessionEvent.AssuranceLevelChange;
import io.portcullis.contracts.SessionEvent.DeviceChange;
import io.portcullis.contracts.SessionEvent.RefreshRepeatedElsewhere;
import io.portcullis.contracts.SessionEvent.RefreshTokenReused;
import io.portcullis.contracts.SessionEvent.RiskReason;
import io.portcullis.contracts.SessionEvent.SessionEstablished;
import io.portcullis.contracts.SessionEvent.SessionRevoked;
import io.portcullis.contracts.SessionEvent.SettingsLockChange;
import io.portcullis.contracts.SessionEvent.SignInBlocked;
import io.portcullis.contracts.SessionEvent.WithdrawalLockChange;
import io.portcullis.notification.budget.Purpose;
import io.portcullis.notification.contact.Contacts.Reach;
import io.portcullis.notification.letter.Times;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// What a customer must be told about one fact, in no language yet.
///
/// @param brief what a text message says, in at most 34 characters of the GSM alphabet; the subject unless it is longer
/// @param offer whether freezing the account is a sensible answer to it, and whether nothing to do is one
/// @param reach whether one mailbox is enough, or each address must hear it
record Alert(Function<AlertWords, String> subject, Text text, Function<AlertWords, String> brief, Offer offer, Reach reach) {

  /// Sentences, some of which name a time.
  @FunctionalInterface
  interface Text {
    String in(AlertWords words, Times times);
  }

  enum Offer { FREEZE_UNLESS_IT_WAS_YOU, FREEZE, NONE }

  /// What a thief can repeat at will must not use up the texts that tell what a thief does to keep the account.
  Purpose purpose() {
    return switch (reach) {
      case EVERY_ADDRESS -> Purpose.URGENT;
      case MAIL_WHERE_THERE_IS_ONE -> Purpose.ALERT;
    };
  }

  /// The rule which facts raise an alert; empty for those that only stand in the activity list.
  static Optional<Alert> about(SecurityEvent event) {
    return switch (event) {
      case SessionEstablished established -> switch (established.recognition()) {
        case NEW -> told(AlertWords::newDeviceSubject, AlertWords::newDevice);
        case KNOWN -> isFromAnUnusualPlace(established)
            ? told(AlertWords::unusualPlaceSubject, AlertWords::unusualPlace, AlertWords::unusualPlaceBrief)
            : Optional.empty();
      };
      case SignInBlocked _ -> told(AlertWords::signInBlockedSubject, AlertWords::signInBlocked, AlertWords::signInBlockedBrief)
          .map(Alert::askingForMore);
      case DeviceChange change -> switch (change.action()) {
        case TRUSTED -> told(AlertWords::deviceTrustedSubject, AlertWords::deviceTrusted, AlertWords::deviceTrustedBrief);
        case TRUST_ENDED -> told(AlertWords::deviceTrustEndedSubject, AlertWords::deviceTrustEnded,
            AlertWords::deviceTrustEndedBrief);
        // A thief's device must not hide behind the name of the owner's; but a name opens nothing.
        case RENAMED, FORGOTTEN -> Optional.empty();
      };
      case CredentialChange change -> switch (change.credential()) {
        case PASSWORD -> urgent(AlertWords::passwordChangedSubject, switch (change.initiator()) {
          case CUSTOMER -> AlertWords::passwordChanged;
          case RECOVERY -> AlertWords::passwordReset;
        });
      };
      case AuthenticatorEnrolled enrolled -> urgent(AlertWords::authenticatorEnrolledSubject, enrolled.resetTakesUntil()
          .<Text>map(until ->
              (words, times) -> words.authenticatorEnrolledOnAddress(times.of(until)))
          .orElse((words, _) -> words.authenticatorEnrolled()));
      case AuthenticatorRemoved _ -> urgent(AlertWords::authenticatorRemovedSubject, AlertWords::authenticatorRemoved);
      case AuthenticatorRemovalRequested requested -> urgent(AlertWords::removalRequestedSubject,
          (words, times) -> words.removalRequested(times.of(requested.takesEffectAt()), words.keepFactor()),
          AlertWords::removalRequestedBrief);
      case AuthenticatorRemovalImminent imminent -> urgent(AlertWords::removalImminentSubject,
          (words, times) -> words.removalImminent(times.of(imminent.takesEffectAt()), words.keepFactor()),
          AlertWords::removalImminentBrief);
      case AuthenticatorRemovalCancelled _ -> told(AlertWords::removalCancelledSubject, AlertWords::removalCancelled);
      case AuthenticatorRenamed _ -> told(AlertWords::authenticatorRenamedSubject, AlertWords::authenticatorRenamed);
      case AuthenticatorCloneSuspected _ -> urgent(AlertWords::cloneSuspectedSubject, AlertWords::cloneSuspected,
          AlertWords::cloneSuspectedBrief).map(Alert::askingForMore);
      case RecoveryCodesIssued issued -> urgent(AlertWords::recoveryCodesIssuedSubject,
          words -> words.recoveryCodesIssued(issued.count()));
      case RecoveryCodeUsed used -> urgent(AlertWords::recoveryCodeUsedSubject,
          words -> words.recoveryCodeUsed(used.left())).map(Alert::askingForMore);
      case TradingPassphraseChanged changed -> changed.first()
          ? urgent(AlertWords::tradingPassphraseSetSubject, AlertWords::tradingPassphraseSet)
          : urgent(AlertWords::tradingPassphraseChangedSubject, AlertWords::tradingPassphraseChanged);
      case HoldStarted _ -> urgent(AlertWords::holdStartedSubject, AlertWords::holdStarted);
      case TradingPassphraseThrottled throttled -> throttled.stopped()
          ? urgent(AlertWords::tradingPassphraseStoppedSubject, AlertWords::tradingPassphraseStopped,
              AlertWords::tradingPassphraseStoppedBrief)
          : urgent(AlertWords::tradingPassphraseThrottledSubject, AlertWords::tradingPassphraseThrottled,
              AlertWords::tradingPassphraseThrottledBrief);
      case PasswordFailures burst -> switch (burst.place().orElse(GuessPlace.SIGN_IN)) {
        case SIGN_IN -> told(AlertWords::passwordFailuresSubject, words -> words.passwordFailures(burst.failures()));
        case SESSION ->
            told(AlertWords::sessionPasswordFailuresSubject, words -> words.sessionPasswordFailures(burst.failures()));
      };
      case CredentialCompromise _ -> urgent(AlertWords::passwordBreachedSubject, AlertWords::passwordBreached,
          AlertWords::passwordBreachedBrief).map(Alert::askingForMore);
      case VerificationThrottled burst -> told(AlertWords::verificationThrottledSubject,
          switch (burst.place().orElse(GuessPlace.SIGN_IN)) {
            // Only somebody who passed the password gets as far as the second factor.
            case SIGN_IN -> AlertWords::verificationThrottled;
            case SESSION -> AlertWords::sessionVerificationThrottled;
          });
      case RefreshTokenReused _ -> told(AlertWords::refreshTokenReusedSubject, AlertWords::refreshTokenReused)
          .map(Alert::askingForMore);
      case AntiPhishingCodeChanged changed -> switch (changed.change()) {
        case SET -> told(AlertWords::antiPhishingCodeSetSubject, AlertWords::antiPhishingCodeSet,
            AlertWords::antiPhishingCodeSetBrief);
        case REMOVED -> told(AlertWords::antiPhishingCodeRemovedSubject, AlertWords::antiPhishingCodeRemoved,
            AlertWords::antiPhishingCodeRemovedBrief);
      };
      case ApprovalGranted granted -> urgent(AlertWords::approvalGrantedSubject, words -> words.approvalGranted(granted.action()));
      case ApprovalDeclined declined -> switch (declined.reason()) {
        case NOT_ME -> urgent(AlertWords::approvalNotMeSubject, words -> words.approvalNotMe(declined.action()),
            AlertWords::approvalNotMeBrief).map(Alert::askingForMore);
        case NOT_WANTED -> Optional.empty();
      };
      case ApprovalRefused refused -> switch (refused.reason()) {
        // Who is at it has the second factor already.
        case WRONG_PASSPHRASE, PASSPHRASE_STOPPED -> urgent(AlertWords::approvalPassphraseSubject,
            words -> words.approvalPassphrase(refused.action()), AlertWords::approvalPassphraseBrief);
        // A slip of the customer's, or a fault of the exchange's systems, which hear of it themselves.
        case WRONG_FACTOR, WEAK_FACTOR, FRESH_FACTOR, OTHER_ACTION, FOREIGN, NOT_APPROVED, DECLINED, EXPIRED, CONSUMED,
            SESSION_ENDED, HELD, ACCOUNT_FROZEN, ACCOUNT_CHANGED, WITHDRAWALS_LOCKED -> Optional.empty();
        // It was told when it was approved, and the book held it back.
        case ADDRESS_NOT_BOOKED, ADDRESS_COOLING -> Optional.empty();
      };
      case AddressBooked booked -> urgent(AlertWords::addressBookedSubject, (words, times) -> words.addressBooked(booked.asset(),
          booked.network(), times.of(booked.usableAt())), AlertWords::addressBookedBrief);
      case AddressUnbooked unbooked -> told(AlertWords::addressUnbookedSubject,
          words -> words.addressUnbooked(unbooked.asset(), unbooked.network()), AlertWords::addressUnbookedBrief);
      case BookOnlyChange change -> switch (change.action()) {
        case ON -> urgent(AlertWords::bookOnlyOnSubject, AlertWords::bookOnlyOn, AlertWords::bookOnlyOnBrief);
        case OFF_REQUESTED -> urgent(AlertWords::bookOnlyOffRequestedSubject,
            (words, times) -> words.bookOnlyOffRequested(times.of(time(change))), AlertWords::bookOnlyOffRequestedBrief);
        case OFF_IMMINENT -> urgent(AlertWords::bookOnlyOffImminentSubject,
            (words, times) -> words.bookOnlyOffImminent(times.of(time(change))), AlertWords::bookOnlyOffImminentBrief);
        case OFF_CANCELLED -> told(AlertWords::bookOnlyKeptSubject, AlertWords::bookOnlyKept, AlertWords::bookOnlyKeptBrief);
        case OFF -> urgent(AlertWords::bookOnlyOffSubject, AlertWords::bookOnlyOff, AlertWords::bookOnlyOffBrief);
      };
      // The one waits in the list, the other was told when it was approved.
      case ApprovalProposed _, ApprovalConsumed _ -> Optional.empty();
      case AccountLocked _ -> urgent(AlertWords::accountLockedSubject, AlertWords::accountLocked).map(Alert::askingForMore);
      case AccountUnlocked _ -> urgent(AlertWords::accountUnlockedSubject, AlertWords::accountUnlocked);
      case SessionsEndedBySupport _ -> told(AlertWords::endedBySupportSubject, AlertWords::endedBySupport);
      // Frozen already: a button that does nothing would only make people doubt the others.
      case AccountFrozen _ -> urgent(AlertWords::accountFrozenSubject, AlertWords::accountFrozen).map(Alert::offeringNothing);
      case AccountClosureChange change -> switch (change.action()) {
        case REQUESTED -> urgent(AlertWords::closureRequestedSubject, (words, times) -> words.closureRequested(times.of(time(change))));
        case IMMINENT -> urgent(AlertWords::closureImminentSubject,
            (words, times) -> words.closureImminent(times.of(time(change))), AlertWords::closureImminentBrief);
        case CANCELLED -> urgent(AlertWords::closureCancelledSubject, AlertWords::closureCancelled);
        // Nobody is left to be told: the contact goes with the account.
        case CLOSED -> Optional.empty();
      };
      case AccountExportChange change -> switch (change.action()) {
        case REQUESTED -> urgent(AlertWords::exportRequestedSubject, (words, times) -> words.exportRequested(times.of(time(change))),
            AlertWords::exportRequestedBrief);
        case READY -> urgent(AlertWords::exportReadySubject, (words, times) -> words.exportReady(times.of(time(change))), AlertWords::exportReadyBrief);
        case FETCHED -> urgent(AlertWords::exportFetchedSubject, AlertWords::exportFetched, AlertWords::exportFetchedBrief);
        case CANCELLED -> told(AlertWords::exportCancelledSubject, AlertWords::exportCancelled, AlertWords::exportCancelledBrief);
        case FAILED -> told(AlertWords::exportFailedSubject, AlertWords::exportFailed, AlertWords::exportFailedBrief);
        // It was told until when.
        case EXPIRED -> Optional.empty();
      };
      case AccountUnfrozen _ -> urgent(AlertWords::accountUnfrozenSubject, AlertWords::accountUnfrozen);
      // Nothing has changed yet. Once it is proved, every address of before is told.
      case IdentifierClaimed _ -> Optional.empty();
      case IdentifierChange change -> switch (change.action()) {
        case RESTORED -> urgent(AlertWords::identifierRestoredSubject, AlertWords::identifierRestored,
            AlertWords::identifierRestoredBrief).map(Alert::askingForMore);
        // Every address of before gets a message with the link that takes it back.
        case ADDED, MADE_PRIMARY, REMOVED -> Optional.empty();
      };
      case CaseOpened _ -> urgent(AlertWords::caseOpenedSubject, words -> words.caseOpened(words.cancelCase()),
          AlertWords::caseOpenedBrief);
      case CaseApproved _ -> urgent(AlertWords::caseApprovedSubject, words -> words.caseApproved(words.cancelCase()),
          AlertWords::caseApprovedBrief);
      case CaseWaitStarted wait -> urgent(AlertWords::caseWaitStartedSubject,
          (words, times) -> words.caseWaitStarted(times.of(wait.endsAt()), words.cancelCase()),
          AlertWords::caseWaitStartedBrief);
      case CaseWaitEnded _ -> urgent(AlertWords::caseWaitEndedSubject, AlertWords::caseWaitEnded, AlertWords::caseWaitEndedBrief);
      case CaseCompleted _ -> urgent(AlertWords::caseCompletedSubject, AlertWords::caseCompleted, AlertWords::caseCompletedBrief);
      case CaseCancelled cancelled -> urgent(AlertWords::caseCancelledSubject, switch (cancelled.by()) {
        case CLAIMANT -> AlertWords::caseCancelledByClaimant;
        case LINK -> AlertWords::caseCancelledByLink;
        case SIGN_IN -> AlertWords::caseCancelledBySignIn;
        case FREEZE -> AlertWords::caseCancelledByFreeze;
      }, AlertWords::caseCancelledBrief);
      case CaseRejected _ -> urgent(AlertWords::caseRejectedSubject, AlertWords::caseRejected, AlertWords::caseRejectedBrief);
      case CaseExpired _ -> urgent(AlertWords::caseExpiredSubject, AlertWords::caseExpired, AlertWords::caseExpiredBrief);
      // The customer is in the middle of it and has just read a code or a link from us.
      case AccountActivated _, RecoveryActivated _ -> Optional.empty();
      case SecurityQuestionsChanged changed -> switch (changed.change()) {
        case SET -> urgent(AlertWords::securityQuestionsSetSubject, AlertWords::securityQuestionsSet, AlertWords::securityQuestionsSetBrief);
        case REMOVED -> urgent(AlertWords::securityQuestionsRemovedSubject, AlertWords::securityQuestionsRemoved, AlertWords::securityQuestionsRemovedBrief);
      };
      // In the activity list; the change itself is told by the service that makes it.
      case SupportRead _, SupportActed _ -> Optional.empty();
      // No address is left.
      case NotificationDataErased _, RecoveryDataErased _ -> Optional.empty();
      case SessionRevoked revoked -> switch (revoked.reason()) {
        case SESSION_LIMIT -> told(AlertWords::sessionLimitSubject, AlertWords::sessionLimit);
        // Follows from something that is told by itself, or from the customer's own click.
        case SIGNED_OUT, REVOKED_BY_CUSTOMER, DEVICE_REVOKED, PASSWORD_RESET, PASSWORD_CHANGED, IDENTIFIER_RESTORED, ACCOUNT_FROZEN,
            ACCOUNT_LOCKED, ENDED_BY_SUPPORT, REFRESH_TOKEN_REUSED, TOKEN_REVOKED -> Optional.empty();
      };
      case ApiKeyCreated _ -> urgent(AlertWords::apiKeyCreatedSubject, AlertWords::apiKeyCreated);
      case ApiKeyChanged changed -> switch (changed.change()) {
        case NETWORKS_WIDENED -> urgent(AlertWords::apiKeyWidenedSubject, AlertWords::apiKeyWidened, AlertWords::apiKeyWidenedBrief);
        case ENABLED -> urgent(AlertWords::apiKeyEnabledSubject, AlertWords::apiKeyEnabled);
        // A name opens nothing, and fewer networks less than before.
        case RENAMED, NETWORKS_NARROWED -> Optional.empty();
      };
      case ApiKeyDisabled disabled -> switch (disabled.reason()) {
        case REVOKED_BY_HOLDER -> urgent(AlertWords::apiKeyRevokedSubject, AlertWords::apiKeyRevoked, AlertWords::apiKeyRevokedBrief)
            .map(Alert::askingForMore);
        case IDLE -> told(AlertWords::apiKeyLapsedSubject, AlertWords::apiKeyLapsed).map(Alert::askingForMore);
        case DISABLED_BY_CUSTOMER, DELETED, APPROVAL_DECLINED -> told(AlertWords::apiKeyDisabledSubject, AlertWords::apiKeyDisabled);
        // Follow from something that is told by itself.
        case ACCOUNT_FROZEN, ACCOUNT_LOCKED, PASSWORD_RESET, IDENTIFIER_RESTORED -> Optional.empty();
      };
      case ApiKeyIdle idle -> told(AlertWords::apiKeyIdleSubject,
          (words, times) -> words.apiKeyIdle(times.of(idle.disabledAt())), AlertWords::apiKeyIdleBrief)
          .map(Alert::askingForMore);
      case ApiKeyUsedElsewhere _ ->
          told(AlertWords::apiKeyUsedElsewhereSubject, AlertWords::apiKeyUsedElsewhere, AlertWords::apiKeyUsedElsewhereBrief);
      case SettingsLockChange change -> switch (change.action()) {
        case LOCKED -> urgent(AlertWords::settingsLockedSubject, words -> words.settingsLocked(change.days()),
            AlertWords::settingsLockedBrief);
        case UNLOCKING -> urgent(AlertWords::settingsUnlockingSubject,
            (words, times) -> words.settingsUnlocking(change.opensAt().map(times::of).orElse("")),
            AlertWords::settingsUnlockingBrief);
        case UNLOCKING_CANCELLED -> urgent(AlertWords::unlockingCancelledSubject, AlertWords::unlockingCancelled,
            AlertWords::unlockingCancelledBrief);
      };
      case WithdrawalLockChange change -> switch (change.action()) {
        case LOCKED -> urgent(AlertWords::withdrawalsLockedSubject, (words, times) -> withdrawalsLocked(change, words, times));
        case LIFTED -> urgent(AlertWords::withdrawalLockLiftedSubject,
            (words, times) -> words.withdrawalLockLifted(times.of(change.opensAt())),
            AlertWords::withdrawalLockLiftedBrief);
      };
      case WithdrawalTold told -> switch (told.step()) {
        case REQUESTED -> urgent(AlertWords::withdrawalRequestedSubject, AlertWords::withdrawalRequested);
        case HELD -> told(AlertWords::withdrawalHeldSubject, AlertWords::withdrawalHeld);
        case DECLINED -> told(AlertWords::withdrawalDeclinedSubject, AlertWords::withdrawalDeclined);
        case EXECUTED -> urgent(AlertWords::withdrawalExecutedSubject, AlertWords::withdrawalExecuted);
      };
      case NotificationPreferencesChanged change -> change.weakened()
          ? urgent(AlertWords::preferencesWeakenedSubject, AlertWords::preferencesWeakened) : Optional.empty();
      case MailReported reported -> (switch (reported.trouble()) {
        case BOUNCED -> urgent(AlertWords::mailReturnedSubject, AlertWords::mailReturned);
        case COMPLAINED_OF -> urgent(AlertWords::mailUnwantedSubject, AlertWords::mailUnwanted);
      }).map(Alert::askingForMore);
      case PriceReached _ -> told(AlertWords::priceReachedSubject, AlertWords::priceReached).map(Alert::offeringNothing);
      case ExchangeLogin _ -> told(AlertWords::exchangeLoginSubject, AlertWords::exchangeLogin);
      // Phones do it on every train. If it was a thief, the reuse that follows is told.
      case RefreshRepeatedElsewhere _ -> Optional.empty();
      case AssuranceLevelChange _ -> Optional.empty();
    };
  }

  private static Instant time(AccountClosureChange change) {
    return change.closesAt().orElse(change.time());
  }

  private static Instant time(AccountExportChange change) {
    return change.until().orElse(change.time());
  }

  private static Instant time(BookOnlyChange change) {
    return change.offAt().orElse(change.time());
  }

  private static String withdrawalsLocked(WithdrawalLockChange change, AlertWords words, Times times) {
    String at = times.of(change.opensAt());
    return switch (change.kind()) {
      case SOFT -> words.withdrawalsLockedSoftly(at);
      case STRICT -> words.withdrawalsLockedStrictly(at);
    };
  }

  private static boolean isFromAnUnusualPlace(SessionEstablished established) {
    return established.reasons().contains(RiskReason.NEW_COUNTRY)
        || established.reasons().contains(RiskReason.IMPOSSIBLE_TRAVEL);
  }

  private static Optional<Alert> told(Function<AlertWords, String> subject, Function<AlertWords, String> text) {
    return told(subject, text, sentence(subject));
  }

  private static Optional<Alert> told(Function<AlertWords, String> subject, Function<AlertWords, String> text,
      Function<AlertWords, String> brief) {
    return told(subject, timeless(text), brief);
  }

  private static Optional<Alert> told(Function<AlertWords, String> subject, Text text, Function<AlertWords, String> brief) {
    return Optional.of(
        new Alert(subject, text, brief, Offer.FREEZE_UNLESS_IT_WAS_YOU, Reach.MAIL_WHERE_THERE_IS_ONE));
  }

  /// What a thief does to keep an account: a mailbox that the thief reads must not be the only place that tells it.
  private static Optional<Alert> urgent(Function<AlertWords, String> subject, Function<AlertWords, String> text) {
    return urgent(subject, timeless(text));
  }

  private static Optional<Alert> urgent(Function<AlertWords, String> subject, Text text) {
    return urgent(subject, text, sentence(subject));
  }

  private static Optional<Alert> urgent(Function<AlertWords, String> subject, Function<AlertWords, String> text,
      Function<AlertWords, String> brief) {
    return urgent(subject, timeless(text), brief);
  }

  private static Optional<Alert> urgent(Function<AlertWords, String> subject, Text text, Function<AlertWords, String> brief) {
    return Optional.of(new Alert(subject, text, brief, Offer.FREEZE_UNLESS_IT_WAS_YOU, Reach.EVERY_ADDRESS));
  }

  private static Text timeless(Function<AlertWords, String> text) {
    return (words, _) -> text.apply(words);
  }

  private static Function<AlertWords, String> sentence(Function<AlertWords, String> subject) {
    return subject.andThen(words -> words + '.');
  }

  /// Freezing is no answer: nothing happened to the account, or it is frozen.
  private Alert offeringNothing() {
    return new Alert(subject, text, brief, Offer.NONE, reach);
  }

  /// Its text says what the owner has to do: "nothing" would be wrong.
  private Alert askingForMore() {
    return new Alert(subject, text, brief, Offer.FREEZE, reach);
  }
}
