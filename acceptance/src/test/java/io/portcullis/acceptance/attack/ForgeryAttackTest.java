package io.portcullis.acceptance.attack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.Letter;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/// Attack A-25: one who can write to every topic, but is no service of the house.
@AgainstTheHouse
class ForgeryAttackTest {
  private static final String EVENTS = "portcullis.security-events";
  private static final String MESSAGES = "portcullis.messages";
  private static final String REVOCATIONS = "portcullis.revocations";
  private static final String DEAD_LETTERS = "portcullis.dead-letters";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final House house;

  ForgeryAttackTest(House house) {
    this.house = house;
  }

  @Test
  void a25Forgery_givenForgedFactsAndMessages_whenConsumed_thenTheyAreDeadLetters_andNothingIsMailedOrWrittenDown() {
    Customer customer = house.signedIn();
    customer.askForPasswordLink();
    customer.inbox().await(customer.identifier(), "a link", letter -> letter.linksTo("/recovery/password"));
    house.awaitQuiet();
    String account = account(customer);
    List<String> activity = activity(customer);
    List<String> subjects = subjects(customer);
    ConsumerRecord<String, byte[]> event = ofCustomer(EVENTS, account);
    ConsumerRecord<String, byte[]> message = ofCustomer(MESSAGES, account);

    int forged = 0;
    for (Map.Entry<String, String> fact : Map.of(
        "io.portcullis.auth.account-frozen.v1", "\"reason\":\"customer\"",
        "io.portcullis.auth.credential-change.v1", "\"credential\":\"PASSWORD\",\"initiator\":\"CUSTOMER\"",
        "io.portcullis.mfa.recovery-code-used.v1", "\"left\":0").entrySet()) {
      String id = UUID.randomUUID().toString();
      String body = "{\"id\":\"%s\",\"subject\":\"%s\",\"time\":\"%s\",%s}".formatted(id, account, Instant.now(), fact.getValue());
      // Bare, and with the proof of another record.
      house.topics().produce(new ProducerRecord<>(EVENTS, null, account, body.getBytes(UTF_8), cloudEvent(fact.getKey(), id)));
      Headers stolen = cloudEvent(fact.getKey(), id);
      stolen.add(event.headers().lastHeader("pc_mac_notification-service"));
      house.topics().produce(new ProducerRecord<>(EVENTS, null, account, body.getBytes(UTF_8), stolen));
      forged += 4; // alerting and audit, twice
    }
    // A genuine message once more, under an id that the inbox does not know.
    Headers anew = new RecordHeaders(message.headers());
    anew.remove("ce_id").add("ce_id", UUID.randomUUID().toString().getBytes(UTF_8));
    house.topics().produce(new ProducerRecord<>(MESSAGES, null, account, message.value(), anew));
    forged++;

    awaitDeadLetters(account, forged);
    house.awaitQuiet();
    assertThat(subjects(customer)).isEqualTo(subjects);
    assertThat(activity(customer)).isEqualTo(activity);
  }

  @Test
  void a25Forgery_givenForgedRevocations_thenTheSessionLivesAtEveryService() {
    Customer customer = house.signedIn();
    Customer other = house.signedIn();
    other.client().post("/v1/sign-out").bearer(other.accessToken()).expect(204);
    house.awaitQuiet();
    ConsumerRecord<String, byte[]> genuine = house.topics().records(REVOCATIONS).stream()
        .filter(record -> record.key().equals(other.held().sessionId())).findFirst().orElseThrow();
    String session = customer.held().sessionId();
    byte[] body = new String(genuine.value(), UTF_8).replace(other.held().sessionId(), session).getBytes(UTF_8);

    house.topics().produce(new ProducerRecord<>(REVOCATIONS, null, session, body));
    house.topics().produce(new ProducerRecord<>(REVOCATIONS, null, session, body, genuine.headers()));

    awaitDeadLetters(session, 2);
    Stream.of("/v1/account", "/v1/mfa", "/v1/sessions", "/v1/activity").forEach(customer::read);
  }

  private void awaitDeadLetters(String key, int number) {
    Eventually.holds(PATIENCE, number + " dead letters", () -> forgeries(key) >= number);
  }

  private long forgeries(String key) {
    return house.topics().records(DEAD_LETTERS).stream().filter(record -> key.equals(record.key()))
        .filter(record -> new String(record.headers().lastHeader("dead-letter-reason").value(), UTF_8).startsWith("forged: "))
        .count();
  }

  private static Headers cloudEvent(String type, String id) {
    var headers = new RecordHeaders();
    Map.of("ce_specversion", "1.0", "ce_id", id, "ce_type", type, "ce_source",
            type.contains(".mfa.") ? "/portcullis/mfa-service" : "/portcullis/auth-service", "ce_time", Instant.now().toString())
        .forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
    return headers;
  }

  private ConsumerRecord<String, byte[]> ofCustomer(String topic, String account) {
    return house.topics().records(topic).stream().filter(record -> account.equals(record.key())).findFirst().orElseThrow();
  }

  private static String account(Customer customer) {
    return customer.read("/v1/account").json().path("accountId").asText();
  }

  private static List<String> activity(Customer customer) {
    return customer.read("/v1/activity").json().path("events").findValuesAsText("time");
  }

  private List<String> subjects(Customer customer) {
    return house.inbox().letters(customer.identifier()).stream().map(Letter::subject).toList();
  }
}
