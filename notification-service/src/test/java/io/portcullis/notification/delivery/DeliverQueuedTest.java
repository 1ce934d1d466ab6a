package io.portcullis.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.Tables;
import io.portcullis.notification.budget.Purpose;
import io.portcullis.notification.delivery.Deliveries.Timing;
import io.portcullis.notification.letter.Letter;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.testkit.Mailbox;
import io.portcullis.testkit.Management;
import io.portcullis.testkit.MutableClock;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@OnTheStack
class DeliverQueuedTest {

  private static final Duration DEADLINE = Duration.ofSeconds(40);

  @Inject Deliveries deliveries;
  @Inject DeliverQueued deliverQueued;
  @Inject DeliveryBacklog backlog;
  @Inject Postgres postgres;
  @Inject Tables tables;
  @Inject MutableClock clock;
  @Inject Vertx vertx;

  private final Mailbox mailbox = new Mailbox();
  private final UUID account = UUID.randomUUID();

  @AfterEach
  void backToRealTime() {
    clock.reset();
  }

  @Test
  void givenTheMailServerRefusesThreeTimes_whenItIsBack_thenTheLetterIsSentOnceUnderOneId() {
    Address to = OtherServices.anAddress();
    var server = new BrokenServer(to, 3);
    QuarkusMock.installMockForType(server, EmailChannel.class);

    queue(to, "canary-4c21");
    for (int failed = 1; failed <= 3; failed++) {
      untilTried(failed, 1);
      assertThat(row().getString("state")).isEqualTo("queued");
      assertThat(row().getString("content")).isNotEmpty().doesNotContain("canary-4c21", to.value());
      clock.advance(Duration.ofSeconds(2L << failed));
      deliverQueued.wake();
    }

    untilState("sent");
    assertThat(row().getInteger("tries")).isEqualTo(4);
    assertThat(row().getString("content")).isNull();
    assertThat(server.asked).hasSize(4).containsOnly(row().getUUID("id"));
  }

  @Test
  void givenAPostponedLetter_whenItIsNotDueYet_thenItIsLeftAlone() {
    clock.stop();
    Address to = OtherServices.anAddress();
    var server = new BrokenServer(to, Integer.MAX_VALUE);
    QuarkusMock.installMockForType(server, EmailChannel.class);
    queue(to, "first");
    untilTried(1, 1);

    clock.advance(Duration.ofMillis(500));
    queue(to, "second");

    // The round that took the second would have taken the first.
    untilTried(1, 2);
    assertThat(server.asked).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void safe3_givenALetterThatIsTriedAgain_thenItsTimeCountsFromTheEvent_andTheQueueShowsItsAge() {
    Address to = OtherServices.anAddress();
    QuarkusMock.installMockForType(new BrokenServer(to, 1), EmailChannel.class);
    double before = Management.value("portcullis_delivery_seconds_sum", "channel", "email");
    Instant hourAgo = clock.instant().minus(Duration.ofHours(1));
    queue(to, "text", new Timing(hourAgo, hourAgo, clock.instant().plus(Duration.ofHours(1))));
    untilTried(1, 1);

    backlog.look().await().atMost(DEADLINE);
    assertThat(Management.value("portcullis_delivery_age_seconds", "channel", "email")).isGreaterThanOrEqualTo(3600);
    clock.advance(Duration.ofSeconds(10));
    deliverQueued.wake();

    untilState("sent");
    assertThat(Management.value("portcullis_delivery_seconds_sum", "channel", "email")).isGreaterThanOrEqualTo(before + 3600);
  }

  @Test
  void rejectedRecipient_givenTheServerNeverTakesIt_thenItFailsAfterSixteenTriesAndIsForgotten() {
    Address to = OtherServices.anAddress();
    QuarkusMock.installMockForType(new BrokenServer(to, Integer.MAX_VALUE), EmailChannel.class);
    queue(to, "text");

    for (int tried = 1; tried < 16; tried++) {
      untilTried(tried, 1);
      clock.advance(Duration.ofHours(8));
      deliverQueued.wake();
    }

    untilState("failed");
    assertThat(row().getInteger("tries")).isEqualTo(16);
    assertThat(row().getString("content")).isNull();
  }

  @Test
  void headerInjection_givenAnAddressThatIsMoreThanOneMailbox_thenNothingLeavesTheHouse() {
    String bystander = UUID.randomUUID() + "@example.org";
    List<String> attacks = List.of("a@example.org\r\nBcc: " + bystander, "a@example.org," + bystander,
        "\"<" + bystander + ">\" <a@example.org>", "a@example.org\n" + bystander, "<" + bystander + ">",
        "zo\u00eb@example.org>\r\nRCPT TO:<" + bystander, "zo\u00eb\u2028@example.org", "zo\u00eb\u202e@example.org",
        "a@example.org\u0000" + bystander, "a@example.org;" + bystander);
    attacks.forEach(attack -> queue(new Address(Address.Channel.EMAIL, attack), "text"));

    untilTried(1, attacks.size());
    assertThat(tables.count("select count(*) from delivery where account_id = $1 and state = 'queued'", account))
        .isEqualTo(attacks.size());
    assertThat(mailbox.to(bystander)).isEmpty();
    assertThat(mailbox.to("a@example.org")).isEmpty();
  }

  @Test
  void givenAnAddressBeyondAscii_whenTheMailServerHasSmtputf8_thenItArrivesThere() {
    var to = new Address(Address.Channel.EMAIL, "zo\u00eb-" + account + "@example.org");
    String text = "Gr\u00fc\u00dfe, \u4f60\u597d. " + "A long line. ".repeat(20).strip();
    queue(to, text);

    untilState("sent");
    assertThat(mailbox.await(to.value(), 1)).singleElement().satisfies(mail -> {
      assertThat(mail.text()).contains(text);
      assertThat(mail.html()).contains(text);
      assertThat(mail.headers()).containsEntry("Auto-Submitted", "auto-generated").doesNotContainKey("Cc");
    });
  }

  @Test
  void givenAnAddressBeyondAscii_whenTheMailServerHasNoSmtputf8_thenItIsRefusedAtOnceAndTheStateSaysWhy() {
    try (var server = ForeignMailServer.with("8BITMIME")) {
      QuarkusMock.installMockForType(server.alone(vertx), MailServers.class);
      queue(new Address(Address.Channel.EMAIL, "zo\u00eb-" + account + "@example.org"), "text");

      untilState("refused");
      assertThat(row().getString("refusal")).isEqualTo("address-unsupported");
      assertThat(row().getInteger("tries")).isEqualTo(1);
      assertThat(row().getString("content")).isNull();
      assertThat(server.heard).noneMatch(line -> line.startsWith("MAIL"));
    }
  }

  @Test
  void givenAWorkerDiedWhileSending_thenAnotherTakesOverWhenItsLeaseEnds() {
    Address to = OtherServices.anAddress();
    var server = new BrokenServer(to, 1);
    QuarkusMock.installMockForType(server, EmailChannel.class);
    queue(to, "text");
    untilTried(1, 1);
    clock.stop();
    // As a worker leaves it that dies in mid-flight: claimed, the lease running.
    tables.rows("update delivery set next_try_at = $2 where account_id = $1", account,
        clock.instant().plus(Duration.ofMinutes(1)).atOffset(ZoneOffset.UTC));

    clock.advance(Duration.ofSeconds(59));
    deliverQueued.wake();
    assertThat(row().getInteger("tries")).isEqualTo(1);
    clock.advance(Duration.ofSeconds(2));
    deliverQueued.wake();

    untilState("sent");
    assertThat(server.asked).hasSize(2);
  }

  private void queue(Address to, String text) {
    queue(to, text, new Timing(clock.instant(), clock.instant(), clock.instant().plus(Duration.ofDays(30))));
  }

  private void queue(Address to, String text, Timing timing) {
    var letter = new Letter(Optional.of(new AccountId(account)), "en", "Subject", List.of(text), Optional.empty(),
        Optional.empty(), List.of(), Optional.empty(), text);
    postgres.withTransaction(tx -> deliveries.queue(tx, "test", Purpose.ALERT, Destination.of(to), letter, timing)).await().atMost(DEADLINE);
    deliverQueued.wake();
  }

  private void untilTried(int tries, int letters) {
    await(letters + " letters tried " + tries + " times").atMost(DEADLINE).until(() -> tables.count(
        "select count(*) from delivery where account_id = $1 and tries = $2 and next_try_at < $3", account, tries,
        // Postponed by less than a lease, spread by a fifth: the try is over.
        clock.instant().plus(Backoff.after(tries).orElseThrow().multipliedBy(6).dividedBy(5)).plusSeconds(1).atOffset(ZoneOffset.UTC))
        == letters);
  }

  private void untilState(String state) {
    await(state).atMost(DEADLINE).until(() -> row().getString("state").equals(state));
  }

  private Row row() {
    return tables.rows("select * from delivery where account_id = $1", account).getFirst();
  }

  /// A mail server that refuses one address for a while.
  private static final class BrokenServer extends EmailChannel {

    private final Address to;
    private final int failures;
    private final List<UUID> asked = new CopyOnWriteArrayList<>();

    BrokenServer(Address to, int failures) {
      super(null, null, null, null, "", URI.create("http://localhost"));
      this.to = to;
      this.failures = failures;
    }

    @Override
    public Uni<Answer> send(Delivery delivery, Destination destination, Letter letter, Optional<String> phrase) {
      if (!destination.equals(Destination.of(to))) {
        return Uni.createFrom().item(Answer.TAKEN);
      }
      asked.add(delivery.id());
      return asked.size() <= failures
          ? Uni.createFrom().failure(new MailRefusal(550))
          : Uni.createFrom().item(Answer.TAKEN);
    }
  }
}
