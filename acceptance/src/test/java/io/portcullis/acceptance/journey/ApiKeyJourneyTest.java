package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.devstack.Service;
import io.portcullis.devstack.ServiceProcess;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// Promise SAFE-8: a program's key, from the customer's approval to the gateways of two instances, and to its end.
@AgainstTheHouse
@TestInstance(Lifecycle.PER_CLASS)
class ApiKeyJourneyTest {

  private static final String PASSPHRASE = "583920";
  private static final List<Integer> PORTS = List.of(28098, 28099);

  private final House house;
  private List<ServiceProcess> edges = List.of();

  ApiKeyJourneyTest(House house) {
    this.house = house;
  }

  /// Two instances of session-service that let programs in at /api.
  @BeforeAll
  void startEdges() {
    edges = PORTS.stream().map(port -> house.suite().startAnother(Service.SESSION.fullName(), port, Map.of(
        "PORTCULLIS_CHECK_RULES_0__PATH", "/api", "PORTCULLIS_CHECK_RULES_0__API_KEY_SCOPE", "read",
        "PORTCULLIS_API_KEYS_ORIGINS", "https://api.example.com"))).toList();
  }

  @AfterAll
  void stopEdges() {
    edges.forEach(ServiceProcess::stop);
  }

  private Client edge(int which) {
    return house.stranger().at(URI.create("http://127.0.0.1:" + PORTS.get(which)));
  }

  private Answer ask(int edge, Map<String, String> headers) {
    Client.Call call = edge(edge).get("/check").header("X-Forwarded-Method", "GET").header("X-Forwarded-Uri", "/api/orders")
        .header("X-Forwarded-Host", "api.example.com");
    headers.forEach(call::header);
    return call.send();
  }

  @Test
  void safe8_givenAnApprovedKey_thenEachOfItsRequestsCountsOnceAtTwoInstances_andNoneOnceItIsDisabled() throws Exception {
    Customer customer = house.signedIn();
    customer.enrolSecurityKey("key");
    customer.stepUpByTouch();
    customer.client().put("/v1/trading-passphrase").bearer(customer.accessToken()).json(Map.of("passphrase", PASSPHRASE)).expect(204);
    Program program = Program.make(customer, PASSPHRASE);

    Map<String, String> headers = program.signed("/api/orders");
    Answer counted = ask(0, headers);
    assertThat(counted.status()).as(counted.body()).isEqualTo(200);
    assertThat(ask(1, headers).problem()).isEqualTo("signature-replayed");
    assertThat(ask(1, program.signed("/api/orders")).status()).isEqualTo(200);

    // The same request at once, at both.
    for (int round = 0; round < 10; round++) {
      Map<String, String> once = program.signed("/api/orders");
      List<Integer> answers = IntStream.range(0, 16).parallel().mapToObj(n -> ask(n % 2, once).status()).toList();
      assertThat(Stream.of(200, 401).map(status -> answers.stream().filter(status::equals).count())).containsExactly(1L, 15L);
    }

    customer.client().delete("/v1/api-keys").bearer(customer.accessToken()).expect(204);
    for (int edge : List.of(0, 1)) {
      Eventually.holds(Duration.ofSeconds(1), "the key counts no more", () -> {
        try {
          return ask(edge, program.signed("/api/orders")).status() == 401;
        } catch (Exception failed) {
          throw new IllegalStateException(failed);
        }
      });
    }
    house.awaitQuiet();
    assertThat(customer.read("/v1/activity").json().findValuesAsText("title")).containsSubsequence(
        "API key disabled", "API key used from a new network", "API key created");
  }
}
