package io.portcullis.notification.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.contracts.Contact;
import io.portcullis.contracts.Message.CodeUse;
import io.portcullis.contracts.Message.SecondFactorCode;
import io.portcullis.contracts.MfaEvent.RecoveryCodesIssued;
import io.portcullis.contracts.NotificationEvent.PriceReached;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SessionEvent.DeviceAction;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.Tables;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.Mailbox;
import io.portcullis.testkit.MutableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SAFE-3: which alerts come by which channel.
@QuarkusTest
@OnTheStack
class NotificationPreferencesTest {

  private static final String CHANGED = "io.portcullis.notification.notification-preferences-changed.v1";

  @Inject OtherServices others;
  @Inject CustomerTokens tokens;
  @Inject Tables tables;
  @Inject MutableClock clock;

  private final Mailbox mailbox = new Mailbox();
  private final AccountId alice = new AccountId(UUID.randomUUID());
  private final Address mail = OtherServices.anAddress();
  private final Address phone =
      new Address(Address.Channel.SMS, "+4178%07d".formatted(ThreadLocalRandom.current().nextInt(10_000_000)));

  @BeforeEach
  void arrive() {
    tables.meddle("truncate text_message, text_circuit");
    others.publish(new Contact(OtherServices.anEvent(), alice, Instant.now(), List.of(mail, phone), "en"));
  }

  @AfterEach
  void now() {
    clock.reset();
  }

  private static Map<String, Object> group(String group, boolean email, boolean sms) {
    return Map.of("group", group, "email", email, "sms", sms);
  }

  private ValidatableResponse choose(String token, Map<String, ?> wish) {
    return RestAssured.given().auth().oauth2(token).contentType("application/json").body(wish).put("/v1/notification-preferences").then();
  }

  private ValidatableResponse choose(Map<String, ?> wish) {
    return choose(tokens.of(alice, "aal2", clock.instant()), wish);
  }

  private ValidatableResponse shown() {
    return RestAssured.given().auth().oauth2(tokens.of(alice)).get("/v1/notification-preferences").then();
  }

  private SecurityEvent price() {
    return new PriceReached(OtherServices.anEvent(), alice, clock.instant(), "prices", "BTC/EUR", "100000");
  }

  private long queued(String type) {
    return tables.count("select count(*) from delivery where account_id = $1 and kind = $2", alice.value(), type);
  }

  private void untilKept(String type) {
    await().atMost(Duration.ofSeconds(40)).until(() ->
        tables.count("select count(*) from kept_alert where account_id = $1 and type = $2", alice.value(), type) > 0);
  }

  @Test
  void safe3_givenNothingWasChosen_thenEverythingComes_andCriticalAlertsSayThatTheyCannotBeChanged() {
    shown().statusCode(200).body("groups.findAll { it.email && it.sms }.size()", equalTo(7))
        .body("groups.find { it.group == 'critical' }.changeable", equalTo(false))
        .body("groups.find { it.group == 'prices' }.changeable", equalTo(true)).body("quietHours", nullValue());
  }

  @Test
  void safe3_givenASilencedGroup_thenItsAlertsStandInTheAppAlone_andCriticalOnesComeEverywhere() {
    choose(Map.of("groups", List.of(group("prices", false, false), group("account", false, false)))).statusCode(204);
    shown().body("groups.find { it.group == 'prices' }.email", equalTo(false)).body("groups.find { it.group == 'money' }.email", equalTo(true));
    SecurityEvent price = price();
    others.publish(price);
    untilKept(price.type());
    SecurityEvent critical = new RecoveryCodesIssued(OtherServices.anEvent(), alice, Instant.now(), 10, Optional.empty());
    others.publish(critical);

    mailbox.await(phone.value(), 2);
    await().atMost(Duration.ofSeconds(40)).until(() -> queued(critical.type()) == 2);
    assertThat(queued(price.type())).isZero();
  }

  @Test
  void a43Silence_givenAlertsAreSilenced_thenEachAddressHearsOfThat_andTheTrailHasIt() {
    choose(Map.of("groups", List.of(group("sign-ins", false, false)))).statusCode(204);
    assertThat(mailbox.await(mail.value(), 1).getFirst().text()).contains("chose to get fewer alerts", "/recovery/freeze");
    mailbox.await(phone.value(), 1);
    await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> RestAssured.given().auth().oauth2(tokens.of(alice)).get("/v1/activity").then()
        .body("events.title", hasItem("Fewer alerts chosen")));
  }

  @Test
  void safe3_givenTheCustomerTakesASilenceBack_thenNoProofIsAsked_andNobodyIsAlarmed() {
    choose(Map.of("groups", List.of(group("prices", false, true)))).statusCode(204);
    clock.advance(Duration.ofMinutes(20));
    choose(tokens.of(alice, "aal2", clock.instant().minus(Duration.ofMinutes(19))), Map.of("groups", List.of())).statusCode(204);
    await().atMost(Duration.ofSeconds(40)).until(() ->
        tables.count("select count(*) from audit_event where account_id = $1 and type = $2", alice.value(), CHANGED) == 2);
    assertThat(tables.count("select count(*) from kept_alert where account_id = $1 and type = $2", alice.value(), CHANGED)).isEqualTo(1);
  }

  @Test
  void stolenSession_givenAnOldProof_orAFreshFactor_thenNothingIsSilencedOrDelayed() {
    Map<String, ?> silence = Map.of("groups", List.of(group("prices", false, true)));
    Map<String, ?> night = Map.of("groups", List.of(), "quietHours", Map.of("from", "22:00", "to", "07:00", "zone", "Europe/Berlin"));
    JwtClaims fresh = tokens.claims(alice, "aal2", clock.instant());
    fresh.setClaim("factor_settled_at", NumericDate.fromMilliseconds(clock.instant().plus(Duration.ofHours(3)).toEpochMilli()).getValue());
    for (Map<String, ?> wish : List.of(silence, night)) {
      choose(tokens.of(alice, "aal2", clock.instant().minus(Duration.ofMinutes(6))), wish).statusCode(401)
          .body("type", equalTo("urn:portcullis:problem:insufficient-user-authentication"));
      choose(tokens.sign(fresh, "at+jwt"), wish).statusCode(403).body("type", equalTo("urn:portcullis:problem:factor-not-settled"));
    }
    shown().body("groups.findAll { it.email && it.sms }.size()", equalTo(7)).body("quietHours", nullValue());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a43Silence_givenCriticalAlertsShallBeSilenced_thenTheAnswerSaysThatTheyCannot(boolean email) {
    choose(Map.of("groups", List.of(group("critical", email, !email)))).statusCode(400)
        .body("type", equalTo("urn:portcullis:problem:critical-alerts"));
    choose(Map.of("groups", List.of(group("critical", true, true)))).statusCode(204);
  }

  @Test
  void safe3_givenQuietHours_thenWhatCanWaitWaits_andSignInsDoNot() {
    LocalTime now = LocalTime.now(ZoneOffset.UTC);
    String from = "%02d:00".formatted(now.minusHours(1).getHour());
    String to = "%02d:00".formatted(now.plusHours(3).getHour());
    choose(Map.of("groups", List.of(), "quietHours", Map.of("from", from, "to", to, "zone", "Etc/UTC"))).statusCode(204);
    shown().body("quietHours.from", equalTo(from)).body("quietHours.zone", equalTo("Etc/UTC"));
    SecurityEvent price = price();
    others.publish(price);
    await().atMost(Duration.ofSeconds(40)).until(() -> queued(price.type()) == 1);
    SecurityEvent blocked = new io.portcullis.contracts.AuthEvent.PasswordFailures(OtherServices.anEvent(), alice, Instant.now(), 10, Optional.empty());
    others.publish(blocked);
    await().atMost(Duration.ofSeconds(40)).until(() -> queued(blocked.type()) == 1);

    assertThat(dueIn(price.type())).isGreaterThan(Duration.ofMinutes(90));
    assertThat(dueIn(blocked.type())).isLessThan(Duration.ofMinutes(90));
  }

  @Test
  void safe3_givenTheCustomersZone_thenMailsAndTheAppTellTimesByItsClock_andAnAddressThatIsNotProvedLearnsNoZone() {
    choose(Map.of("groups", List.of(), "quietHours", Map.of("from", "22:00", "to", "07:00", "zone", "Asia/Kathmandu"))).statusCode(204);
    Instant time = Instant.parse("2026-11-29T20:05:00Z");
    others.publish(new RecoveryCodesIssued(OtherServices.anEvent(), alice, time, 10, Optional.empty()));
    String local = "30 November 2026, 01:50 (Nepal Time, UTC+05:45)";
    assertThat(mailbox.await(mail.value(), sent -> sent.text().contains("recovery codes were made")).text()).contains("When: " + local);
    RestAssured.given().auth().oauth2(tokens.of(alice)).get("/v1/alerts").then()
        .body("alerts.details.flatten().findAll { it.label == 'When' }.value", hasItem(local));

    // The alert waited for the account's addresses; a code does not.
    Address unproved = OtherServices.anAddress();
    others.owe(alice.value(), new SecondFactorCode(mail, "de", Optional.of(alice), "482913", CodeUse.SIGN_IN, Duration.ofMinutes(10)));
    others.owe(alice.value(), new SecondFactorCode(unproved, "de", Optional.of(alice), "482914", CodeUse.ENROLMENT, Duration.ofMinutes(10)));
    assertThat(mailbox.await(mail.value(), sent -> sent.text().contains("482913")).text()).contains("(Nepalesische Zeit, UTC+05:45)");
    assertThat(mailbox.await(unproved.value(), sent -> sent.text().contains("482914")).text()).contains(" UTC").doesNotContain("Nepal", "+05:45");
  }

  private Duration dueIn(String type) {
    return Duration.between(Instant.now(), tables.rows("select created_at, next_try_at from delivery where account_id = $1 and kind = $2",
        alice.value(), type).getFirst().getOffsetDateTime("next_try_at").toInstant());
  }

  @Test
  void badInput_givenAChoiceThatIsNone_thenTheProblemNamesIt() {
    Map<String, ?> hours = Map.of("from", "22:00", "to", "07:00", "zone", "Europe/Berlin");
    bad("groups", Map.of("groups", List.of(group("nonsense", true, true))));
    bad("groups", Map.of("groups", List.of(group("prices", true, true), group("prices", true, false))));
    bad("groups", Map.of("quietHours", hours));
    bad("quietHours.zone", Map.of("groups", List.of(), "quietHours", Map.of("from", "22:00", "to", "07:00", "zone", "+25:00")));
    bad("quietHours.zone", Map.of("groups", List.of(), "quietHours", Map.of("from", "22:00", "to", "07:00", "zone", "Mars/Olympus")));
    bad("quietHours.from", Map.of("groups", List.of(), "quietHours", Map.of("from", "24:00", "to", "07:00", "zone", "Europe/Berlin")));
    bad("quietHours.to", Map.of("groups", List.of(), "quietHours", Map.of("from", "07:00", "to", "07:00", "zone", "Europe/Berlin")));
  }

  private void bad(String field, Map<String, ?> wish) {
    choose(wish).statusCode(400).body("type", equalTo("urn:portcullis:problem:invalid-fields")).body("errors.field", hasItem(field));
  }
}
