package io.portcullis.notification.alert;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AuthEvent.CredentialChange;
import io.portcullis.contracts.HoldsWithdrawals;
import io.portcullis.contracts.MfaEvent.AuthenticatorCloneSuspected;
import io.portcullis.contracts.MfaEvent.AuthenticatorEnrolled;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalCancelled;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalImminent;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalRequested;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemoved;
import io.portcullis.contracts.MfaEvent.AuthenticatorRenamed;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.contracts.MfaEvent.RecoveryCodeUsed;
import io.portcullis.contracts.MfaEvent.RecoveryCodesIssued;
import io.portcullis.contracts.MfaEvent.TradingPassphraseChanged;
import io.portcullis.contracts.MfaEvent.TradingPassphraseThrottled;
import io.portcullis.contracts.MfaEvent.VerificationThrottled;
import io.portcullis.contracts.MfaEvent;
import io.portcullis.contracts.NotificationEvent.ExchangeLogin;
import io.portcullis.contracts.NotificationEvent.PriceReached;
import io.portcullis.contracts.NotificationEvent.WithdrawalTold;
import io.portcullis.contracts.OnRecoveryCase;
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
import io.portcullis.contracts.SessionEvent;
import io.portcullis.notification.activity.SessionOrigins;
import io.portcullis.notification.delivery.DigestWords;
import io.portcullis.notification.letter.Bundles;
import io.portcullis.notification.letter.Letter.Detail;
import io.portcullis.notification.letter.Letter.Link;
import io.portcullis.notification.letter.Letter;
import io.portcullis.notification.letter.PlainText;
import io.portcullis.notification.letter.TextMessage;
import io.portcullis.notification.letter.Times;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes the letter for an alert. Signing its freeze link takes CPU time: call it on a worker thread.
@ApplicationScoped
class AlertLetters implements DigestWords {

  private final FreezeLinks freezeLinks;
  private final SessionOrigins origins;

  AlertLetters(FreezeLinks freezeLinks, SessionOrigins origins) {
    this.freezeLinks = freezeLinks;
    this.origins = origins;
  }

  /// @param locale BCP 47 language tag
  /// @param zone   of its reader
  Letter write(Alert alert, SecurityEvent event, String locale, ZoneId zone) {
    AlertWords words = Bundles.in(locale, AlertWords.class);
    Times times = Times.in(zone, words.language());
    String text = text(alert, event, words, times);
    String until = times.of(event.time().plus(FreezeLinks.VALIDITY));
    return switch (alert.offer()) {
      case FREEZE_UNLESS_IT_WAS_YOU -> letter(alert, event, locale, times, List.of(text, words.ifItWasYou(), words.ifItWasNotYou(until)),
          Optional.of(freezeLinks.about(event)));
      case FREEZE -> letter(alert, event, locale, times, List.of(text, words.ifInDoubt(until)), Optional.of(freezeLinks.about(event)));
      case NONE -> letter(alert, event, locale, times, List.of(text), Optional.empty());
    };
  }

  static String text(Alert alert, SecurityEvent event, AlertWords words, Times times) {
    return alert.text().in(words, times) + held(event, words, times);
  }

  // Said with the change: one letter is read, of two the second is taken for a copy.
  private static String held(SecurityEvent event, AlertWords words, Times times) {
    return (event instanceof HoldsWithdrawals change ? change.heldUntil() : Optional.<Instant>empty())
        .map(until -> ' ' + words.withdrawalsHeld(times.of(until))).orElse("");
  }

  /// With what is known of the session in which it happened.
  Uni<Letter> complete(SqlConnection tx, SecurityEvent event, Letter letter) {
    return event instanceof CredentialChange change
        ? origins.of(tx, change.subject(), change.session(), letter.locale()).map(letter::beside)
        : now(letter);
  }

  /// That tells other facts of the same attempt to sign in, too.
  Letter beside(Letter letter, List<SecurityEvent> others) {
    AlertWords words = Bundles.in(letter.locale(), AlertWords.class);
    return letter.beside(others.stream().flatMap(other -> Alert.about(other).stream())
        .map(alert -> new Detail(words.sameAttempt(), alert.subject().apply(words))).toList());
  }

  /// For a letter that waits, since there were many of its kind.
  Letter forOthersToo(Letter letter) {
    return letter.with(Bundles.in(letter.locale(), AlertWords.class).forOthersToo());
  }

  @Override
  public Letter standingForMany(Letter letter, Optional<String> freezeLink) {
    AlertWords texted = Bundles.in(TextMessage.language(letter.locale()), AlertWords.class);
    return letter.inBrief(TextMessage.inGsm(texted.manyAlertsBrief()), freezeLink);
  }

  /// For a text message: the link cancels the case, and is the only one.
  Letter cancellingBriefly(Letter letter, String shortLink) {
    AlertWords texted = Bundles.in(TextMessage.language(letter.locale()), AlertWords.class);
    return letter.withLinkAlone(TextMessage.inGsm(texted.cancelCaseBrief()), shortLink);
  }

  // TextedAlerts says which of the links a text message has room for.
  private Optional<Link> cancelling(SecurityEvent event, AlertWords words) {
    if (event instanceof OnRecoveryCase about) {
      return Optional.of(new Link(words.cancelCase(), freezeLinks.cancellingCase(event, about.recoveryCase())));
    }
    return event instanceof AuthenticatorRemovalRequested || event instanceof AuthenticatorRemovalImminent
        ? Optional.of(new Link(words.keepFactor(), freezeLinks.cancelling(event))) : Optional.empty();
  }

  private Letter letter(
      Alert alert, SecurityEvent event, String locale, Times times, List<String> paragraphs, Optional<String> freezeLink) {
    AlertWords words = Bundles.in(locale, AlertWords.class);
    return new Letter(Optional.of(event.subject()), locale, alert.subject().apply(words), paragraphs, Optional.empty(),
        cancelling(event, words), details(event, words, times), freezeLink,
        // Fixed words, like a subject: a text message has no room for more, and inserts nothing that somebody else chose.
        TextMessage.inGsm(alert.brief().apply(Bundles.in(TextMessage.language(locale), AlertWords.class))));
  }

  static List<Detail> details(SecurityEvent event, AlertWords words, Times times) {
    var details = new ArrayList<Detail>();
    details.add(new Detail(words.when(), times.of(event.time())));
    if (event instanceof MfaEvent mfa) {
      factor(mfa, words).ifPresent(shown -> details.add(new Detail(words.factor(), shown)));
    }
    if (event instanceof SessionEvent session) {
      subject(session, words).ifPresent(details::add);
    }
    if (event instanceof ApiKeyCreated created) {
      details.add(new Detail(words.apiKeyScopes(), PlainText.of(String.join(", ", created.scopes()))));
    }
    details.addAll(exchange(event, words));
    if (event instanceof SessionEstablished established) {
      details.addAll(origin(words, established.address(), established.place(), established.reasons()));
    } else if (event instanceof SignInBlocked blocked) {
      details.addAll(origin(words, blocked.address(), blocked.place(), blocked.reasons()));
    } else if (event instanceof ApiKeyUsedElsewhere used) {
      details.addAll(origin(words, used.address(), used.place(), List.of()));
    }
    return details;
  }

  private static List<Detail> exchange(SecurityEvent event, AlertWords words) {
    var details = new ArrayList<Detail>();
    switch (event) {
      case WithdrawalTold told -> {
        details.add(new Detail(words.amount(), PlainText.of(told.amount() + ' ' + told.asset())));
        told.destination().ifPresent(to -> details.add(new Detail(words.destination(), PlainText.of(to))));
      }
      case PriceReached reached -> {
        details.add(new Detail(words.market(), PlainText.of(reached.market())));
        details.add(new Detail(words.price(), PlainText.of(reached.price())));
      }
      case ExchangeLogin login -> {
        details.add(new Detail(words.application(), PlainText.of(login.application())));
        details.addAll(origin(words, login.address(), login.place(), List.of()));
      }
      default -> { }
    }
    return details;
  }

  private static List<Detail> origin(
      AlertWords words, Optional<String> address, Optional<String> place, List<RiskReason> reasons) {
    var details = new ArrayList<Detail>();
    place.ifPresent(name -> details.add(new Detail(words.place(), PlainText.of(name))));
    address.ifPresent(from -> details.add(new Detail(words.address(), PlainText.of(from))));
    reasons.forEach(reason -> details.add(new Detail(words.unusual(), unusual(reason, words))));
    return details;
  }

  private static String unusual(RiskReason reason, AlertWords words) {
    return switch (reason) {
      case NEW_DEVICE -> words.newDeviceReason();
      case NEW_COUNTRY -> words.newCountryReason();
      case IMPOSSIBLE_TRAVEL -> words.impossibleTravelReason();
      case FAILED_ATTEMPTS -> words.failedAttemptsReason();
      case NETWORK_FAILURES -> words.networkFailuresReason();
      case SPRAYED_PASSWORD -> words.sprayedPasswordReason();
      case LISTED_NETWORK -> words.listedNetworkReason();
      case DORMANT_ACCOUNT -> words.dormantAccountReason();
    };
  }

  /// By its owner's name for it and its kind; empty for what concerns no one factor.
  private static Optional<String> factor(MfaEvent event, AlertWords words) {
    return switch (event) {
      case AuthenticatorEnrolled enrolled -> Optional.of(named(enrolled.name(), kind(enrolled.authenticator(), words)));
      case AuthenticatorRemoved removed -> Optional.of(named(removed.name(), kind(removed.authenticator(), words)));
      case AuthenticatorRemovalRequested requested ->
          Optional.of(named(requested.name(), kind(requested.authenticator(), words)));
      case AuthenticatorRemovalImminent imminent -> Optional.of(named(imminent.name(), kind(imminent.authenticator(), words)));
      case AuthenticatorRemovalCancelled cancelled ->
          Optional.of(named(cancelled.name(), kind(cancelled.authenticator(), words)));
      case AuthenticatorRenamed renamed -> Optional.of(named(renamed.name(), kind(renamed.authenticator(), words)));
      case AuthenticatorCloneSuspected suspected ->
          Optional.of(named(suspected.name(), kind(AuthenticatorType.WEBAUTHN, words)));
      case VerificationThrottled throttled -> Optional.of(kind(throttled.authenticator(), words));
      case RecoveryCodesIssued _, RecoveryCodeUsed _, TradingPassphraseChanged _, TradingPassphraseThrottled _ -> Optional.empty();
    };
  }

  private static String named(String chosen, String kind) {
    String shown = chosen == null ? "" : PlainText.of(chosen);
    return shown.isBlank() ? kind : shown + " (" + kind + ')';
  }

  private static String kind(AuthenticatorType type, AlertWords words) {
    return switch (type) {
      case WEBAUTHN -> words.kindWebauthn();
      case TOTP -> words.kindTotp();
      case EMAIL -> words.kindEmail();
      case SMS -> words.kindSms();
      case RECOVERY_CODE -> words.kindRecoveryCode();
    };
  }

  /// The device or API key that it is about; empty for what concerns the account as a whole.
  private static Optional<Detail> subject(SessionEvent event, AlertWords words) {
    return switch (event) {
      case SessionEstablished established -> Optional.of(device(established.device(), words));
      case SignInBlocked blocked -> Optional.of(device(blocked.device(), words));
      case DeviceChange change -> Optional.of(device(change.device(), words));
      case SessionRevoked revoked -> Optional.of(device(revoked.device(), words));
      case RefreshTokenReused reused -> Optional.of(device(reused.device(), words));
      case RefreshRepeatedElsewhere repeated -> Optional.of(device(repeated.device(), words));
      case AssuranceLevelChange change -> Optional.of(device(change.device(), words));
      case ApiKeyCreated created -> Optional.of(apiKey(created.name(), words));
      case ApiKeyChanged changed -> Optional.of(apiKey(changed.name(), words));
      case ApiKeyDisabled disabled -> Optional.of(apiKey(disabled.name(), words));
      case ApiKeyIdle idle -> Optional.of(apiKey(idle.name(), words));
      case ApiKeyUsedElsewhere used -> Optional.of(apiKey(used.name(), words));
      case SettingsLockChange _, WithdrawalLockChange _ -> Optional.empty();
    };
  }

  private static Detail device(String name, AlertWords words) {
    return new Detail(words.device(), PlainText.of(name));
  }

  private static Detail apiKey(String name, AlertWords words) {
    return new Detail(words.apiKey(), PlainText.of(name));
  }
}
