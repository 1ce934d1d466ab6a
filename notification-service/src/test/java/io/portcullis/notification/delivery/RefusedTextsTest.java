package io.portcullis.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.Tables;
import io.portcullis.notification.budget.Purpose;
import io.portcullis.notification.delivery.Deliveries.Timing;
import io.portcullis.notification.letter.Letter;
import io.portcullis.notification.letter.Letter.Link;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.testkit.Mailbox;
import io.portcullis.testkit.Mailbox.Delivered;
import io.portcullis.testkit.MutableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// What becomes of alerts when the budget of text messages is used up: a customer with nothing but a phone still hears (SAFE-3, A-13).
@QuarkusTest
@OnTheStack
@TestProfile(RefusedTextsTest.OneAlert.class)
class RefusedTextsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String MANY = "Several alerts: see the app.";

  /// Of each purpose, one text to a number a day.
  public static class OneAlert implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("portcullis.sms-budget.per-number", "1", "portcullis.sms-budget.strangers-per-number", "1");
    }
  }

  @Inject Deliveries deliveries;
  @Inject DeliverQueued deliverQueued;
  @Inject Postgres postgres;
  @Inject Tables tables;
  @Inject MutableClock clock;

  private final Mailbox mailbox = new Mailbox();
  private final AccountId account = new AccountId(UUID.randomUUID());
  private final Address phone =
      new Address(Address.Channel.SMS, "+4178%07d".formatted(ThreadLocalRandom.current().nextInt(10_000_000)));

  @BeforeEach
  void nothingWasSent() {
    tables.meddle("truncate text_message, text_circuit");
  }

  @AfterEach
  void realTime() {
    clock.reset();
  }

  private void owe(String brief, Purpose purpose, Optional<Link> link, Optional<String> freezeLink) {
    Instant now = clock.instant();
    var letter = new Letter(Optional.of(account), "en", brief, List.of(brief), Optional.empty(), link, List.of(), freezeLink, brief);
    postgres.withTransaction(tx -> deliveries.queue(tx, "test", purpose, Destination.of(phone), letter,
        new Timing(now, now, now.plus(Duration.ofDays(7))))).await().atMost(PATIENCE);
    deliverQueued.wake();
  }

  private void owe(String brief, Purpose purpose) {
    owe(brief, purpose, Optional.empty(), Optional.of("https://localhost/v1/alerts/" + brief));
  }

  private void untilDeliveries(String where, int count) {
    Awaitility.await(where).atMost(PATIENCE).until(() -> tables.count(
        "select count(*) from delivery where account_id = $1 and " + where, account.value()) == count);
  }

  private List<String> texts() {
    return mailbox.to(phone.value()).stream().map(Delivered::text).toList();
  }

  @ParameterizedTest
  @EnumSource(value = Purpose.class, names = {"ALERT", "URGENT"})
  void safe3_givenTheNumbersBudgetIsUsedUp_thenOneTextStandsForAllThatWereRefused_withTheNewestFreezeLink(Purpose purpose) {
    owe("first", purpose);
    mailbox.await(phone.value(), 1);
    owe("second", purpose);
    untilDeliveries("waits_for is not null", 1);
    owe("third", purpose);
    untilDeliveries("refusal = 'told-with-others'", 1);
    owe("fourth", purpose);
    untilDeliveries("refusal = 'told-with-others'", 2);

    assertThat(texts()).hasSize(1);
    clock.advance(Duration.ofMinutes(2));
    assertThat(mailbox.await(phone.value(), 2).getLast().text()).contains(MANY, "/v1/alerts/fourth");
    untilDeliveries("state = 'queued'", 0);
  }

  @Test
  void safe3_givenOneAlertAloneIsRefused_thenItComesInItsOwnWords() {
    owe("first", Purpose.URGENT);
    mailbox.await(phone.value(), 1);
    owe("second", Purpose.URGENT);
    untilDeliveries("waits_for is not null", 1);
    clock.advance(Duration.ofMinutes(2));

    assertThat(mailbox.await(phone.value(), 2).getLast().text()).contains("second").doesNotContain(MANY);
  }

  @Test
  void safe3_givenTextsWithALinkThatCancels_thenEachComesByItself() {
    owe("first", Purpose.URGENT);
    mailbox.await(phone.value(), 1);
    for (String name : List.of("one", "two")) {
      owe(name, Purpose.URGENT, Optional.of(new Link("cancel", "https://localhost/v1/alerts/" + name)), Optional.empty());
    }
    untilDeliveries("waits_for is not null", 2);
    clock.advance(Duration.ofMinutes(2));

    mailbox.await(phone.value(), 3);
    assertThat(texts()).anySatisfy(text -> assertThat(text).contains("alerts/one"))
        .anySatisfy(text -> assertThat(text).contains("alerts/two"));
  }

  @Test
  void safe3_givenItsOwnReserveIsUsedUpToo_thenItWaitsUntilTheDayIsOver() {
    owe("first", Purpose.ALERT);
    mailbox.await(phone.value(), 1);
    for (int day = 0; day < 4; day++) {
      owe("again", Purpose.ALERT);
      untilDeliveries("waits_for is not null and state = 'queued'", 1);
      clock.advance(Duration.ofMinutes(2));
      mailbox.await(phone.value(), 2 + day);
    }
    owe("last", Purpose.ALERT);
    untilDeliveries("waits_for is not null and state = 'queued'", 1);
    clock.advance(Duration.ofMinutes(2));
    // Refused once more: put off for an hour.
    Awaitility.await().atMost(PATIENCE).until(() -> tables.rows(
        "select next_try_at from delivery where account_id = $1 and state = 'queued'", account.value()).getFirst()
        .getOffsetDateTime(0).toInstant().isAfter(clock.instant().plus(Duration.ofMinutes(30))));
    assertThat(texts()).hasSize(5);

    clock.advance(Duration.ofHours(25));
    assertThat(mailbox.await(phone.value(), 6).getLast().text()).contains("last");
  }

  @ParameterizedTest
  @EnumSource(value = Purpose.class, mode = Mode.EXCLUDE, names = {"ALERT", "URGENT", "TAKE_BACK", "DIGEST", "RESET_LINK", "HUMAN_CODE"})
  void a12SmsPumping_givenACodeIsRefused_thenItIsRefusedForGood(Purpose purpose) {
    owe("first", purpose);
    mailbox.await(phone.value(), 1);
    owe("second", purpose);

    untilDeliveries("state = 'refused' and refusal = 'too-many'", 1);
  }
}
