package io.portcullis.notification.sharedsignals;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SecurityEventType;
import io.portcullis.notification.alert.Samples;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// OPS-7: which of our events a receiver of shared signals hears, and as what.
class SignalsTest {

  private static final Map<String, String> TOLD = new TreeMap<>(Map.ofEntries(
      Map.entry("SessionEstablished", "session-established"),
      Map.entry("SessionRevoked", "session-revoked"),
      Map.entry("SessionsEndedBySupport", "session-revoked"),
      Map.entry("AssuranceLevelChange", "assurance-level-change"),
      Map.entry("CredentialChange", "credential-change"),
      Map.entry("AuthenticatorEnrolled", "credential-change"),
      Map.entry("AuthenticatorRemoved", "credential-change"),
      Map.entry("TradingPassphraseChanged", "credential-change"),
      Map.entry("ApiKeyCreated", "credential-change"),
      Map.entry("ApiKeyChanged", "credential-change"),
      Map.entry("ApiKeyDisabled", "credential-change"),
      Map.entry("AccountFrozen", "account-disabled"),
      Map.entry("AccountLocked", "account-disabled"),
      Map.entry("AccountUnfrozen", "account-enabled"),
      Map.entry("AccountUnlocked", "account-enabled"),
      Map.entry("AccountClosureChange", "account-purged"),
      Map.entry("CredentialCompromise", "credential-compromise"),
      Map.entry("AuthenticatorCloneSuspected", "credential-compromise"),
      Map.entry("RecoveryActivated", "recovery-activated"),
      Map.entry("CaseOpened", "recovery-activated"),
      Map.entry("RecoveryCodesIssued", "recovery-information-changed"),
      Map.entry("IdentifierChange", "recovery-information-changed")));

  private static final Set<String> NOT_TOLD = Set.of("AccountActivated", "AccountExportChange", "PasswordFailures", "HoldStarted",
      "IdentifierClaimed", "ApprovalProposed", "ApprovalGranted", "ApprovalRefused", "ApprovalDeclined", "ApprovalConsumed", "AddressBooked", "AddressUnbooked",
      "BookOnlyChange", "SignInBlocked", "DeviceChange", "RefreshTokenReused", "RefreshRepeatedElsewhere", "ApiKeyIdle", "ApiKeyUsedElsewhere",
      "SettingsLockChange", "WithdrawalLockChange", "AuthenticatorRemovalRequested", "AuthenticatorRemovalImminent",
      "AuthenticatorRemovalCancelled", "AuthenticatorRenamed", "RecoveryCodeUsed", "VerificationThrottled", "TradingPassphraseThrottled",
      "AntiPhishingCodeChanged", "WithdrawalTold", "PriceReached", "ExchangeLogin", "NotificationPreferencesChanged", "MailReported", "NotificationDataErased",
      "CaseApproved", "CaseWaitStarted", "CaseWaitEnded", "CaseCompleted", "CaseCancelled", "CaseRejected", "CaseExpired",
      "RecoveryDataErased", "SecurityQuestionsChanged", "SupportRead", "SupportActed");

  private final List<SecurityEvent> samples = Samples.all(new AccountId(UUID.randomUUID()));

  @Test
  void ops7_givenEveryEventOfOurs_thenItIsDecidedWhetherItIsTold_andAsWhat() {
    Set<String> decided = Stream.of(TOLD.keySet(), NOT_TOLD).flatMap(Collection::stream).collect(Collectors.toSet());
    assertThat(decided).as("a new event wants its line in Signals and here").isEqualTo(
        SecurityEventType.RECORDS.stream().map(Class::getSimpleName).collect(Collectors.toSet()));
    assertThat(samples).extracting(event -> event.getClass().getSimpleName()).containsAll(TOLD.keySet()).containsAll(NOT_TOLD);
    var told = new TreeMap<String, String>();
    samples.forEach(event -> Signals.of(event).ifPresent(signal ->
        told.put(event.getClass().getSimpleName(), signal.type().uri().replaceAll(".*/", ""))));
    assertThat(told).isEqualTo(TOLD);
  }

  @Test
  void ops7_givenCaep_thenEachEventSaysWhy() {
    samples.stream().map(Signals::of).flatMap(Optional::stream).filter(signal -> signal.type().isCaep()).forEach(signal -> {
      assertThat(signal.claims().get("initiating_entity")).as(signal.toString()).isIn("user", "admin", "policy", "system");
      assertThat(((Map<?, ?>) signal.claims().get("reason_admin")).values()).as(signal.toString()).allSatisfy(reason ->
          assertThat(reason.toString()).isNotBlank());
    });
  }

  @Test
  void ops7_givenTheNamesOfTheStandards_thenTheUrisAreTheirs() {
    assertThat(SignalType.SESSION_REVOKED.uri()).isEqualTo("https://schemas.openid.net/secevent/caep/event-type/session-revoked");
    assertThat(SignalType.RECOVERY_INFORMATION_CHANGED.uri())
        .isEqualTo("https://schemas.openid.net/secevent/risc/event-type/recovery-information-changed");
    assertThat(SignalType.STREAM_UPDATED.uri()).isEqualTo("https://schemas.openid.net/secevent/ssf/event-type/stream-updated");
    assertThat(SignalType.SUPPORTED).doesNotContain(SignalType.VERIFICATION, SignalType.STREAM_UPDATED);
  }
}
