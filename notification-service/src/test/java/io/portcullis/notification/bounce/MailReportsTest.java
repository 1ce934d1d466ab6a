package io.portcullis.notification.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.contracts.Contact;
import io.portcullis.contracts.NotificationEvent.ExchangeLogin;
import io.portcullis.contracts.NotificationEvent.WithdrawalStep;
import io.portcullis.contracts.NotificationEvent.WithdrawalTold;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.Tables;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.Mailbox;
import io.portcullis.testkit.MutableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a mail provider reports, and that nobody can silence alerts by it (SAFE-3).
@QuarkusTest
@OnTheStack
class MailReportsTest {

  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final String REPORTED = "io.portcullis.notification.mail-reported.v1";
  /// As in the tests' settings: the newer one, and the one that it replaces.
  private static final String SECRET = "whsec_" + "bmV3ZXItc2VjcmV0LW9mLXRoZS10ZXN0cy0wMQ==";
  private static final String OLDER = "whsec_" + "b2xkZXItc2VjcmV0LW9mLXRoZS10ZXN0cy0wMQ==";

  /// As Postfix writes one. `%s` are action, status, and the `Message-ID` of the mail that came back.
  private static final String NOTIFICATION = """
      Return-Path: <>
      From: MAILER-DAEMON@mail.exchange.example (Mail Delivery System)
      To: bounces@exchange.example
      Subject: Undelivered Mail Returned to Sender
      Message-ID: <20261201000000.1@mail.exchange.example>
      MIME-Version: 1.0
      Content-Type: multipart/report; report-type=delivery-status; boundary="A/B.mail"

      --A/B.mail
      Content-Type: text/plain; charset=us-ascii

      I'm sorry to have to inform you that your message could not be delivered.

      --A/B.mail
      Content-Type: message/delivery-status

      Reporting-MTA: dns; mail.exchange.example
      X-Postfix-Queue-ID: 4Z1

      Final-Recipient: rfc822; somebody@example.org
      Original-Recipient: rfc822;somebody@example.org
      Action: %s
      Status: %s
      Remote-MTA: dns; mx.example.org
      Diagnostic-Code: smtp; 550 5.1.1 no such
          user here

      --A/B.mail
      Content-Type: text/rfc822-headers

      Return-Path: <bounces@exchange.example>
      Subject: New sign-in
      Message-ID:
       %s
      To: somebody@example.org

      --A/B.mail--
      """;
  private static final RestAssuredConfig RAW = RestAssuredConfig.config().encoderConfig(EncoderConfig.encoderConfig()
      .encodeContentTypeAs("message/rfc822", ContentType.TEXT).appendDefaultContentCharsetToContentTypeIfUndefined(false));

  @Inject OtherServices others;
  @Inject Tables tables;
  @Inject CustomerTokens tokens;
  @Inject MutableClock clock;

  private final Mailbox mailbox = new Mailbox();
  private final AccountId alice = new AccountId(UUID.randomUUID());
  private final Address mail = OtherServices.anAddress();
  private final Address phone = new Address(Address.Channel.SMS, "+4178%07d".formatted(ThreadLocalRandom.current().nextInt(10_000_000)));

  @BeforeEach
  void roomForTexts() {
    tables.meddle("truncate text_message, text_circuit");
  }

  @AfterEach
  void realTime() {
    clock.reset();
  }

  private void reachableAt(Address... addresses) {
    others.publish(new Contact(OtherServices.anEvent(), alice, clock.instant(), List.of(addresses), "en"));
    await().atMost(DEADLINE).until(() -> tables.count("select count(*) from contact where account_id = $1", alice.value()) == 1);
  }

  private SecurityEvent ordinary() {
    return new ExchangeLogin(OtherServices.anEvent(), alice, clock.instant(), "desktop", "Desktop trader", Optional.empty(), Optional.empty());
  }

  private SecurityEvent critical() {
    return new WithdrawalTold(OtherServices.anEvent(), alice, clock.instant(), "withdrawals", WithdrawalStep.REQUESTED, "BTC", "0.5",
        Optional.empty());
  }

  /// Tells it by mail, and gives the ids of the mails that went out for it.
  private List<String> told(SecurityEvent event, int letters) {
    others.publish(event);
    await().atMost(DEADLINE).until(() -> tables.count("select count(*) from delivery where account_id = $1 and kind = $2 and state = 'sent'",
        alice.value(), event.type()) == letters);
    return tables.rows("select id::text from delivery where account_id = $1 and kind = $2 and channel = 'email' order by created_at",
        alice.value(), event.type()).stream().map(row -> "<" + row.getString(0) + "@localhost>").toList();
  }

  private static String bounce(String messageId) {
    return "{\"type\":\"bounce\",\"permanent\":true,\"messageId\":\"" + messageId + "\"}";
  }

  private static String report(String type, String messageId) {
    return "{\"type\":\"" + type + "\",\"messageId\":\"" + messageId + "\"}";
  }

  private int post(String body) {
    return post(SECRET, clock.instant(), body, body);
  }

  private static int post(String secret, Instant at, String signed, String sent) {
    return post(secret, at, signed, sent, "application/json");
  }

  private int hand(String notification) {
    return post(SECRET, clock.instant(), notification, notification, "message/rfc822");
  }

  private static int post(String secret, Instant at, String signed, String sent, String type) {
    String id = "msg_" + UUID.randomUUID();
    try {
      return RestAssured.given().config(RAW).contentType(type).header("webhook-id", id).header("webhook-timestamp", at.getEpochSecond())
          .header("webhook-signature", "v1,AAAA " + new Webhook(secret).sign(id, at.getEpochSecond(), signed)).body(sent)
          .post("/mail-reports").statusCode();
    } catch (Exception unsigned) {
      throw new IllegalStateException(unsigned);
    }
  }

  private long marks() {
    return tables.count("select count(*) from address_mark where account_id = $1", alice.value());
  }

  private long alertsOfReports() {
    return tables.count("select count(*) from kept_alert where account_id = $1 and type = $2", alice.value(), REPORTED);
  }

  private JsonPath get(String path) {
    return RestAssured.given().auth().oauth2(tokens.of(alice)).get(path).then().statusCode(200).extract().jsonPath();
  }

  @Test
  void safe3_givenMailComesBack_thenItsOwnerIsToldEverywhere_andOrdinaryAlertsGoElsewhere_untilMailArrivesAgain() throws Exception {
    reachableAt(mail, phone);
    String first = told(ordinary(), 1).getFirst();
    mailbox.await(mail.value(), 1);

    // At once and again: it is news once.
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = callers.invokeAll(IntStream.range(0, 8).<Callable<Integer>>mapToObj(_ -> () -> post(bounce(first))).toList());
      assertThat(answers).allSatisfy(answer -> assertThat(answer.resultNow()).isEqualTo(204));
    }
    await().atMost(DEADLINE).until(() -> alertsOfReports() == 1);
    assertThat(mailbox.await(mail.value(), 2)).anySatisfy(letter -> assertThat(letter.subject()).isEqualTo("Our mail to you comes back"));
    mailbox.await(phone.value(), 1);
    await().atMost(DEADLINE).untilAsserted(() -> assertThat(get("/v1/activity").getList("events.title", String.class)).contains("Mail to you came back"));
    assertThat(get("/v1/security-checkup").getString("items.find { it.id == 'unreachable-address' }.why"))
        .contains(mail.value().charAt(0) + "•••@example.org").doesNotContain(mail.value());

    told(ordinary(), 2);
    mailbox.await(phone.value(), 2);
    assertThat(mailbox.to(mail.value())).hasSize(2);
    // Critical: tried at every address.
    String critical = told(critical(), 2).getFirst();
    mailbox.await(mail.value(), 3);

    assertThat(post(report("delivered", first))).as("written before the mark").isEqualTo(204);
    assertThat(marks()).isEqualTo(1);
    assertThat(post(report("delivered", critical))).isEqualTo(204);
    assertThat(marks()).isZero();
    assertThat(get("/v1/security-checkup").getList("items.id", String.class)).doesNotContain("unreachable-address");
    assertThat(alertsOfReports()).isEqualTo(1);
  }

  @Test
  void threat_safe3Silence_givenTheOnlyAddressBounces_thenItIsTriedAllTheSame_andAComplaintStopsThatKindAlone() {
    reachableAt(mail);
    String first = told(ordinary(), 1).getFirst();
    assertThat(post(bounce(first))).isEqualTo(204);
    await().atMost(DEADLINE).until(() -> alertsOfReports() == 1);
    told(ordinary(), 2);

    assertThat(post(report("complaint", first))).isEqualTo(204);
    await().atMost(DEADLINE).until(() -> alertsOfReports() == 2);
    SecurityEvent unwanted = ordinary();
    others.publish(unwanted);
    told(critical(), 1);
    await().atMost(DEADLINE).until(() -> tables.count("select count(*) from kept_alert where account_id = $1 and type = $2", alice.value(),
        unwanted.type()) == 3);
    assertThat(tables.count("select count(*) from delivery where account_id = $1 and kind = $2", alice.value(), unwanted.type())).isEqualTo(2);
  }

  @Test
  void threat_safe3Silence_givenAForgedOrReplayedReport_orOneOfAnotherMail_thenNoAddressIsMarked() {
    reachableAt(mail);
    String sent = told(ordinary(), 1).getFirst();
    String other = "{\"type\":\"bounce\",\"permanent\":true,\"messageId\":\"<" + UUID.randomUUID() + "@localhost>\"}";

    assertThat(post("whsec_" + "bm90LXRoZS1zZWNyZXQtb2YtdGhlLXRlc3RzLTE=", clock.instant(), bounce(sent), bounce(sent))).isEqualTo(403);
    assertThat(post(SECRET, clock.instant(), other, bounce(sent))).as("another body than was signed").isEqualTo(403);
    assertThat(post(SECRET, clock.instant().minusSeconds(330), bounce(sent), bounce(sent))).as("a replay").isEqualTo(403);
    assertThat(post(SECRET, clock.instant().plusSeconds(330), bounce(sent), bounce(sent))).isEqualTo(403);
    RestAssured.given().contentType("application/json").body(bounce(sent)).post("/mail-reports").then().statusCode(403);
    RestAssured.given().contentType("application/json").header("webhook-id", "1").header("webhook-timestamp", "9".repeat(400))
        .header("webhook-signature", "v1,").body(bounce(sent)).post("/mail-reports").then().statusCode(403);

    assertThat(post(other)).as("no oracle").isEqualTo(204);
    assertThat(post("{\"type\":\"bounce\",\"permanent\":false,\"messageId\":\"" + sent + "\"}")).as("only for now").isEqualTo(204);
    for (String malformed : List.of("", "{}", "null", "[]", "{\"type\":\"bounce\",\"messageId\":\"ann@example.org\"}",
        "{\"type\":\"open\",\"messageId\":\"" + sent + "\"}", "{\"type\":\"bounce\",\"address\":\"" + mail.value() + "\"}")) {
      assertThat(post(malformed)).as(malformed).isEqualTo(400);
    }
    assertThat(marks()).isZero();
    assertThat(post(OLDER, clock.instant(), bounce(sent), bounce(sent))).as("a secret that is being replaced").isEqualTo(204);
    assertThat(marks()).isEqualTo(1);
  }

  @Test
  void safe3_givenTheAddressLeft_thenItsMarkGoes_andReportsOfItsMailsAreAboutNobody() {
    reachableAt(mail);
    String sent = told(ordinary(), 1).getFirst();
    assertThat(post(bounce(sent))).isEqualTo(204);
    assertThat(marks()).isEqualTo(1);
    others.publish(new Contact(OtherServices.anEvent(), alice, clock.instant(), List.of(phone), "en"));
    await().atMost(DEADLINE).until(() -> marks() == 0);
    assertThat(post(bounce(sent))).isEqualTo(204);
    assertThat(marks()).isZero();
  }

  @Test
  void safe3_givenAnOwnMailServer_whenItsNotificationIsHandedIn_thenAPermanentFailureMarksTheAddress_andAnArrivalLiftsTheMark() {
    reachableAt(mail);
    String first = told(ordinary(), 1).getFirst();

    assertThat(hand(NOTIFICATION.formatted("delayed", "4.4.1", first))).isEqualTo(204);
    assertThat(hand(NOTIFICATION.formatted("failed", "4.2.2", first))).isEqualTo(204);
    assertThat(marks()).as("it may arrive later").isZero();
    assertThat(hand(NOTIFICATION.formatted("failed", "5.1.1", first).replace("\n", "\r\n"))).isEqualTo(204);
    assertThat(marks()).isOne();
    clock.advance(Duration.ofMinutes(1));
    String second = told(critical(), 1).getFirst();
    assertThat(hand(NOTIFICATION.formatted("Delivered", "2.0.0", second))).isEqualTo(204);
    assertThat(marks()).isZero();
  }

  @Test
  void badInput_givenAMailThatIsNoNotification_thenItIsRefused_andNothingIsMarked() {
    reachableAt(mail);
    String notification = NOTIFICATION.formatted("failed", "5.1.1", told(ordinary(), 1).getFirst());

    for (String bad : List.of("", "\n\n", "Subject: hello\n\nout of office", notification.replace("multipart/report", "multipart/mixed"),
        notification.replace("message/delivery-status", "text/plain"), notification.replace("text/rfc822-headers", "text/plain"),
        notification.replace("Action: failed", "Action: relayed"), notification.replace("--A/B.mail\n", ""),
        notification.replaceAll("<[0-9a-f-]{36}@localhost>", "<nobody@localhost>"), "Content-Type: multipart/report; boundary=\"\"\n\n--\n")) {
      assertThat(hand(bad)).as(bad).isEqualTo(400);
    }
    assertThat(post("whsec_" + "Zm9yZ2VkLXNlY3JldC1vZi1ub2JvZHktMDE=", clock.instant(), notification, notification, "message/rfc822")).isEqualTo(403);
    assertThat(marks()).isZero();
  }
}
