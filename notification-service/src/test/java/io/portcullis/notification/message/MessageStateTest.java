package io.portcullis.notification.message;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.contracts.Contact;
import io.portcullis.contracts.EventId;
import io.portcullis.contracts.Message;
import io.portcullis.contracts.Message.CodeUse;
import io.portcullis.contracts.Message.SecondFactorCode;
import io.portcullis.contracts.SessionEvent.DeviceRecognition;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.Tables;
import io.portcullis.notification.alert.Samples;
import io.portcullis.notification.letter.TextMessage;
import io.portcullis.testkit.Mailbox;
import io.portcullis.testkit.Mailbox.Delivered;
import io.portcullis.testkit.MutableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// IN-11: a code that does not come.
@QuarkusTest
@OnTheStack
class MessageStateTest {

  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final Duration DEADLINE = Duration.ofSeconds(40);

  @Inject OtherServices others;
  @Inject Tables tables;
  @Inject MutableClock clock;

  private final Mailbox mailbox = new Mailbox();
  private final UUID account = UUID.randomUUID();
  private final EventId id = OtherServices.anEvent();

  @BeforeEach
  void now() {
    clock.reset();
  }

  @Test
  void givenACodeByMail_whenAskedFor_thenItWasSent_andAMinuteLaterTheSpamFolderIsHinted() {
    others.owe(id, account, code(OtherServices.anAddress(), CodeUse.SIGN_IN));

    assertThat(await("sent").atMost(DEADLINE).until(this::state, "sent"::equals)).isEqualTo("sent");
    assertThat(ask().getMap("")).containsOnlyKeys("channel", "state").containsEntry("channel", "email");

    clock.advance(Duration.ofSeconds(61));
    assertThat(ask().getString("hint")).isEqualTo("spam-folder");
  }

  @Test
  void givenACodeThatCameTooLate_thenAnotherWayIsAdvised() {
    Message late = code(OtherServices.anAddress(), CodeUse.STEP_UP);
    others.send(Message.TOPIC, account.toString(), Instant.now().minus(TEN_MINUTES), id, late.type(), others.seal(others.write(late)));

    await("given up").atMost(DEADLINE).until(this::state, "failed"::equals);
    assertThat(ask().getString("hint")).isEqualTo("choose-another-way");
  }

  @ParameterizedTest
  @EnumSource(CodeUse.class)
  void givenACodeByTextMessage_thenItSaysWhatItIsGoodFor_inOneMessage(CodeUse use) {
    var phone = new Address(Address.Channel.SMS, "+4178%07d".formatted(Math.floorMod(account.hashCode(), 10_000_000)));
    others.owe(id, account, code(phone, use));

    Delivered sms = mailbox.await(phone.value(), 1).getFirst();

    assertThat(sms.text()).contains("604815", switch (use) {
      case SIGN_IN -> "confirms your sign-in";
      case STEP_UP -> "confirms that it is you";
      case ACTION -> "approves an action";
      case ENROLMENT -> "second factor";
      case UNUSUAL_SIGN_IN -> "an unknown device or place";
    }).satisfies(text -> assertThat(TextMessage.isOne(text)).isTrue());
    assertThat(ask().getString("channel")).isEqualTo("sms");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0199e2d8-3c1e-7000-8000-000000000000", "1", "x'or'1'='1", "%00", "%F0%9F%94%91"})
  void guessing_givenAnIdThatNobodyWasTold_thenNothingIsThere(String guess) {
    when().get("/v1/messages/" + guess).then().statusCode(404);
  }

  @Test
  void guessing_givenTheIdOfAnAlertsLetter_thenNothingIsThere() {
    var owner = new AccountId(account);
    Address address = OtherServices.anAddress();
    others.publish(new Contact(OtherServices.anEvent(), owner, Instant.now(), List.of(address), "en"));
    others.publish(Samples.signIn(owner, DeviceRecognition.NEW, "Firefox"));
    mailbox.await(address.value(), 1);

    UUID letter = tables.rows("select id from delivery where account_id = $1", account).getFirst().getUUID(0);
    when().get("/v1/messages/" + letter).then().statusCode(404);
  }

  private SecondFactorCode code(Address to, CodeUse use) {
    return new SecondFactorCode(to, "en", Optional.of(new AccountId(account)), "604815", use, TEN_MINUTES);
  }

  // Absent until the message has arrived.
  private String state() {
    var answer = when().get("/v1/messages/" + id).then().extract();
    return answer.statusCode() == 200 ? answer.path("state") : "";
  }

  private JsonPath ask() {
    return when().get("/v1/messages/" + id).then().statusCode(200).extract().jsonPath();
  }
}
