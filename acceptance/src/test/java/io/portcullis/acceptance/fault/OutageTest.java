package io.portcullis.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.acceptance.house.Sequence;
import io.portcullis.devstack.Service;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// What goes on while a part is away, and what waits for it.
@AgainstTheHouse
@Order(Sequence.FAULTS)
class OutageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final House house;

  OutageTest(House house) {
    this.house = house;
  }

  @Test
  void redisDown_thenSignInSaysWhenToComeBackWhileRefreshAndCheckGoOn() {
    Customer customer = house.signedIn();
    String resetId = house.client().post("/v1/recovery/password").json(Map.of("identifier", Identifier.phone().value())).expect(202)
        .json().path("resetId").asText();
    house.suite().redis().kill9();
    try {
      Answer guess = house.client().post("/v1/recovery/password/code").json(Map.of("resetId", resetId, "code", "48150000")).send();
      for (Answer closed : List.of(signIn(customer), guess)) {
        assertThat(closed.status()).isEqualTo(503);
        assertThat(closed.isProblem()).isTrue();
        assertThat(closed.header("Retry-After")).isPresent();
      }
      customer.refresh();
      assertThat(house.check().passes(customer.accessToken())).isTrue();
      customer.read("/v1/sessions");
    } finally {
      house.suite().redis().start();
    }
    Eventually.holds(PATIENCE, "sign-in works again", () -> signIn(customer).status() == 200);
  }

  @Test
  void notificationServiceDown_thenSignInWorksAndTheAlertFollowsOnce() {
    Customer customer = house.newcomer();
    customer.join();
    var notification = house.suite().service(Service.NOTIFICATION.fullName());
    notification.kill9();
    try {
      customer.signIn();
      assertThat(house.check().passes(customer.accessToken())).isTrue();
    } finally {
      notification.start();
    }
    theAlertFollowsOnce(customer);
  }

  @Test
  void kafkaDown_thenSignInAndRevocationWorkAndTheAlertFollowsOnce() {
    Customer customer = house.newcomer();
    customer.join();
    house.suite().kafka().kill9();
    try {
      customer.signIn();
      customer.refresh();
      String kept = customer.accessToken();
      String ended = customer.signIn().accessToken();
      customer.client().post("/v1/sign-out").bearer(ended).expect(204);
      assertThat(house.check().passes(ended)).isFalse();
      assertThat(house.check().passes(kept)).isTrue();
      // The code that confirms a new device travels by Kafka: without it nobody gets in there.
      assertThat(customer.onAnotherDevice(house.client()).offerPassword().confirmation().methods()).containsExactly("email");
    } finally {
      house.suite().kafka().start();
    }
    theAlertFollowsOnce(customer);
  }

  /// It must learn first which sessions ended while it was away.
  @Test
  void kafkaAwayAtAStart_thenTheServiceGetsReadyByItselfOnItsReturn() {
    var mfa = house.suite().service(Service.MFA.fullName());
    Client management = house.stranger().at(house.management(Service.MFA));
    house.suite().kafka().kill9();
    mfa.kill9();
    CompletableFuture<Void> started = CompletableFuture.runAsync(mfa::start);
    try {
      Eventually.holds(PATIENCE, "it is up, and waits", () -> readiness(management) == 503);
    } finally {
      house.suite().kafka().start();
    }
    // The start itself waits until the service is ready, and no longer than its patience.
    started.join();
    assertThat(readiness(management)).isEqualTo(200);
  }

  /// 0 while nobody listens.
  private static int readiness(Client management) {
    try {
      return management.get("/q/health/ready").send().status();
    } catch (UncheckedIOException notUp) {
      return 0;
    }
  }

  private void theAlertFollowsOnce(Customer customer) {
    Eventually.holds(PATIENCE, "the alert", () -> alerts(customer) >= 1);
    house.awaitQuiet();
    assertThat(alerts(customer)).isEqualTo(1);
  }

  private long alerts(Customer customer) {
    return house.inbox().letters(customer.identifier()).stream().filter(letter -> letter.linksTo("/recovery/freeze")).count();
  }

  private Answer signIn(Customer customer) {
    return house.client().post("/v1/sign-in").json(Map.of("identifier", customer.identifier(), "password", customer.password())).send();
  }
}
