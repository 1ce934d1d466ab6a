package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.Check;
import io.portcullis.acceptance.house.House;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Services are stateless: a second instance knows what the first one decided.
@AgainstTheHouse
class InstancesJourneyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final House house;

  InstancesJourneyTest(House house) {
    this.house = house;
  }

  @Test
  void givenTwoInstances_whenASessionIsRevokedAtEither_thenTheCheckFailsAtBoth() {
    var checks = house.checksAtBoth();
    for (Check decided : checks) {
      Customer customer = house.signedIn();
      Customer laptop = customer.onAnotherDevice(house.client());
      laptop.signIn();
      assertThat(checks).allMatch(check -> check.passes(customer.accessToken()));

      decided.sessionService().delete("/v1/sessions/" + customer.held().sessionId()).bearer(laptop.accessToken()).expect(204);
      assertThat(decided.passes(customer.accessToken())).isFalse();
      Eventually.holds(PATIENCE, "the other instance knows, too", () -> checks.stream().noneMatch(check -> check.passes(customer.accessToken())));
      assertThat(checks).allMatch(check -> check.passes(laptop.accessToken()));
    }
  }
}
