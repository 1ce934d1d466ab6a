package io.portcullis.notification.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.contracts.AuthEvent.IdentifierAction;
import io.portcullis.contracts.DeviceId;
import io.portcullis.contracts.EventId;
import io.portcullis.contracts.Message;
import io.portcullis.contracts.Message.Circumstances;
import io.portcullis.contracts.Message.CodeUse;
import io.portcullis.contracts.Message.HumanCode;
import io.portcullis.contracts.Message.IdentifierChanged;
import io.portcullis.contracts.Message.IdentifierCode;
import io.portcullis.contracts.Message.PasswordResetLink;
import io.portcullis.contracts.Message.RegistrationCode;
import io.portcullis.contracts.Message.RegistrationTaken;
import io.portcullis.contracts.Message.SecondFactorCode;
import io.portcullis.contracts.SessionEvent.DeviceRecognition;
import io.portcullis.contracts.SessionEvent.SessionEstablished;
import io.portcullis.contracts.SessionId;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.Tables;
import io.portcullis.testkit.Mailbox;
import io.portcullis.testkit.Mailbox.Delivered;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.TopicProbe;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@OnTheStack
class OwedMessageTest {

  private static final String DEAD_LETTERS = "portcullis.dead-letters";
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  @Inject OtherServices others;
  @Inject Tables tables;
  @Inject TopicProbe topics;
  @Inject MutableClock clock;
  @Inject ObjectMapper json;
  @ConfigProperty(name = "portcullis.origin") String origin;

  private final Mailbox mailbox = new Mailbox();
  private final Address address = OtherServices.anAddress();
  private final UUID key = UUID.randomUUID();

  @AfterEach
  void realTime() {
    clock.reset();
  }

  @Test
  void givenARegistrationCode_thenItArrivesAsTextAndHtmlAndNotInTheSubject() {
    others.owe(key, new RegistrationCode(address, "en", "482913", TEN_MINUTES));

    Delivered mail = mailbox.await(address.value(), 1).getFirst();

    assertThat(mail.text()).contains("482913", "10 minutes", "We never ask for your password");
    assertThat(mail.html()).contains("482913", "10 minutes", "We never ask for your password", "<html lang=\"en\">");
    assertThat(mail.subject()).isEqualTo("Confirm your address");
    assertThat(mail.headers().toString()).doesNotContain("482913");
    assertThat(mail.text()).doesNotContain("anti-phishing");
  }

  @Test
  void givenTheMessageWasSent_thenItsContentIsForgotten() {
    others.owe(key, new RegistrationTaken(address, "en", Optional.of(new AccountId(key))));
    mailbox.await(address.value(), 1);

    untilOneIsSent();
    assertThat(tables.rows("select content from delivery where account_id = $1", key).getFirst().getString(0)).isNull();
  }

  @Test
  void redelivery_givenTheSameMessageTenTimes_thenOneMailArrives() {
    EventId id = OtherServices.anEvent();
    for (int i = 0; i < 10; i++) {
      others.owe(id, key, new RegistrationTaken(address, "en", Optional.of(new AccountId(key))));
    }
    // The same key is the same partition: when this one has arrived, all before it were taken.
    others.owe(key, new RegistrationCode(address, "en", "000000", TEN_MINUTES));

    mailbox.await(address.value(), mail -> mail.subject().equals("Confirm your address"));
    untilOneIsSent();
    assertThat(tables.count("select count(*) from delivery where account_id = $1", key)).isEqualTo(1);
    assertThat(mailbox.to(address.value())).hasSize(2);
  }

  @Test
  void a11MailBomb_givenStrangersRegisterAndClaimTheOwnersAddressAgainAndAgain_thenTwoMailsAnHourTellIt_andCodesGoOn() {
    var owner = Optional.of(new AccountId(key));
    for (int i = 0; i < 9; i++) {
      others.owe(key, new RegistrationTaken(address, "en", owner));
    }
    others.owe(key, new SecondFactorCode(address, "en", owner, "482913", CodeUse.SIGN_IN, TEN_MINUTES));
    mailbox.await(address.value(), mail -> mail.text().contains("482913"));
    assertThat(tables.count("select count(*) from delivery where account_id = $1 and kind like '%taken%'", key)).isEqualTo(2);

    clock.advance(Duration.ofHours(1).plusSeconds(1));
    others.owe(key, new RegistrationTaken(address, "en", owner));
    mailbox.await(address.value(), 4);
  }

  @Test
  void givenAPhoneNumber_thenTheCodeGoesBySms() {
    var phone = new Address(Address.Channel.SMS, "+4179%07d".formatted(Math.floorMod(key.hashCode(), 10_000_000)));
    others.owe(key, new RegistrationCode(phone, "en", "731055", TEN_MINUTES));

    Delivered sms = mailbox.await(phone.value(), 1).getFirst();

    assertThat(sms.channel()).isEqualTo("sms");
    assertThat(sms.text()).contains("731055").contains("We never ask").hasSizeLessThan(160);
  }

  @Test
  void givenACodeForAnUnusualSignIn_thenItSaysWhoShouldEnterIt_andWhatTheOthersShouldDo() {
    others.owe(key, new SecondFactorCode(address, "en", Optional.of(new AccountId(key)), "604815",
        CodeUse.UNUSUAL_SIGN_IN, TEN_MINUTES));

    Delivered mail = mailbox.await(address.value(), 1).getFirst();

    assertThat(mail.subject()).isEqualTo("Confirm your sign-in");
    assertThat(mail.headers().toString()).doesNotContain("604815");
    assertThat(mail.text()).contains("604815", "10 minutes", "entered your password", "do not know",
        "Enter this code only if it was you", "change your password").doesNotContain("second factor");
  }

  @Test
  void givenACodeInsteadOfAPuzzle_thenItSaysWhatItIsFor_andADecoyIsDropped() {
    others.owe(key, new HumanCode(address, "en", Optional.empty(), "111111", TEN_MINUTES, HumanCode.Delivery.DECOY));
    others.owe(key, new HumanCode(address, "en", Optional.empty(), "604816", TEN_MINUTES, HumanCode.Delivery.SEND));

    Delivered mail = mailbox.await(address.value(), 1).getFirst();

    assertThat(mail.subject()).isEqualTo("Go on without a puzzle");
    assertThat(mail.text()).contains("604816", "10 minutes", "this code alone opens no account");
    assertThat(mailbox.to(address.value())).as("one partition keeps its order: the decoy came first").hasSize(1);
  }

  @Test
  void givenAResetLink_thenItArrivesWhole() {
    String link = origin + "/recovery/password#token=prl_abc-DEF_123";
    others.owe(key, new PasswordResetLink(address, "de-CH", Optional.of(new AccountId(key)), link, Duration.ofMinutes(30)));

    Delivered mail = mailbox.await(address.value(), 1).getFirst();

    assertThat(mail.text().lines()).contains(link);
    assertThat(mail.html()).contains("href=\"" + link + "\"").contains("30 Minuten");
  }

  @Test
  void a43_givenTheAddressesWereChanged_thenTheLinkThatTakesItBackArrivesAtTheOldOne() {
    String link = origin + "/recovery/identifier#token=pit_abc-DEF_123";
    others.owe(key, new IdentifierChanged(address, "en", Optional.of(new AccountId(key)), IdentifierAction.REMOVED, link,
        Duration.ofHours(72), Optional.of(new Address(Address.Channel.EMAIL, "ann@example.org")), new Circumstances(Optional.empty(), Optional.empty())));

    Delivered mail = mailbox.await(address.value(), 1).getFirst();

    assertThat(mail.subject()).isEqualTo("The addresses of your account were changed");
    assertThat(mail.text().lines()).contains(link);
    assertThat(mail.text()).contains("An address was removed", "within 72 hours", "Address: a•••@example.org", "When: ", " UTC")
        .doesNotContain("ann@example.org");
  }

  @Test
  void a43_givenTheSessionInWhichTheAddressesWereChanged_thenTheOldOneReadsOnWhichDeviceAndFromWhereItBegan() {
    var account = new AccountId(key);
    var session = new SessionId(UUID.randomUUID());
    others.publish(new SessionEstablished(OtherServices.anEvent(), account, clock.instant(), session, new DeviceId(UUID.randomUUID()),
        "Chrome on Windows", Optional.of("203.0.113.7"), "aal2", DeviceRecognition.KNOWN, Optional.of("Lagos, Nigeria"), List.of(),
        Optional.empty()));
    await().atMost(Duration.ofSeconds(40)).until(() -> tables.count("select count(*) from audit_event where account_id = $1", key) == 1);
    others.owe(key, new IdentifierChanged(address, "en", Optional.of(account), IdentifierAction.ADDED, origin + "/recovery/identifier#token=pit_x",
        Duration.ofHours(72), Optional.empty(), new Circumstances(Optional.empty(), Optional.of(session))));

    Delivered mail = mailbox.await(address.value(), 1).getFirst();

    assertThat(mail.text()).contains("An address was added", "Chrome on Windows", "Lagos, Nigeria");
  }

  @Test
  void wire_givenTheFormOfAnEarlierRelease_orOfALaterOne_thenItIsRead() throws Exception {
    String earlier = """
        {"to":{"channel":"EMAIL","value":"ann@example.org"},"locale":"en","action":"ADDED","link":"https://x/","expiresIn":"PT72H",
         "heldUntil":"2026-04-20T09:55:00Z"}""";
    IdentifierChanged read = json.readValue(earlier, IdentifierChanged.class);
    assertThat(read.circumstances()).isEqualTo(new Circumstances(Optional.of(Instant.parse("2026-04-20T09:55:00Z")), Optional.empty()));
    assertThat(json.readValue(earlier.replace(",\n \"heldUntil\":\"2026-04-20T09:55:00Z\"", ""), IdentifierChanged.class).circumstances())
        .isEqualTo(new Circumstances(Optional.empty(), Optional.empty()));
    var now = new IdentifierChanged(address, "en", Optional.empty(), IdentifierAction.ADDED, "https://x/", Duration.ofHours(72), Optional.empty(),
        new Circumstances(Optional.of(Instant.EPOCH), Optional.of(new SessionId(key))));
    assertThat(json.valueToTree(now).has("circumstances")).as("an earlier release reads heldUntil beside the others").isFalse();
    assertThat(json.readValue(json.writeValueAsString(now), IdentifierChanged.class)).isEqualTo(now);
  }

  @Test
  void givenACodeForANewAddress_thenItSaysWhatItIsFor() {
    others.owe(key, new IdentifierCode(address, "en", "118822", TEN_MINUTES));

    Delivered mail = mailbox.await(address.value(), 1).getFirst();

    assertThat(mail.text()).contains("118822", "10 minutes", "add this address to your account").doesNotContain("anti-phishing");
  }

  @Test
  void hostPoisoning_givenALinkThatLeadsElsewhere_thenItIsNeverSent() {
    others.owe(key, new PasswordResetLink(address, "en", Optional.empty(), "https://evil.example/recovery/password#token=x",
        Duration.ofMinutes(30)));
    others.owe(key, new PasswordResetLink(address, "en", Optional.empty(), origin + ".evil.example/#token=x",
        Duration.ofMinutes(30)));

    assertThat(topics.await(DEAD_LETTERS, key.toString(), 2)).allSatisfy(letter ->
        assertThat(TopicProbe.header(letter, "dead-letter-reason")).isEqualTo("ForeignLink"));
    assertThat(mailbox.to(address.value())).isEmpty();
  }

  @Test
  void givenACodeThatHasExpiredOnItsWay_thenItIsNotSent() {
    var late = new RegistrationCode(address, "en", "111111", TEN_MINUTES);
    others.send(Message.TOPIC, key.toString(), Instant.now().minus(TEN_MINUTES), OtherServices.anEvent(), late.type(),
        others.seal(others.write(late)));
    others.owe(key, new RegistrationCode(address, "en", "222222", TEN_MINUTES));

    mailbox.await(address.value(), 1);
    assertThat(mailbox.to(address.value())).singleElement()
        .satisfies(mail -> assertThat(mail.text()).contains("222222"));
  }

  @Test
  void givenAMessageSealedForAnotherKey_thenItIsADeadLetterThatTellsNothing() {
    byte[] broken = others.seal(others.write(new RegistrationCode(address, "en", "901234", TEN_MINUTES)));
    broken[broken.length - 1] ^= 1;
    broken[broken.length - 6] ^= 1;
    others.send(Message.TOPIC, key.toString(), OtherServices.anEvent(),
        new RegistrationCode(address, "en", "901234", TEN_MINUTES).type(), broken);
    others.owe(key, new RegistrationCode(address, "en", "555555", TEN_MINUTES));

    mailbox.await(address.value(), mail -> mail.text().contains("555555"));
    var letter = topics.await(DEAD_LETTERS, key.toString(), 1).getFirst();
    assertThat(letter.value()).isEqualTo(broken);
    assertThat(TopicProbe.header(letter, "dead-letter-reason")).isEqualTo("the seal of a message is broken");
    assertThat(TopicProbe.header(letter, "dead-letter-topic")).isEqualTo(Message.TOPIC);
  }

  private void untilOneIsSent() {
    await().atMost(Duration.ofSeconds(40)).until(() ->
        tables.count("select count(*) from delivery where account_id = $1 and state = 'sent'", key) == 1);
  }
}
