package io.portcullis.notification.checkup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.contracts.AuthEvent.ApprovalGranted;
import io.portcullis.contracts.AuthEvent.BookOnlyAction;
import io.portcullis.contracts.AuthEvent.BookOnlyChange;
import io.portcullis.contracts.AuthEvent.CredentialChange;
import io.portcullis.contracts.AuthEvent.CredentialCompromise;
import io.portcullis.contracts.AuthEvent.CredentialType;
import io.portcullis.contracts.AuthEvent.IdentifierAction;
import io.portcullis.contracts.AuthEvent.IdentifierChange;
import io.portcullis.contracts.AuthEvent.IdentifierClaimed;
import io.portcullis.contracts.AuthEvent.Initiator;
import io.portcullis.contracts.Contact;
import io.portcullis.contracts.DeviceId;
import io.portcullis.contracts.MfaEvent.AuthenticatorCloneSuspected;
import io.portcullis.contracts.MfaEvent.AuthenticatorEnrolled;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalCancelled;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalRequested;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemoved;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.contracts.MfaEvent.RecoveryCodeUsed;
import io.portcullis.contracts.MfaEvent.RecoveryCodesIssued;
import io.portcullis.contracts.MfaEvent.TradingPassphraseChanged;
import io.portcullis.contracts.MfaEvent.TradingPassphraseThrottled;
import io.portcullis.contracts.RecoveryEvent.CaseCompleted;
import io.portcullis.contracts.RecoveryEvent.CaseOpened;
import io.portcullis.contracts.RecoveryEvent.CaseReason;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SessionEvent.ApiKeyChange;
import io.portcullis.contracts.SessionEvent.ApiKeyChanged;
import io.portcullis.contracts.SessionEvent.ApiKeyCreated;
import io.portcullis.contracts.SessionEvent.ApiKeyDisableReason;
import io.portcullis.contracts.SessionEvent.ApiKeyDisabled;
import io.portcullis.contracts.SessionEvent.DeviceAction;
import io.portcullis.contracts.SessionEvent.DeviceChange;
import io.portcullis.contracts.SessionEvent.DeviceRecognition;
import io.portcullis.contracts.SessionEvent.SessionEstablished;
import io.portcullis.contracts.SessionEvent.SettingsLockAction;
import io.portcullis.contracts.SessionEvent.SettingsLockChange;
import io.portcullis.contracts.SessionEvent.WithdrawalLockAction;
import io.portcullis.contracts.SessionEvent.WithdrawalLockChange;
import io.portcullis.contracts.SessionEvent.WithdrawalLockKind;
import io.portcullis.contracts.SessionId;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.Tables;
import io.portcullis.testkit.CustomerTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// SAFE-11: what protects an account, what is missing, what to do next.
@QuarkusTest
@OnTheStack
class CheckupTest {

  @Inject OtherServices others;
  @Inject CustomerTokens tokens;
  @Inject Tables tables;

  private final AccountId alice = new AccountId(UUID.randomUUID());
  private final Instant now = Instant.now();
  private int heard;

  private void hear(SecurityEvent... events) {
    for (SecurityEvent event : events) {
      others.publish(event);
    }
    heard += events.length;
    await().atMost(Duration.ofSeconds(40)).until(() ->
        tables.count("select count(*) from audit_event where account_id = $1", alice.value()) == heard);
  }

  private JsonPath checkup() {
    return RestAssured.given().auth().oauth2(tokens.of(alice)).get("/v1/security-checkup").then().statusCode(200).extract().jsonPath();
  }

  private Map<String, Object> item(String id) {
    return checkup().getMap("items.find { it.id == '" + id + "' }");
  }

  private String state(String id) {
    return (String) item(id).get("state");
  }

  private AuthenticatorEnrolled enrolled(AuthenticatorType type, String name) {
    return new AuthenticatorEnrolled(OtherServices.anEvent(), alice, now, type, name, Optional.empty(), Optional.empty());
  }

  private AuthenticatorRemoved removed(AuthenticatorType type, String name) {
    return new AuthenticatorRemoved(OtherServices.anEvent(), alice, now, type, name, Optional.empty());
  }

  private SessionEstablished signIn(DeviceRecognition recognition, UUID device, Instant time) {
    return new SessionEstablished(OtherServices.anEvent(), alice, time, new SessionId(UUID.randomUUID()), new DeviceId(device),
        "Firefox on Linux", Optional.empty(), "aal1", recognition, Optional.empty(), List.of(), Optional.empty());
  }

  private BookOnlyChange bookOnly(BookOnlyAction action) {
    return new BookOnlyChange(OtherServices.anEvent(), alice, now, action, Optional.empty());
  }

  private SettingsLockChange settingsLock(SettingsLockAction action, Optional<Instant> opensAt) {
    return new SettingsLockChange(OtherServices.anEvent(), alice, now, action, 30, opensAt);
  }

  private WithdrawalLockChange withdrawalLock(WithdrawalLockAction action, Instant opensAt) {
    return new WithdrawalLockChange(OtherServices.anEvent(), alice, now, action, WithdrawalLockKind.SOFT, opensAt);
  }

  @Test
  void safe11_givenAnAccountThatNothingIsKnownOf_thenAllIsMissing_andTheScoreIsMadeOfTheItems() {
    JsonPath checkup = checkup();
    assertThat(checkup.getList("items.id", String.class)).containsExactlyInAnyOrder("second-factor", "strong-factor", "password",
        "recovery-codes", "trading-passphrase", "anti-phishing-code", "new-devices", "api-keys", "book-only", "settings-lock",
        "second-address");
    assertThat(checkup.getInt("score.of")).isEqualTo(100);
    assertThat(checkup.getInt("score.points")).isEqualTo(20);
    assertThat(checkup.getList("items.findAll { it.state == 'done' }.id", String.class)).containsExactlyInAnyOrder("password", "new-devices", "api-keys");
    assertThat(item("second-factor")).containsEntry("state", "missing").containsEntry("next", "enrol-authenticator")
        .containsEntry("points", 0).containsEntry("of", 20);
  }

  @Test
  void safe11_givenEverythingIsDone_thenTheScoreIsFull_andNothingIsToBeDone() {
    others.publish(new Contact(OtherServices.anEvent(), alice, now, List.of(OtherServices.anAddress(),
        new Address(Address.Channel.SMS, "+447400123456")), "en"));
    RestAssured.given().auth().oauth2(tokens.of(alice)).contentType("application/json").body(Map.of("code", "blue heron"))
        .put("/v1/anti-phishing-code").then().statusCode(204);
    heard++;
    hear(enrolled(AuthenticatorType.WEBAUTHN, "My key"), new RecoveryCodesIssued(OtherServices.anEvent(), alice, now, 10, Optional.empty()),
        new TradingPassphraseChanged(OtherServices.anEvent(), alice, now, true, Optional.empty()), bookOnly(BookOnlyAction.ON),
        signIn(DeviceRecognition.NEW, UUID.randomUUID(), now), settingsLock(SettingsLockAction.LOCKED, Optional.empty()));
    await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertThat(checkup().getInt("score.points")).isEqualTo(100));
    assertThat(checkup().getList("items.next")).containsOnlyNulls();
    assertThat(checkup().getList("items.state", String.class)).containsOnly("done");
  }

  @Test
  void strength_givenFactorsComeAndGo_thenWhatIsLeftCounts() {
    hear(enrolled(AuthenticatorType.EMAIL, "a@…"));
    assertThat(state("second-factor")).isEqualTo("done");
    assertThat(item("strong-factor")).containsEntry("state", "missing").containsEntry("next", "enrol-stronger-factor");
    hear(enrolled(AuthenticatorType.TOTP, "Phone"), enrolled(AuthenticatorType.TOTP, "Tablet"));
    assertThat(item("strong-factor")).containsEntry("state", "improve").containsEntry("next", "enrol-security-key").containsEntry("points", 8);
    hear(enrolled(AuthenticatorType.WEBAUTHN, "Key"), removed(AuthenticatorType.TOTP, "Phone"));
    assertThat(state("strong-factor")).isEqualTo("done");
    hear(removed(AuthenticatorType.WEBAUTHN, "Key"));
    assertThat(state("strong-factor")).isEqualTo("improve");
    hear(removed(AuthenticatorType.TOTP, "Tablet"), removed(AuthenticatorType.EMAIL, "a@…"));
    assertThat(state("second-factor")).isEqualTo("missing");
  }

  @Test
  void attention_givenSomethingIsWrong_thenItComesFirst_untilItIsPutRight() {
    hear(enrolled(AuthenticatorType.WEBAUTHN, "Key"), new AuthenticatorCloneSuspected(OtherServices.anEvent(), alice, now, "Key"));
    assertThat(item("second-factor")).containsEntry("state", "attention").containsEntry("next", "replace-authenticator");
    assertThat(checkup().getString("items[0].id")).isEqualTo("second-factor");
    hear(new CredentialCompromise(OtherServices.anEvent(), alice, now, CredentialType.PASSWORD),
        new TradingPassphraseChanged(OtherServices.anEvent(), alice, now, true, Optional.empty()),
        new TradingPassphraseThrottled(OtherServices.anEvent(), alice, now, true),
        new AuthenticatorRemovalRequested(OtherServices.anEvent(), alice, now, AuthenticatorType.WEBAUTHN, "Key", now.plusSeconds(172800)));
    assertThat(checkup().getList("items.findAll { it.state == 'attention' }.id", String.class))
        .containsExactlyInAnyOrder("second-factor", "password", "trading-passphrase", "pending-removal");
    hear(enrolled(AuthenticatorType.TOTP, "Phone"), removed(AuthenticatorType.WEBAUTHN, "Key"),
        new CredentialChange(OtherServices.anEvent(), alice, now, CredentialType.PASSWORD, Initiator.CUSTOMER, Optional.empty(), Optional.empty()),
        new TradingPassphraseChanged(OtherServices.anEvent(), alice, now, false, Optional.empty()));
    assertThat(checkup().getList("items.findAll { it.state == 'attention' }")).isEmpty();
  }

  @Test
  void removal_givenItIsCancelled_orItsTimeIsOver_thenThereIsNothingToCancel() {
    hear(enrolled(AuthenticatorType.TOTP, "Phone"),
        new AuthenticatorRemovalRequested(OtherServices.anEvent(), alice, now, AuthenticatorType.TOTP, "Phone", now.plusSeconds(60)),
        new AuthenticatorRemovalRequested(OtherServices.anEvent(), alice, now, AuthenticatorType.EMAIL, "a@…", now.minusSeconds(60)));
    assertThat(state("pending-removal")).isEqualTo("attention");
    hear(new AuthenticatorRemovalCancelled(OtherServices.anEvent(), alice, now, AuthenticatorType.TOTP, "Phone"));
    assertThat(checkup().getList("items.id", String.class)).doesNotContain("pending-removal");
  }

  @Test
  void recoveryCodes_givenTheyAreUsedUp_thenTheStateFollows() {
    hear(new RecoveryCodesIssued(OtherServices.anEvent(), alice, now, 10, Optional.empty()));
    assertThat(state("recovery-codes")).isEqualTo("done");
    hear(new RecoveryCodeUsed(OtherServices.anEvent(), alice, now, 3, Optional.empty()));
    assertThat(item("recovery-codes")).containsEntry("state", "improve").containsEntry("points", 5);
    hear(new RecoveryCodeUsed(OtherServices.anEvent(), alice, now, 1, Optional.empty()));
    assertThat(item("recovery-codes")).containsEntry("why", "Only one recovery code is left.");
    hear(new RecoveryCodeUsed(OtherServices.anEvent(), alice, now, 0, Optional.empty()));
    assertThat(state("recovery-codes")).isEqualTo("missing");
  }

  @Test
  void recoveryCodes_givenTheLastFactorIsRemoved_thenNoneAreLeft() {
    hear(enrolled(AuthenticatorType.TOTP, "Phone"), new RecoveryCodesIssued(OtherServices.anEvent(), alice, now, 10, Optional.empty()),
        enrolled(AuthenticatorType.WEBAUTHN, "Key"), removed(AuthenticatorType.TOTP, "Phone"));
    assertThat(state("recovery-codes")).isEqualTo("done");
    hear(removed(AuthenticatorType.WEBAUTHN, "Key"));
    assertThat(state("recovery-codes")).isEqualTo("missing");
  }

  @Test
  void passphrase_givenARecoveryThatTookItAway_thenItIsMissing_untilAnotherIsSet() {
    UUID recoveryCase = UUID.randomUUID();
    hear(new TradingPassphraseChanged(OtherServices.anEvent(), alice, now, true, Optional.empty()),
        new CaseOpened(OtherServices.anEvent(), alice, now, UUID.randomUUID(), CaseReason.LOST_SECOND_FACTOR, Optional.empty()),
        new CaseOpened(OtherServices.anEvent(), alice, now, recoveryCase, CaseReason.LOST_TRADING_PASSPHRASE, Optional.empty()));
    assertThat(state("trading-passphrase")).isEqualTo("done");
    hear(new TradingPassphraseThrottled(OtherServices.anEvent(), alice, now, true), new CaseCompleted(OtherServices.anEvent(), alice, now, recoveryCase));
    assertThat(state("trading-passphrase")).isEqualTo("missing");
    hear(new TradingPassphraseChanged(OtherServices.anEvent(), alice, now, true, Optional.empty()));
    assertThat(state("trading-passphrase")).isEqualTo("done");
  }

  @Test
  void devices_givenNewOnes_thenTheyAreCounted_untilTheirOwnerLooksAtThem_orAMonthIsOver() {
    UUID second = UUID.randomUUID();
    hear(signIn(DeviceRecognition.NEW, UUID.randomUUID(), now), signIn(DeviceRecognition.NEW, second, now),
        signIn(DeviceRecognition.KNOWN, UUID.randomUUID(), now));
    assertThat(item("new-devices")).containsEntry("state", "attention").containsEntry("next", "review-devices");
    assertThat((String) item("new-devices").get("why")).contains("one device signed in for the first time.");
    hear(signIn(DeviceRecognition.NEW, UUID.randomUUID(), now.minus(Duration.ofDays(29))));
    assertThat((String) item("new-devices").get("why")).contains("2 devices signed in for the first time.");
    Protections protections = Protections.of(List.of(signIn(DeviceRecognition.NEW, UUID.randomUUID(), now), signIn(DeviceRecognition.NEW, second, now)));
    assertThat(protections.newDevicesSince(now.minus(Duration.ofDays(30)))).isEqualTo(1);
    assertThat(protections.newDevicesSince(now)).as("a month later").isZero();
    hear(new DeviceChange(OtherServices.anEvent(), alice, now, new DeviceId(second), "My phone", DeviceAction.RENAMED));
    assertThat((String) item("new-devices").get("why")).contains("one device ");
  }

  @Test
  void apiKeys_givenOneThatCountsFromEveryNetwork_thenItWantsNetworks_whileItCounts() {
    UUID key = UUID.randomUUID();
    hear(new ApiKeyCreated(OtherServices.anEvent(), alice, now, UUID.randomUUID(), "bot", List.of("read"), true));
    assertThat(state("api-keys")).isEqualTo("done");
    hear(new ApiKeyCreated(OtherServices.anEvent(), alice, now, key, "bot", List.of("read"), false));
    assertThat(item("api-keys")).containsEntry("state", "improve").containsEntry("points", 0).containsEntry("next", "restrict-api-keys");
    hear(new ApiKeyDisabled(OtherServices.anEvent(), alice, now, key, "bot", ApiKeyDisableReason.IDLE));
    assertThat(state("api-keys")).isEqualTo("done");
    hear(new ApiKeyChanged(OtherServices.anEvent(), alice, now, key, "bot", ApiKeyChange.ENABLED));
    assertThat(state("api-keys")).isEqualTo("improve");
    hear(new ApiKeyChanged(OtherServices.anEvent(), alice, now, key, "bot", ApiKeyChange.NETWORKS_NARROWED));
    assertThat(state("api-keys")).isEqualTo("done");
    hear(new ApiKeyChanged(OtherServices.anEvent(), alice, now, key, "bot", ApiKeyChange.NETWORKS_WIDENED));
    assertThat(state("api-keys")).isEqualTo("improve");
    hear(new ApiKeyDisabled(OtherServices.anEvent(), alice, now, key, "bot", ApiKeyDisableReason.DELETED));
    assertThat(state("api-keys")).isEqualTo("done");
  }

  @Test
  void bookOnly_givenItIsAboutToEnd_thenThatWantsAttention() {
    for (Map.Entry<BookOnlyAction, String> each : List.of(Map.entry(BookOnlyAction.ON, "done"), Map.entry(BookOnlyAction.OFF_REQUESTED, "attention"),
        Map.entry(BookOnlyAction.OFF_IMMINENT, "attention"), Map.entry(BookOnlyAction.OFF_CANCELLED, "done"), Map.entry(BookOnlyAction.OFF, "missing"))) {
      hear(bookOnly(each.getKey()));
      assertThat(state("book-only")).as(each.getKey().name()).isEqualTo(each.getValue());
    }
  }

  private IdentifierClaimed claimed(Address.Channel channel, Instant time) {
    return new IdentifierClaimed(OtherServices.anEvent(), alice, time, channel);
  }

  private IdentifierChange identifiers(IdentifierAction action) {
    return new IdentifierChange(OtherServices.anEvent(), alice, now, action, Optional.empty());
  }

  @Test
  void safe11_givenASecondIdentifierThatWasNeverProved_thenItSaysSo_untilOneIsProved() {
    int points = checkup().getInt("score.points");
    hear(claimed(Address.Channel.SMS, now));
    assertThat(item("unproved-identifier")).containsEntry("state", "improve").containsEntry("next", "add-identifier")
        .containsEntry("points", 0).containsEntry("of", 0);
    assertThat((String) item("unproved-identifier").get("why")).startsWith("A phone number");
    assertThat(checkup().getInt("score.points")).as("it is no address of the account").isEqualTo(points);
    assertThat(state("second-address")).isEqualTo("missing");
    hear(claimed(Address.Channel.EMAIL, now), identifiers(IdentifierAction.MADE_PRIMARY), identifiers(IdentifierAction.REMOVED));
    assertThat((String) item("unproved-identifier").get("why")).startsWith("An e-mail address");
    hear(identifiers(IdentifierAction.ADDED));
    assertThat(checkup().getList("items.id", String.class)).doesNotContain("unproved-identifier");
  }

  @Test
  void safe11_givenAnIdentifierThatWasNamedLongAgo_orWhoseChangeWasTakenBack_thenNothingIsToBeDone() {
    Protections protections = Protections.of(List.of(claimed(Address.Channel.EMAIL, now)));
    assertThat(protections.unproved(now.plus(Duration.ofDays(29)))).isPresent();
    assertThat(protections.unproved(now.plus(Duration.ofDays(31)))).as("a month later").isEmpty();
    hear(claimed(Address.Channel.EMAIL, now.minus(Duration.ofDays(29))));
    assertThat(state("unproved-identifier")).isEqualTo("improve");
    hear(identifiers(IdentifierAction.RESTORED));
    assertThat(checkup().getList("items.id", String.class)).doesNotContain("unproved-identifier");
  }

  @Test
  void locks_givenTheSettingsAreLocked_andUnlocked_thenTheStateFollows() {
    hear(settingsLock(SettingsLockAction.LOCKED, Optional.empty()));
    assertThat(state("settings-lock")).isEqualTo("done");
    hear(settingsLock(SettingsLockAction.UNLOCKING, Optional.of(now.plusSeconds(86400))));
    assertThat(item("settings-lock")).containsEntry("state", "attention").containsEntry("next", "cancel-unlocking");
    hear(settingsLock(SettingsLockAction.UNLOCKING_CANCELLED, Optional.empty()));
    assertThat(state("settings-lock")).isEqualTo("done");
    hear(settingsLock(SettingsLockAction.UNLOCKING, Optional.of(now.minusSeconds(1))));
    assertThat(item("settings-lock")).as("its time is over").containsEntry("state", "missing").containsEntry("next", "lock-settings");
  }

  @Test
  void locks_givenWithdrawalsAreLocked_thenItShows_untilTheLockIsLifted_orOver() {
    hear(withdrawalLock(WithdrawalLockAction.LOCKED, now.plusSeconds(86400)));
    assertThat(state("withdrawal-lock")).isEqualTo("done");
    hear(withdrawalLock(WithdrawalLockAction.LIFTED, now.plusSeconds(86400)));
    assertThat(checkup().getList("items.id", String.class)).doesNotContain("withdrawal-lock");
    hear(withdrawalLock(WithdrawalLockAction.LOCKED, now.minusSeconds(1)));
    assertThat(checkup().getList("items.id", String.class)).doesNotContain("withdrawal-lock");
  }

  @Test
  void a30_givenAnotherCustomer_thenNothingOfThisOneShows_andNobodyElseIsAnswered() {
    hear(enrolled(AuthenticatorType.WEBAUTHN, "Key"));
    String hers = RestAssured.given().auth().oauth2(tokens.of(new AccountId(UUID.randomUUID()))).get("/v1/security-checkup").asString();
    assertThat(JsonPath.from(hers).getString("items.find { it.id == 'second-factor' }.state")).isEqualTo("missing");
    RestAssured.get("/v1/security-checkup").then().statusCode(401);
  }

  @Test
  void manyEvents_givenAnAccountThatTradesAllDay_thenOnlyWhatProtectsItIsRead_byItsIndex() {
    hear(IntStream.range(0, 50).mapToObj(_ -> new ApprovalGranted(OtherServices.anEvent(), alice, now, UUID.randomUUID(), "withdrawal",
        "withdrawals", "phr")).toArray(SecurityEvent[]::new));
    hear(enrolled(AuthenticatorType.TOTP, "Phone"));
    assertThat(tables.rows(KeptProtections.AFTER, alice.value(), 0L, 500)).hasSize(1);
    assertThat(tables.planOf(KeptProtections.AFTER.replace("$1", "'" + alice + "'").replace("$2", "0").replace("$3", "500")))
        .contains("audit_event_checkup");
  }

  @Test
  void manyEvents_givenMoreThanOnePageOfThem_thenAllCount_andTheNextReadingBeginsWhereThisOneEnded() {
    hear(enrolled(AuthenticatorType.TOTP, "Phone"), enrolled(AuthenticatorType.WEBAUTHN, "Key"), settingsLock(SettingsLockAction.LOCKED, Optional.empty()));
    hear(new AuthenticatorRemovalRequested(OtherServices.anEvent(), alice, now, AuthenticatorType.TOTP, "Phone", now.plusSeconds(172800)));
    hear(signIn(DeviceRecognition.NEW, UUID.randomUUID(), now), signIn(DeviceRecognition.NEW, UUID.randomUUID(), now));
    hear(new ApiKeyCreated(OtherServices.anEvent(), alice, now, UUID.randomUUID(), "bot", List.of("read"), false));
    hear(IntStream.rangeClosed(1, KeptProtections.PAGE).mapToObj(left -> new RecoveryCodeUsed(OtherServices.anEvent(), alice, now, left,
        Optional.empty())).toArray(SecurityEvent[]::new));
    String first = checkup().prettify();
    assertThat(item("recovery-codes")).containsEntry("why", KeptProtections.PAGE + " recovery codes are left.");
    assertThat(unread()).isLessThan(KeptProtections.OFTEN);
    assertThat(checkup().prettify()).as("out of what was kept").isEqualTo(first);

    hear(removed(AuthenticatorType.WEBAUTHN, "Key"));
    assertThat(state("strong-factor")).isEqualTo("improve");
    tables.meddle("update protections_kept set version = 0, content = 'of another release' where account_id = '%s'".formatted(alice));
    assertThat(state("strong-factor")).isEqualTo("improve");
    assertThat(state("pending-removal")).isEqualTo("attention");
  }

  @Test
  void manyEvents_givenOneOfANewerRelease_thenWhatIsKeptEndsBeforeIt_soThatTheNextReleaseReadsIt() {
    hear(IntStream.range(0, KeptProtections.OFTEN).mapToObj(_ -> bookOnly(BookOnlyAction.ON)).toArray(SecurityEvent[]::new));
    assertThat(state("book-only")).isEqualTo("done");
    long before = keptUpTo();
    tables.meddle("insert into audit_event (chain, seq, event_id, account_id, type, time, content, hash) values (99, %d, '%s', '%s', '%s', now(), '{}', '')"
        .formatted(before + 1, UUID.randomUUID(), alice, "io.portcullis.auth.of-a-newer-release.v1"));
    heard++;
    hear(IntStream.range(0, KeptProtections.OFTEN).mapToObj(_ -> bookOnly(BookOnlyAction.OFF)).toArray(SecurityEvent[]::new));
    assertThat(state("book-only")).isEqualTo("missing");
    assertThat(keptUpTo()).isEqualTo(before);
  }

  private long unread() {
    return tables.rows(KeptProtections.AFTER, alice.value(), keptUpTo(), 500).size();
  }

  private long keptUpTo() {
    return tables.count("select seq from protections_kept where account_id = $1", alice.value());
  }

  /// If you change what is kept, or what an event means, change `VERSION` as well.
  @Test
  void version_givenWhatIsKept_thenItHasTheseFields() {
    assertThat(Arrays.stream(Protections.class.getDeclaredFields()).filter(field -> !Modifier.isStatic(field.getModifiers())).map(Field::getName))
        .containsExactly("factors", "removals", "suspectedCopies", "newDevices", "apiKeys", "firstDeviceSeen", "recoveryCodes",
            "passwordLeaked", "passphrase", "passphraseCases", "bookOnly", "unproved", "settingsLocked", "settingsOpenAt", "withdrawalsOpenAt");
    assertThat(Protections.VERSION).isEqualTo(3);
  }
}
