package io.portcullis.notification.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.contracts.AuthEvent.AccountFrozen;
import io.portcullis.contracts.AuthEvent.CredentialChange;
import io.portcullis.contracts.AuthEvent.CredentialType;
import io.portcullis.contracts.AuthEvent.IdentifierAction;
import io.portcullis.contracts.AuthEvent.IdentifierChange;
import io.portcullis.contracts.AuthEvent.Initiator;
import io.portcullis.contracts.Contact;
import io.portcullis.contracts.Message.Circumstances;
import io.portcullis.contracts.Message.IdentifierChanged;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalImminent;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalRequested;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemoved;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.contracts.NotificationEvent.AntiPhishingCodeChanged;
import io.portcullis.contracts.NotificationEvent.Change;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.Tables;
import io.portcullis.testkit.Mailbox.Delivered;
import io.portcullis.testkit.Mailbox;
import io.portcullis.testkit.MutableClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Contacts and events are two topics. Neither waits for the other, so each order must do.
@QuarkusTest
@OnTheStack
class AlertOrderTest {

  @Inject OtherServices others;
  @Inject Tables tables;
  @Inject MutableClock clock;
  @ConfigProperty(name = "portcullis.origin") String origin;

  private final Mailbox mailbox = new Mailbox();
  private final AccountId account = new AccountId(UUID.randomUUID());
  private final Address owner = OtherServices.anAddress();
  private final Address thief = OtherServices.anAddress();
  private final Instant start = Instant.now();

  @AfterEach
  void now() {
    clock.reset();
  }

  private void contact(Instant time, Address... addresses) {
    others.publish(new Contact(OtherServices.anEvent(), account, time, List.of(addresses), "en"));
  }

  private void untilKnown(Instant time) {
    await("the contact").atMost(Duration.ofSeconds(40)).until(() -> tables.count("select count(*) from contact where account_id = $1 and as_of >= $2",
        account.value(), time.atOffset(ZoneOffset.UTC)) == 1);
  }

  private List<SecurityEvent> after(IdentifierAction action, Instant time) {
    return List.of(new IdentifierChange(OtherServices.anEvent(), account, time, action, Optional.empty()),
        new CredentialChange(OtherServices.anEvent(), account, time.plusMillis(1), CredentialType.PASSWORD, Initiator.RECOVERY, Optional.empty(), Optional.empty()),
        new AccountFrozen(OtherServices.anEvent(), account, time.plusMillis(2), "customer"));
  }

  @ParameterizedTest
  @EnumSource(IdentifierAction.class)
  void a43WrongAddressee_givenTheContactComesAfterTheEvents_thenTheyAreToldToTheAddressesOfNowAlone(IdentifierAction action) {
    contact(start, thief);
    untilKnown(start);
    Instant restored = start.plusSeconds(1);
    List<SecurityEvent> events = after(action, restored);
    events.forEach(others::publish);
    int alerts = action == IdentifierAction.RESTORED ? 3 : 2;
    await("they wait").atMost(Duration.ofSeconds(40)).until(() ->
        tables.count("select count(*) from waiting_alert where account_id = $1", account.value()) == alerts);
    contact(restored, owner);

    assertThat(mailbox.await(owner.value(), alerts)).hasSize(alerts);
    assertThat(mailbox.to(thief.value())).isEmpty();
  }

  @Test
  void a43WrongAddressee_givenTheContactComesFirst_thenNothingWaits() {
    contact(start, thief);
    Instant restored = start.plusSeconds(1);
    contact(restored, owner);
    untilKnown(restored);
    after(IdentifierAction.RESTORED, restored).forEach(others::publish);

    assertThat(mailbox.await(owner.value(), 3)).hasSize(3);
    assertThat(mailbox.to(thief.value())).isEmpty();
  }

  @Test
  void a11Flood_givenHarmlessChangesOverAndOver_thenFiveMailsComeAtOnce_oneStandsForTheRest_andOthersComeAtOnce() {
    contact(start, owner);
    untilKnown(start);
    for (int i = 0; i < 20; i++) {
      others.publish(new AntiPhishingCodeChanged(OtherServices.anEvent(), account, Instant.now(), Change.SET));
    }
    others.publish(new CredentialChange(OtherServices.anEvent(), account, Instant.now(), CredentialType.PASSWORD, Initiator.CUSTOMER, Optional.empty(), Optional.empty()));
    for (int i = 0; i < 7; i++) {
      others.owe(account.value(), new IdentifierChanged(owner, "en", Optional.of(account), IdentifierAction.MADE_PRIMARY,
          origin + "/recovery/identifier#token=pit_" + i, Duration.ofHours(72), Optional.of(owner), new Circumstances(Optional.empty(), Optional.empty())));
    }
    mailbox.await(owner.value(), mail -> mail.subject().equals("Your password was changed"));
    mailbox.await(owner.value(), mail -> mail.text().contains("pit_6"));

    assertThat(mailbox.await(owner.value(), 5 + 1 + 7)).hasSize(5 + 1 + 7);
    assertThat(tables.count("select count(*) from delivery where account_id = $1 and state = 'queued' and next_try_at > $2",
        account.value(), start.plus(Duration.ofMinutes(50)).atOffset(ZoneOffset.UTC))).as("one stands for fifteen").isEqualTo(1);

    tables.meddle("update delivery set next_try_at = created_at where state = 'queued' and account_id = '" + account.value() + '\'');
    assertThat(mailbox.await(owner.value(), 5 + 1 + 7 + 1).getLast().text()).contains("may stand for others");
    assertThat(mailbox.to(owner.value())).filteredOn(mail -> mail.text().contains("may stand for others")).hasSize(1);
  }

  @Test
  void a11Flood_givenABurstIsOver_thenEachLaterAlertOfThatKindIsSentAtOnce_howeverRegularlyTheyCome() {
    contact(start, owner);
    untilKnown(start);
    for (int i = 0; i < 9; i++) {
      others.publish(new AntiPhishingCodeChanged(OtherServices.anEvent(), account, Instant.now(), Change.SET));
    }
    mailbox.await(owner.value(), 5);
    await("one stands for the rest").atMost(Duration.ofSeconds(40)).until(() -> queued() == 1);
    clock.advance(Duration.ofMinutes(61));
    mailbox.await(owner.value(), 6);

    for (int later = 1; later <= 4; later++) {
      others.publish(new AntiPhishingCodeChanged(OtherServices.anEvent(), account, clock.instant(), Change.SET));
      assertThat(mailbox.await(owner.value(), 6 + later).getLast().text()).doesNotContain("may stand for others");
      // It is marked as sent a moment after the mail server took it.
      await("nothing waits").atMost(Duration.ofSeconds(40)).until(() -> queued() == 0);
      clock.advance(Duration.ofMinutes(50));
    }
  }

  private long queued() {
    return tables.count("select count(*) from delivery where account_id = $1 and state = 'queued'", account.value());
  }

  @Test
  void a35Unnoticed_givenRemovalsOfAThiefsOwnKeysFirst_thenTheOwnersIsNamedAtOnce_whileItCanBeStopped() {
    contact(start, owner);
    untilKnown(start);
    Instant takesEffectAt = start.plus(Duration.ofHours(48));
    List<String> names = List.of("decoy 1", "decoy 2", "decoy 3", "decoy 4", "decoy 5", "decoy 6", "owner's app");
    for (String name : names) {
      others.publish(new AuthenticatorRemovalRequested(
          OtherServices.anEvent(), account, Instant.now(), AuthenticatorType.TOTP, name, takesEffectAt));
      others.publish(new AuthenticatorRemovalImminent(
          OtherServices.anEvent(), account, Instant.now(), AuthenticatorType.TOTP, name, takesEffectAt));
    }

    List<Delivered> mails = mailbox.await(owner.value(), 2 * names.size());
    for (String subject : List.of("A second factor is going to be removed", "A second factor will soon be removed")) {
      assertThat(mails).as(subject).filteredOn(mail -> mail.subject().equals(subject))
          .anyMatch(mail -> mail.text().contains("owner's app")).hasSize(names.size());
    }
  }

  @Test
  void a11Flood_givenThirtyDecoysOfManyNamesAreRemoved_thenFiveMailsComeAtOnce_andAFactorOfAnotherSortIsNamedAtOnce() {
    contact(start, owner);
    untilKnown(start);
    for (int i = 0; i < 30; i++) {
      others.publish(new AuthenticatorRemoved(OtherServices.anEvent(), account, Instant.now(), AuthenticatorType.WEBAUTHN, "decoy " + i, Optional.empty()));
    }
    others.publish(new AuthenticatorRemoved(OtherServices.anEvent(), account, Instant.now(), AuthenticatorType.TOTP, "owner's app", Optional.empty()));

    mailbox.await(owner.value(), mail -> mail.text().contains("owner's app"));
    assertThat(mailbox.await(owner.value(), 5 + 1)).hasSize(5 + 1).anyMatch(mail -> mail.text().contains("decoy 0"));
    await("one stands for the rest").atMost(Duration.ofSeconds(40)).until(() -> queued() == 1);
  }

  @Test
  void a43Silence_givenHarmlessChangesOverAndOver_thenTheyAreTwoTexts_andTheLinkThatTakesAChangeBackComes() {
    Address phone = new Address(Address.Channel.SMS, "+4176%07d".formatted(ThreadLocalRandom.current().nextInt(10_000_000)));
    contact(start, phone);
    untilKnown(start);
    for (int i = 0; i < 12; i++) {
      others.publish(new AntiPhishingCodeChanged(OtherServices.anEvent(), account, Instant.now(), Change.SET));
    }
    // Another kind is no repeat, and is the sentinel behind them all.
    others.publish(new AntiPhishingCodeChanged(OtherServices.anEvent(), account, Instant.now(), Change.REMOVED));
    mailbox.await(phone.value(), text -> text.text().contains("phrase was removed"));
    for (int i = 0; i < 3; i++) {
      others.owe(account.value(), new IdentifierChanged(phone, "en", Optional.of(account), IdentifierAction.REMOVED,
          origin + "/r#token=pit_" + i, Duration.ofHours(72), Optional.of(phone), new Circumstances(Optional.empty(), Optional.empty())));
    }
    // Several are sent side by side, so none stands for those before it.
    List.of("phrase was changed", "pit_0", "pit_1", "pit_2").forEach(part ->
        mailbox.await(phone.value(), text -> text.text().contains(part)));

    List<Delivered> texts = mailbox.to(phone.value());
    assertThat(texts).filteredOn(text -> text.text().contains("phrase was changed")).hasSize(1);
    assertThat(texts).filteredOn(text -> text.text().contains("pit_")).hasSize(3);
    assertThat(tables.count("select count(*) from delivery where account_id = $1 and state = 'queued' and next_try_at > $2",
        account.value(), start.plus(Duration.ofMinutes(50)).atOffset(ZoneOffset.UTC))).as("one stands for eleven").isEqualTo(1);
  }
}
