package io.portcullis.notification.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.AccountClosureChange;
import io.portcullis.contracts.AuthEvent.AccountFrozen;
import io.portcullis.contracts.AuthEvent.CredentialChange;
import io.portcullis.contracts.AuthEvent.CredentialType;
import io.portcullis.contracts.AuthEvent.Initiator;
import io.portcullis.contracts.Contact;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalCancelled;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalImminent;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalRequested;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SecurityEventType;
import io.portcullis.contracts.SessionEvent.DeviceRecognition;
import io.portcullis.contracts.SessionEvent.RiskReason;
import io.portcullis.contracts.SessionId;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.OtherServices.Person;
import io.portcullis.notification.Tables;
import io.portcullis.testkit.Mailbox;
import io.portcullis.testkit.Mailbox.Delivered;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

@QuarkusTest
@OnTheStack
class AlertMailTest {

  @Inject OtherServices others;
  @Inject Tables tables;
  @ConfigProperty(name = "portcullis.origin") String origin;
  @ConfigProperty(name = "portcullis.test.keys") String keys;

  private final Mailbox mailbox = new Mailbox();

  @Test
  void givenEveryKindOfEvent_thenThoseThatMatterAreToldAndTheOthersAreNot() {
    Person alice = others.aPerson();
    List<SecurityEvent> alerting = Samples.alerting(alice.account());
    List<SecurityEvent> silent = Samples.silent(alice.account());
    assertThat(Stream.concat(alerting.stream(), silent.stream()).map(Object::getClass).distinct().toList())
        .as("a sample of every kind").hasSameElementsAs(SecurityEventType.RECORDS);

    // A closed account is told nothing any more: it would end this test.
    silent.stream().filter(event -> !(event instanceof AccountClosureChange)).forEach(others::publish);
    alerting.forEach(others::publish);
    // Two of them changed the addresses: what follows is told by the contact of then.
    others.publish(new Contact(OtherServices.anEvent(), alice.account(), Instant.now(), List.of(alice.address()), "en"));

    List<Delivered> mails = mailbox.await(alice.email(), alerting.size());
    assertThat(tables.count("select count(*) from delivery where account_id = $1", alice.account().value()))
        .isEqualTo(alerting.size());
    assertThat(mails).allSatisfy(mail -> {
      assertThat(mail.text()).contains("We never ask for your password").contains("UTC");
      assertThat(mail.html()).contains("We never ask for your password").contains("UTC").doesNotContain("NOT_FOUND");
      assertThat(mail.headers()).containsEntry("Auto-Submitted", "auto-generated");
    });
    assertThat(mails).filteredOn(mail -> !mail.text().contains(origin + "/recovery/freeze#token="))
        .as("neither a frozen account is offered to be frozen, nor one to which nothing happened")
        .extracting(Delivered::subject).containsExactlyInAnyOrder("Your account is frozen", "A price was reached");
  }

  @Test
  void givenASignInFromANewDevice_thenTheMailSaysWhenWhereAndWithWhat() {
    Person alice = others.aPerson();
    others.publish(Samples.signIn(alice.account(), DeviceRecognition.NEW, "Firefox on Linux"));

    Delivered mail = mailbox.await(alice.email(), 1).getFirst();

    assertThat(mail.subject()).isEqualTo("New sign-in to your account");
    assertThat(mail.text()).contains("Device: Firefox on Linux", "Network address: 203.0.113.7", "When: ");
    assertThat(mail.html()).contains("<bdi>Firefox on Linux</bdi>", "<bdi>203.0.113.7</bdi>");
  }

  @Test
  void a43NewPassword_givenASession_thenTheMailSaysOnWhichDeviceAndFromWhereItBegan() {
    Person alice = others.aPerson();
    var signIn = Samples.signIn(alice.account(), DeviceRecognition.KNOWN, "Firefox on Linux");
    others.publish(signIn);
    Awaitility.await().atMost(Duration.ofSeconds(40)).until(() ->
        tables.count("select count(*) from audit_event where account_id = $1", alice.account().value()) == 1);

    others.publish(new CredentialChange(OtherServices.anEvent(), alice.account(), Instant.now(), CredentialType.PASSWORD,
        Initiator.CUSTOMER, Optional.empty(), Optional.of(signIn.session())));

    Delivered mail = mailbox.await(alice.email(), 1).getFirst();
    assertThat(mail.text()).contains("Signed-in device: Firefox on Linux", "Signed in from: Berlin, Germany");
    assertThat(mail.html()).contains("<bdi>Firefox on Linux</bdi>");
  }

  @Test
  void a43NewPassword_givenAnotherAccountsSession_orAnUnknownOne_thenNothingIsSaidOfIt() {
    Person alice = others.aPerson();
    var signIn = Samples.signIn(others.aPerson().account(), DeviceRecognition.KNOWN, "Firefox on Linux");
    others.publish(signIn);
    for (SessionId session : List.of(signIn.session(), new SessionId(UUID.randomUUID()))) {
      others.publish(new CredentialChange(OtherServices.anEvent(), alice.account(), Instant.now(), CredentialType.PASSWORD,
          Initiator.CUSTOMER, Optional.empty(), Optional.of(session)));
    }
    assertThat(mailbox.await(alice.email(), 2)).noneMatch(mail -> mail.text().contains("Signed-in device"));
  }

  @Test
  void safe2_givenABlockedSignIn_thenTheMailSaysWhereItCameFromAndWhyInPlainWords() {
    Person alice = others.aPerson();
    others.publish(Samples.blocked(alice.account(), RiskReason.NEW_COUNTRY, RiskReason.SPRAYED_PASSWORD));

    Delivered mail = mailbox.await(alice.email(), 1).getFirst();

    assertThat(mail.subject()).isEqualTo("A sign-in to your account was blocked");
    assertThat(mail.text()).contains("Place: Berlin, Germany", "Network address: 203.0.113.7", "Device: Firefox on Linux",
        "Unusual: your account was not used in this country lately",
        "Unusual: someone tried this very password at many accounts", "/recovery/freeze#token=");
  }

  @Test
  void givenASignInFromAKnownDevice_thenNoMailIsSent() {
    Person alice = others.aPerson();
    others.publish(Samples.signIn(alice.account(), DeviceRecognition.KNOWN, "Firefox on Linux"));
    others.publish(new AccountFrozen(OtherServices.anEvent(), alice.account(), Instant.now(), "customer"));

    mailbox.await(alice.email(), mail -> mail.subject().equals("Your account is frozen"));
    assertThat(tables.count("select count(*) from delivery where account_id = $1", alice.account().value())).isEqualTo(1);
  }

  @Test
  void redelivery_givenTheSameEventTenTimes_thenTheCustomerIsToldOnce() {
    Person alice = others.aPerson();
    SecurityEvent signIn = Samples.signIn(alice.account(), DeviceRecognition.NEW, "Firefox on Linux");
    for (int i = 0; i < 10; i++) {
      others.publish(signIn);
    }
    others.publish(new AccountFrozen(OtherServices.anEvent(), alice.account(), Instant.now(), "customer"));

    mailbox.await(alice.email(), mail -> mail.subject().equals("Your account is frozen"));
    mailbox.await(alice.email(), 2);
    assertThat(tables.count("select count(*) from delivery where account_id = $1", alice.account().value())).isEqualTo(2);
    assertThat(mailbox.to(alice.email())).hasSize(2);
  }

  @Test
  void givenTheAlertOvertakesTheContact_thenItIsToldAsSoonAsTheContactIsThere() {
    var account = new AccountId(UUID.randomUUID());
    var address = OtherServices.anAddress();
    others.publish(Samples.signIn(account, DeviceRecognition.NEW, "Firefox on Linux"));
    Awaitility.await().atMost(Duration.ofSeconds(40)).until(() ->
        tables.count("select count(*) from waiting_alert where account_id = $1", account.value()) == 1);

    others.publish(new Contact(OtherServices.anEvent(), account, Instant.now(), List.of(address), "en"));

    mailbox.await(address.value(), 1);
    assertThat(tables.count("select count(*) from waiting_alert where account_id = $1", account.value())).isZero();
    assertThat(tables.count("select count(*) from delivery where account_id = $1", account.value())).isEqualTo(1);
  }

  @Test
  void a35Unnoticed_givenARemovalThatWaits_thenEachAlertHasTheLinkThatCancelsIt_andNoOtherAlertHas()
      throws IOException, JoseException, InvalidJwtException {
    Person alice = others.aPerson();
    Instant asked = Instant.now().truncatedTo(ChronoUnit.MICROS);
    others.publish(new AuthenticatorRemovalRequested(
        OtherServices.anEvent(), alice.account(), asked, AuthenticatorType.TOTP, "My phone", asked.plusSeconds(172800)));
    others.publish(new AuthenticatorRemovalImminent(
        OtherServices.anEvent(), alice.account(), asked, AuthenticatorType.TOTP, "My phone", asked.plusSeconds(86400)));
    others.publish(new AuthenticatorRemovalCancelled(
        OtherServices.anEvent(), alice.account(), asked, AuthenticatorType.TOTP, "My phone"));

    List<String> links = mailbox.await(alice.email(), 3).stream().flatMap(mail -> mail.text().lines())
        .filter(line -> line.startsWith(origin + "/recovery/removal#token=")).toList();
    assertThat(links).hasSize(2);
    for (String link : links) {
      JwtClaims claims = read(link, "removal+jwt", "portcullis-removal");
      assertThat(claims.getClaimsMap().get("sub")).isEqualTo(alice.account().toString());
      assertThat(Instant.ofEpochSecond((long) claims.getClaimsMap().get("asked_until"))).isAfter(asked).isBefore(asked.plusSeconds(2));
    }
  }

  private JwtClaims read(String link, String type, String audience) throws IOException, JoseException, InvalidJwtException {
    var key = (EllipticCurveJsonWebKey) JsonWebKey.Factory.newJwk(
        Files.readString(Path.of(keys, "recovery-service/freeze-link-public.json")));
    return new JwtConsumerBuilder().setVerificationKey(key.getKey()).setExpectedType(true, type)
        .setExpectedAudience(audience).setRequireExpirationTime().setRequireIssuedAt().build()
        .processToClaims(link.substring(link.indexOf('=') + 1));
  }

  @Test
  void givenAFreezeLink_thenRecoveryServiceCanTellWhoseItIsAndThatItIsOurs()
      throws IOException, JoseException, InvalidJwtException {
    Person alice = others.aPerson();
    SecurityEvent event = Samples.signIn(alice.account(), DeviceRecognition.NEW, "Firefox on Linux");
    others.publish(event);

    String text = mailbox.await(alice.email(), 1).getFirst().text();
    String link = text.lines().filter(line -> line.startsWith(origin + "/recovery/freeze#token=")).findFirst().orElseThrow();

    JwtClaims claims = read(link, "freeze+jwt", "portcullis-freeze");
    assertThat(claims.getClaimsMap().get("sub")).isEqualTo(alice.account().toString());
    assertThat(claims.getClaimsMap().get("jti")).isEqualTo(event.id().toString());
    assertThat((long) claims.getClaimsMap().get("exp") - (long) claims.getClaimsMap().get("iat")).isEqualTo(14 * 24 * 3600);
  }
}
