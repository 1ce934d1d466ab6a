package io.portcullis.acceptance.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.Letter;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.acceptance.house.Sequence;
import io.portcullis.devstack.Service;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Promise OPS-2: nothing that was committed is lost, nothing is acted on twice.
@AgainstTheHouse
@Order(Sequence.FAULTS)
class DeliveryFaultTest {
  private static final String EVENTS = "portcullis.security-events";
  private static final String MESSAGES = "portcullis.messages";
  private static final String DEAD_LETTERS = "portcullis.dead-letters";
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final House house;

  DeliveryFaultTest(House house) {
    this.house = house;
  }

  @Test
  void outboxLoss_givenAServiceKilledBetweenCommitAndPublish_whenItIsBack_thenTheMailArrivesExactlyOnce() {
    Customer customer = house.newcomer();
    var auth = house.suite().service(Service.AUTH.fullName());
    Customer.Registration registration;
    house.suite().kafka().kill9();
    try {
      // Committed: the answer is out. Not published: there is nobody to publish to.
      registration = customer.register();
      assertThat(house.databases().count(Service.AUTH, "outbox")).isPositive();
      auth.kill9();
    } finally {
      house.suite().kafka().start();
      auth.start();
    }
    Letter letter = Eventually.find(PATIENCE, "the code", () -> house.inbox().letters(customer.identifier()).stream().findFirst());
    assertThat(letter.hasCode()).isTrue();
    customer.verify(registration);
    customer.signIn();
    house.awaitQuiet();
    assertThat(house.inbox().letters(customer.identifier()).stream().filter(Letter::hasCode)).hasSize(1);
  }

  @Test
  void eventReplay_givenTheSameRecordsAgain_whenConsumed_thenNeitherMailNorActivityDoubles() {
    Customer customer = house.signedIn();
    alerts(customer, 1);
    customer.askForPasswordLink();
    links(customer, 1);
    house.awaitQuiet();
    List<String> before = activity(customer);

    redeliverAll(EVENTS, customer);
    redeliverAll(MESSAGES, customer);

    // One account is one partition, so what comes after the replayed records is served after them.
    customer.onAnotherDevice(house.client()).signIn();
    alerts(customer, 2);
    customer.askForPasswordLink();
    links(customer, 2);
    house.awaitQuiet();
    assertThat(alerts(customer)).hasSize(2);
    assertThat(links(customer)).hasSize(2);
    Eventually.holds(PATIENCE, "one more sign-in and one more recovery in the activity", () -> activity(customer).size() >= before.size() + 2);
    assertThat(activity(customer)).hasSize(before.size() + 2);
  }

  @Test
  void poisonPill_givenMalformedRecordsInTheMiddleOfAPartition_whenConsumed_thenTheyGoAsideAndThePartitionMovesOn() {
    Customer customer = house.signedIn();
    alerts(customer, 1);
    int asideBefore = house.topics().records(DEAD_LETTERS).size();
    ConsumerRecord<String, byte[]> good = ofCustomer(EVENTS, customer).getFirst();

    for (String poison : List.of("", "not json", "{}", "{\"id\":7}", "[".repeat(5000))) {
      house.topics().produce(new ProducerRecord<>(EVENTS, good.partition(), good.key(), poison.getBytes(UTF_8), good.headers()));
      house.topics().produce(new ProducerRecord<>(MESSAGES, null, good.key(), poison.getBytes(UTF_8)));
    }
    house.topics().produce(new ProducerRecord<>(EVENTS, good.partition(), null, new byte[] {0, -1}));

    customer.onAnotherDevice(house.client()).signIn();
    alerts(customer, 2);
    customer.askForPasswordLink();
    links(customer, 1);
    assertThat(house.topics().records(DEAD_LETTERS).size()).isGreaterThan(asideBefore);
  }

  private void redeliverAll(String topic, Customer customer) {
    ofCustomer(topic, customer).forEach(house.topics()::redeliver);
  }

  private List<ConsumerRecord<String, byte[]>> ofCustomer(String topic, Customer customer) {
    String account = customer.read("/v1/account").json().path("accountId").asText();
    var records = house.topics().records(topic).stream().filter(record -> account.equals(record.key())).toList();
    assertThat(records).isNotEmpty();
    return records;
  }

  private void alerts(Customer customer, int number) {
    Eventually.holds(PATIENCE, "alert " + number, () -> alerts(customer).size() >= number);
  }

  private List<Letter> alerts(Customer customer) {
    return house.inbox().letters(customer.identifier()).stream().filter(letter -> letter.linksTo("/recovery/freeze")).toList();
  }

  private void links(Customer customer, int number) {
    Eventually.holds(PATIENCE, "link " + number, () -> links(customer).size() >= number);
  }

  private List<Letter> links(Customer customer) {
    return house.inbox().letters(customer.identifier()).stream().filter(letter -> letter.linksTo("/recovery/password")).toList();
  }

  private static List<String> activity(Customer customer) {
    return customer.read("/v1/activity").json().path("events").findValuesAsText("id");
  }
}
