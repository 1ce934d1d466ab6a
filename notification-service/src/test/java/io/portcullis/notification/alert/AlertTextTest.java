package io.portcullis.notification.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.AccountFrozen;
import io.portcullis.contracts.AuthEvent.AccountLocked;
import io.portcullis.contracts.AuthEvent.ApprovalDeclined;
import io.portcullis.contracts.AuthEvent.CredentialCompromise;
import io.portcullis.contracts.AuthEvent.IdentifierChange;
import io.portcullis.contracts.HoldsWithdrawals;
import io.portcullis.contracts.MfaEvent.AuthenticatorCloneSuspected;
import io.portcullis.contracts.MfaEvent.AuthenticatorEnrolled;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalImminent;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalRequested;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.contracts.MfaEvent.RecoveryCodeUsed;
import io.portcullis.contracts.MfaEvent;
import io.portcullis.contracts.MfaEvent.RecoveryCodesIssued;
import io.portcullis.contracts.MfaEvent.TradingPassphraseChanged;
import io.portcullis.contracts.MfaEvent.TradingPassphraseThrottled;
import io.portcullis.contracts.NotificationEvent.MailReported;
import io.portcullis.contracts.NotificationEvent.PriceReached;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SessionEvent.ApiKeyDisableReason;
import io.portcullis.contracts.SessionEvent.ApiKeyDisabled;
import io.portcullis.contracts.SessionEvent.ApiKeyIdle;
import io.portcullis.contracts.SessionEvent.RefreshTokenReused;
import io.portcullis.contracts.SessionEvent.SettingsLockChange;
import io.portcullis.contracts.SessionEvent.SignInBlocked;
import io.portcullis.contracts.SessionEvent.WithdrawalLockChange;
import io.portcullis.contracts.SessionEvent;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.letter.LetterPress.Printed;
import io.portcullis.notification.letter.LetterPress;
import io.portcullis.notification.letter.PlainEnglish;
import io.portcullis.notification.letter.Times;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every alert as its reader sees it (SAFE-3).
@QuarkusTest
@OnTheStack
class AlertTextTest {

  private static final AccountId ACCOUNT = new AccountId(UUID.randomUUID());
  private static final Times UTC = Times.in(ZoneOffset.UTC, "en");
  private static final String NOTHING_TO_DO = "If it was you, there is nothing to do.";

  @Inject AlertLetters letters;
  @Inject LetterPress press;
  @ConfigProperty(name = "portcullis.origin") String origin;

  static List<SecurityEvent> alerting() {
    Instant now = Instant.now();
    return Stream.concat(Samples.alerting(ACCOUNT).stream(), EnumSet.allOf(AuthenticatorType.class).stream()
        .map(type -> new AuthenticatorEnrolled(OtherServices.anEvent(), ACCOUNT, now, type, "", Optional.empty(), Optional.empty()))).toList();
  }

  private Printed mail(SecurityEvent event) {
    return press.email(letters.write(Alert.about(event).orElseThrow(), event, "en", ZoneOffset.UTC), Optional.of("blue heron"));
  }

  @ParameterizedTest
  @MethodSource("alerting")
  void safe3_givenAnyAlert_thenItSaysInPlainWordsWhatHappened_whenAndWhere(SecurityEvent event) {
    Printed mail = mail(event);

    PlainEnglish.of(mail);
    assertThat(mail.text()).contains("When: " + UTC.of(event.time()));
    if (event instanceof SessionEvent && !(event instanceof SettingsLockChange || event instanceof WithdrawalLockChange)) assertThat(mail.text()).containsPattern("(?m)^(?:Device: (?:Firefox|Safari|My phone)|API key: Market maker)");
    if (event instanceof MfaEvent && !(event instanceof RecoveryCodesIssued || event instanceof RecoveryCodeUsed
        || event instanceof TradingPassphraseChanged || event instanceof TradingPassphraseThrottled)) {
      assertThat(mail.text()).containsPattern("(?m)^Second factor: ");
    }
  }

  @ParameterizedTest
  @MethodSource("alerting")
  void safe3_givenAnyAlert_thenItSaysWhatToDoIfItWasTheReader_andIfItWasNot_byALinkWithItsEnd(SecurityEvent event) {
    String text = mail(event).text();

    switch (event) {
      case AccountFrozen _ -> assertThat(text).contains("contact our support", "A new password alone does not open it",
          "ask for a link to reset your password", "If it was not you").doesNotContain("/recovery/freeze");
      // These ask their reader for something in any case.
      case CredentialCompromise _, AuthenticatorCloneSuspected _, RecoveryCodeUsed _, RefreshTokenReused _, SignInBlocked _,
          IdentifierChange _, ApprovalDeclined _, ApiKeyIdle _, AccountLocked _, MailReported _ -> assertThat(text).doesNotContain(NOTHING_TO_DO).contains("If in doubt, freeze your account");
      case ApiKeyDisabled disabled when disabled.reason() != ApiKeyDisableReason.DISABLED_BY_CUSTOMER ->
          assertThat(text).doesNotContain(NOTHING_TO_DO).contains("If in doubt, freeze your account");
      // Nothing happened to the account.
      case PriceReached _ -> assertThat(text).doesNotContain("/recovery/freeze", "If it was not you");
      default -> assertThat(text).contains(NOTHING_TO_DO, "If it was not you, freeze your account");
    }
    if (!(event instanceof AccountFrozen || event instanceof PriceReached)) {
      assertThat(text).contains("The link works until " + UTC.of(event.time().plus(Duration.ofDays(14))));
      assertThat(text).containsPattern("(?m)^" + origin + "/recovery/freeze#token=");
    }
    assertThat(text.contains(origin + "/recovery/removal#token=")).isEqualTo(text.contains("\"Keep this second factor\""))
        .isEqualTo(event instanceof AuthenticatorRemovalRequested || event instanceof AuthenticatorRemovalImminent);
  }

  @ParameterizedTest
  @CsvSource({"WEBAUTHN, security key or passkey", "TOTP, authenticator app", "EMAIL, codes by e-mail", "SMS, codes by text message",
      "RECOVERY_CODE, recovery codes"})
  void givenAFactor_thenItIsNamedAsItsOwnerCallsIt_andByItsKind(AuthenticatorType type, String kind) {
    assertThat(enrolled(type, "My {key}").lines()).contains("Second factor: My {key} (" + kind + ")");
    assertThat(enrolled(type, " ").lines()).contains("Second factor: " + kind);
  }

  @Test
  void a36TakenBack_givenAFirstFactorThatRestsOnAnAddress_thenTheMailSaysHowItIsTakenAway_andUntilWhen() {
    Instant until = Instant.parse("2026-03-01T12:00:00Z");
    String text = mail(new AuthenticatorEnrolled(
        OtherServices.anEvent(), ACCOUNT, Instant.now(), AuthenticatorType.TOTP, "My phone", Optional.of(until), Optional.empty())).text();
    assertThat(text.replaceAll("\\s+", " ")).contains("until " + UTC.of(until) + ", a new password removes it");
    assertThat(enrolled(AuthenticatorType.TOTP, "My phone")).doesNotContain("a new password removes it");
  }

  private String enrolled(AuthenticatorType type, String name) {
    return mail(new AuthenticatorEnrolled(OtherServices.anEvent(), ACCOUNT, Instant.now(), type, name, Optional.empty(), Optional.empty())).text();
  }

  @ParameterizedTest
  @MethodSource("alerting")
  void safe10_givenAChangeThatHoldsWithdrawals_thenItsOneMailSaysUntilWhen(SecurityEvent event) {
    Optional<Instant> held = event instanceof HoldsWithdrawals change ? change.heldUntil() : Optional.empty();
    String text = mail(event).text().replaceAll("\\s+", " ");
    held.ifPresentOrElse(
        until -> assertThat(text).contains("Withdrawals from your account are held until " + UTC.of(until) + " at least."),
        () -> assertThat(text).doesNotContain("Withdrawals from your account are held"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4})
  void givenARecoveryCodeWasUsed_thenItSaysHowManyAreLeft(int left) {
    Printed mail = mail(new RecoveryCodeUsed(OtherServices.anEvent(), ACCOUNT, Instant.now(), left, Optional.empty()));

    PlainEnglish.of(mail);
    assertThat(mail.text()).contains(left == 0 ? "None is left" : left + " left").contains("add a new one");
    assertThat(mail.text().contains("make new ones soon")).isEqualTo(left <= 3);
  }

  @Test
  void a07_givenACopiedSignIn_thenTheOwnerLearnsWhatThatMeans_andWhatWasDone() {
    String text = Samples.alerting(ACCOUNT).stream().filter(RefreshTokenReused.class::isInstance).findFirst()
        .map(event -> mail(event).text()).orElseThrow();

    assertThat(text).contains("a copy of your sign-in", "We ended that session", "Sign in again", "Device: Safari on iPhone",
        "change your password");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar", "sv-SE", "not a tag", ""})
  void givenALanguageThatHasNoWordsYet_thenTheDateIsEnglishLikeTheRest(String locale) {
    SecurityEvent event = Samples.alerting(ACCOUNT).getFirst();
    PlainEnglish.of(press.email(letters.write(Alert.about(event).orElseThrow(), event, locale, ZoneOffset.UTC), Optional.empty()));
  }
}
