package io.portcullis.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.Letter;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.acceptance.house.Sequence;
import io.portcullis.devstack.Service;
import io.portcullis.devstack.ServiceProcess;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Clients that listen for alerts, a mailbox, and a receiver of shared signals, while notification-service and Kafka are killed at random
/// points under sign-ins (SAFE-3, OPS-2, OPS-7).
/// `-Dportcullis.faults=200` for a night, `-Dportcullis.faults.seed=…` for the same points again.
@AgainstTheHouse
@Order(Sequence.FAULTS)
class AlertStreamFaultTest {
  private static final int FAULTS = Integer.getInteger("portcullis.faults", 2);
  private static final long SEED = Long.getLong("portcullis.faults.seed", System.nanoTime());
  private static final int CUSTOMERS = 2;
  /// With the first sign-in, as many mails of a kind as come at once: a sixth one would wait for an hour.
  private static final int FAULTS_OF_ONE_ROUND = 4;
  private static final int LONGEST_MILLIS = 1_500;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final House house;
  private final Random random = new Random(SEED);

  AlertStreamFaultTest(House house) {
    this.house = house;
  }

  private record Listening(Customer customer, AlertStreamClient stream) {}

  @AfterEach
  void allRun() {
    house.suite().kafka().start();
    notification().start();
  }

  private ServiceProcess notification() {
    return house.suite().service(Service.NOTIFICATION.fullName());
  }

  @Test
  void ops2_givenNotificationServiceAndKafkaKilledAtRandomPoints_whenCustomersSignIn_thenStreamsMailboxesAndReceiversMissNothing_andHearNothingTwice() {
    for (int done = 0; done < FAULTS; done += FAULTS_OF_ONE_ROUND) {
      round(done, Math.min(FAULTS_OF_ONE_ROUND, FAULTS - done));
    }
  }

  private void round(int from, int faults) {
    List<Listening> listening = Stream.generate(() -> {
      Customer customer = house.signedIn();
      return new Listening(customer, AlertStreamClient.listen(house.origin(), customer));
    }).limit(CUSTOMERS).toList();
    // What happened before is not for it.
    house.awaitQuiet();
    SignalReceiver receiver = SignalReceiver.register(house);
    try {
      for (int fault = from; fault < from + faults; fault++) {
        boolean ofKafka = fault % 3 == 1;
        CompletableFuture<Void> signIns = CompletableFuture.runAsync(() -> listening.forEach(each -> signInElsewhere(each.customer())));
        pause();
        if (ofKafka) {
          house.suite().kafka().kill9();
          pause();
          house.suite().kafka().start();
        } else {
          notification().kill9();
          pause();
          notification().start();
        }
        signIns.join();
      }
      // The first sign-in of each counts, too.
      listening.forEach(each -> assertHeardAll(each, faults + 1));
      listening.forEach(each -> assertMailed(each.customer(), faults + 1));
      // It was registered after the first sign-ins.
      listening.forEach(each -> assertSignalled(receiver, each.customer(), faults));
    } finally {
      receiver.close();
      listening.forEach(each -> each.stream().close());
    }
  }

  private void signInElsewhere(Customer customer) {
    customer.onAnotherDevice(house.client()).signIn();
  }

  private void pause() {
    LockSupport.parkNanos(Duration.ofMillis(random.nextInt(LONGEST_MILLIS)).toNanos());
  }

  private void assertHeardAll(Listening listening, int signIns) {
    String as = "seed " + SEED;
    Eventually.holds(PATIENCE, "every sign-in is kept as an alert, " + as, () -> kept(listening.customer()).size() >= signIns);
    List<JsonNode> kept = kept(listening.customer());
    assertThat(kept).as(as).hasSize(signIns);
    Eventually.holds(PATIENCE, "the stream has told them, " + as, () -> listening.stream().heard().size() >= signIns);
    assertThat(listening.stream().heard()).as("in order, each once, " + as)
        .containsExactlyElementsOf(kept.reversed().stream().map(alert -> alert.path("id").asText()).toList());
    assertThat(listening.stream().connections()).as("it had to connect again").isGreaterThan(1);
  }

  // A mail server can't be asked whether it took a mail before the kill. A second copy has the same `Message-ID` and the same text.
  private void assertMailed(Customer customer, int signIns) {
    Eventually.holds(PATIENCE, "a mail for each sign-in, seed " + SEED, () -> mails(customer).size() >= signIns);
    house.awaitQuiet();
    assertThat(mails(customer)).as("seed " + SEED).hasSize(signIns);
  }

  private Set<String> mails(Customer customer) {
    return house.inbox().letters(customer.identifier()).stream().filter(letter -> letter.linksTo("/recovery/freeze")).map(Letter::text)
        .collect(Collectors.toSet());
  }

  private void assertSignalled(SignalReceiver receiver, Customer customer, int signIns) {
    String account = customer.read("/v1/account").json().path("accountId").asText();
    Eventually.holds(PATIENCE, "a token for each sign-in, seed " + SEED, () -> receiver.about(account).size() >= signIns);
    assertThat(receiver.about(account)).as("seed " + SEED).hasSize(signIns)
        .extracting(claims -> claims.path("sub_id").path("session").path("id").asText()).doesNotHaveDuplicates();
    assertThat(receiver.again()).as("came again although it was acknowledged, seed " + SEED).isEmpty();
  }

  private static List<JsonNode> kept(Customer customer) {
    JsonNode page = customer.client().get("/v1/alerts?limit=100").bearer(customer.accessToken()).expect(200).json();
    return IntStream.range(0, page.path("alerts").size()).mapToObj(page.path("alerts")::get).toList();
  }
}
