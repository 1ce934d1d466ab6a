package io.portcullis.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.Inbox;
import io.portcullis.devstack.Suite;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole house on a stack that speaks TLS alone and asks each service for its password.
class LockedSuiteTest {
  private static final int PORT_BASE = 30080;

  @TempDir Path state;

  @Test
  void givenPostgresRedisAndKafkaAreLocked_whenACustomerSignsInOnANewDevice_thenTheirMailArrives() {
    try (Suite suite = Suite.startLocked(state, PORT_BASE, Map.of());
        Client phone = Client.of(URI.create(suite.gatewayUrl()));
        Client laptop = Client.of(URI.create(suite.gatewayUrl()))) {
      var inbox = new Inbox(URI.create(suite.inboxUrl()));
      var customer = new Customer(phone, inbox, Identifier.email("locked"), Identifier.password());
      customer.join();
      customer.signIn();
      customer.onAnotherDevice(laptop).signIn();

      Eventually.holds(Duration.ofSeconds(30), "the activity list shows both sign-ins", () ->
          customer.read("/v1/activity").json().toString().split("session-established").length > 2);
      assertThat(suite.pids()).containsKeys("kafka", "redis", "postgres");
    }
  }
}
