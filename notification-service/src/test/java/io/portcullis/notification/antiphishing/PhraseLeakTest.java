package io.portcullis.notification.antiphishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portcullis.contracts.Address;
import io.portcullis.contracts.Contact;
import io.portcullis.contracts.AuthEvent.IdentifierAction;
import io.portcullis.contracts.Message;
import io.portcullis.contracts.Message.Circumstances;
import io.portcullis.contracts.Message.CodeUse;
import io.portcullis.contracts.Message.FactorAddressRemovalPending;
import io.portcullis.contracts.Message.FactorAddressRemoved;
import io.portcullis.contracts.Message.HumanCode;
import io.portcullis.contracts.Message.IdentifierChanged;
import io.portcullis.contracts.Message.IdentifierCode;
import io.portcullis.contracts.Message.PasswordResetCode;
import io.portcullis.contracts.Message.PasswordResetLink;
import io.portcullis.contracts.Message.RegistrationCode;
import io.portcullis.contracts.Message.RegistrationTaken;
import io.portcullis.contracts.Message.SecondFactorCode;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.Tables;
import io.portcullis.notification.OtherServices.Person;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.Mailbox;
import io.portcullis.testkit.Mailbox.Delivered;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whoever reads the phrase can forge our mails to its owner: it goes to the owner's proved addresses alone.
@QuarkusTest
@OnTheStack
class PhraseLeakTest {

  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final String PHRASE = "blue heron";

  @Inject OtherServices others;
  @Inject CustomerTokens tokens;
  @Inject Tables tables;
  @Inject Clock clock;
  @ConfigProperty(name = "portcullis.origin") String origin;

  private final Mailbox mailbox = new Mailbox();
  private Person alice;

  @BeforeEach
  void arrive() {
    // The budget of texts is shared by all tests.
    tables.meddle("truncate text_message, text_circuit");
    alice = others.aPerson();
    setPhrase(PHRASE);
    mailbox.await(alice.email(), 1);
  }

  private void setPhrase(String phrase) {
    RestAssured.given().auth().oauth2(tokens.of(alice.account(), "aal2", clock.instant())).contentType(ContentType.JSON)
        .body(Map.of("code", phrase)).put("/v1/anti-phishing-code").then().statusCode(204);
  }

  private List<Message> every(Address to) {
    return Stream.<Message>concat(
        Stream.of(new RegistrationCode(to, "en", "604815", TEN_MINUTES),
            new RegistrationTaken(to, "en", Optional.of(alice.account())),
            new FactorAddressRemoved(to, "en", Optional.of(alice.account())),
            new FactorAddressRemovalPending(to, "en", Optional.of(alice.account()), Instant.parse("2026-09-30T22:58:00Z")),
            new HumanCode(to, "en", Optional.of(alice.account()), "604815", TEN_MINUTES, HumanCode.Delivery.SEND),
            new IdentifierCode(to, "en", "604815", TEN_MINUTES),
            new IdentifierChanged(to, "en", Optional.of(alice.account()), IdentifierAction.REMOVED, origin + "/account/identifiers#token=x",
                Duration.ofHours(72), Optional.of(to), new Circumstances(Optional.empty(), Optional.empty())),
            new PasswordResetCode(to, "en", Optional.of(alice.account()), "60481500", TEN_MINUTES),
            new PasswordResetLink(to, "en", Optional.of(alice.account()), origin + "/recovery/password#token=x", TEN_MINUTES)),
        Arrays.stream(CodeUse.values()).map(use ->
            new SecondFactorCode(to, "en", Optional.of(alice.account()), "604815", use, TEN_MINUTES))).toList();
  }

  @Test
  void everyKindOfMessageIsTried() {
    assertThat(every(alice.address()).stream().map(Object::getClass).distinct())
        .hasSize(Message.class.getPermittedSubclasses().length);
  }

  @Test
  void a42_givenEveryKindOfMessage_whenItGoesToAThiefsNewAddressOrNumber_thenItShowsNoPhrase() {
    for (Address to : List.of(OtherServices.anAddress(), new Address(Address.Channel.SMS,
        "+447400%06d".formatted(ThreadLocalRandom.current().nextInt(1_000_000))))) {
      List<Message> messages = every(to);
      messages.forEach(message -> others.owe(alice.account().value(), message));
      assertThat(mailbox.await(to.value(), messages.size())).hasSize(messages.size())
          .allSatisfy(mail -> assertThat(mail.subject() + mail.text() + mail.html()).doesNotContain("heron"));
    }
  }

  @Test
  void a42Rescue_givenAnAddressThatWasRemoved_thenTheLinkThatTakesItBackShowsThePhrase_andNothingElseThere() {
    Address next = OtherServices.anAddress();
    others.publish(new Contact(OtherServices.anEvent(), alice.account(), clock.instant(), List.of(next), "en"));
    await("the contact").atMost(Duration.ofSeconds(40)).until(() -> tables.count(
        "select count(*) from former_address where account_id = $1", alice.account().value()) == 1);
    List<Message> messages = every(alice.address());
    messages.forEach(message -> others.owe(alice.account().value(), message));
    List<Delivered> mails = mailbox.await(alice.email(), 1 + messages.size());
    assertThat(mails.subList(0, 1)).allSatisfy(mail -> assertThat(mail.text()).contains("heron"));
    assertThat(mails.stream().skip(1).filter(mail -> mail.text().contains("heron"))).singleElement()
        .satisfies(mail -> assertThat(mail.text()).contains("/account/identifiers#token=x"));
  }

  @Test
  void a42Rescue_givenThePhraseWasChangedAfterTheRemoval_thenTheRemovedAddressDoesNotLearnIt() {
    Address next = OtherServices.anAddress();
    Instant added = clock.instant();
    others.publish(new Contact(OtherServices.anEvent(), alice.account(), added, List.of(alice.address(), next), "en"));
    // Removed before the phrase was set, though this service hears of it afterwards.
    Instant removed = added.plusMillis(1);
    setPhrase("grey heron");
    mailbox.await(alice.email(), 2);
    others.publish(new Contact(OtherServices.anEvent(), alice.account(), removed, List.of(next), "en"));
    await("the contact").atMost(Duration.ofSeconds(40)).until(() -> tables.count(
        "select count(*) from former_address where account_id = $1", alice.account().value()) == 1);

    others.owe(alice.account().value(), takeBack(alice.address()));
    others.owe(alice.account().value(), takeBack(next));

    assertThat(mailbox.await(alice.email(), mail -> mail.text().contains("#token=x")).text()).doesNotContain("heron");
    assertThat(mailbox.await(next.value(), mail -> mail.text().contains("#token=x")).text()).contains("grey heron");
  }

  private Message takeBack(Address to) {
    return every(to).stream().filter(IdentifierChanged.class::isInstance).findFirst().orElseThrow();
  }

  @Test
  void a42_givenEveryKindOfMessage_whenItGoesToTheProvedAddress_thenCodesThatConcernNoAccountYetAloneLackThePhrase() {
    List<Message> messages = every(alice.address());
    messages.forEach(message -> others.owe(alice.account().value(), message));
    List<Delivered> mails = mailbox.await(alice.email(), 1 + messages.size());

    assertThat(mails.stream().filter(mail -> !mail.text().contains("heron"))).as("registration, new identifier").hasSize(2);
    assertThat(mails).allSatisfy(mail -> assertThat(mail.subject() + mail.headers()).doesNotContain("heron"));
  }
}
