package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.Check;
import io.portcullis.acceptance.house.House;
import io.portcullis.devstack.Service;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Services are stateless: a second instance knows what the first one decided.
@AgainstTheHouse
class InstancesJourneyTest {
  private static final int SECOND_PORT = 28093;
  /// "At once", for a fact that crosses Kafka on a laptop.
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  private final House house;

  InstancesJourneyTest(House house) {
    this.house = house;
  }

  @Test
  void givenTwoInstances_whenASessionIsRevokedAtEither_thenTheCheckFailsAtBoth() {
    var second = house.suite().startAnother(Service.SESSION.fullName(), SECOND_PORT);
    try {
      var checks = List.of(house.check(), new Check(house.client().at(URI.create("http://127.0.0.1:" + SECOND_PORT))));
      for (Check decided : checks) {
        Customer customer = house.signedIn();
        Customer laptop = customer.onAnotherDevice(house.client());
        laptop.signIn();
        assertThat(checks).allMatch(check -> check.passes(customer.accessToken()));

        decided.sessionService().delete("/v1/sessions/" + customer.held().sessionId()).bearer(laptop.accessToken()).expect(204);
        assertThat(decided.passes(customer.accessToken())).isFalse();
        Eventually.holds(AT_ONCE, "the other instance knows, too", () -> checks.stream().noneMatch(check -> check.passes(customer.accessToken())));
        assertThat(checks).allMatch(check -> check.passes(laptop.accessToken()));
      }
    } finally {
      second.stop();
    }
  }
}
