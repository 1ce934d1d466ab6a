package io.portcullis.auth.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.auth.fixture.NeighboursDouble;
import io.portcullis.auth.fixture.Puzzles;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Stolen pairs, one in each of many networks: no limit of an identifier, network or password sees them.
@QuarkusTest
@TestProfile(NewNetworksTest.FewFailures.class)
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = NeighboursDouble.class, scope = TestResourceScope.GLOBAL)
class NewNetworksTest {

  private static final int MANY = 20;

  public static class FewFailures implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("portcullis.test.failures-from-new-networks", Integer.toString(MANY));
    }
  }

  @Inject Customers customers;
  @Inject MutableClock clock;
  @Inject RedisAPI redis;

  /// What other tests count in the same Redis is long over, or long to come.
  @BeforeEach
  void inATimeOfItsOwn() {
    clock.reset();
    clock.advance(Duration.ofDays(100 + 100L * ThreadLocalRandom.current().nextInt(100)));
  }

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  /// One pair each, from a network each: neither identifier nor password nor network comes twice.
  private static void stuff(int pairs) {
    for (int i = 0; i < pairs; i++) {
      assertThat(Client.fromANewNetwork().post("/v1/sign-in",
          Map.of("identifier", Customers.freshEmail(), "password", "stolen elsewhere " + UUID.randomUUID())).status()).isEqualTo(403);
    }
  }

  private static String status(Client from, Map<String, ?> body) {
    return from.post("/v1/sign-in", body).text("status");
  }

  @Test
  void a14Stuffing_givenManyPairsFromManyNetworks_whenAStrangerComesFromANewNetwork_thenAPuzzleIsAsked_rightOrWrong() {
    Customer ann = customers.active();
    stuff(MANY - 1);
    assertThat(status(Client.fromANewNetwork(), ann.credentials())).as("not yet").isEqualTo("complete");
    stuff(1);

    Client anywhere = Client.fromANewNetwork();
    Answer asked = anywhere.post("/v1/sign-in", ann.credentials());
    assertThat(asked.text("status")).isEqualTo("human-verification");
    assertThat(status(Client.fromANewNetwork(), ann.credentials("a guess of ours"))).isEqualTo("human-verification");
    assertThat(status(Client.fromANewNetwork(), Map.of("identifier", Customers.freshEmail(), "password", "whatever it is")))
        .as("whether or not somebody has the identifier").isEqualTo("human-verification");

    var solved = new HashMap<String, Object>(ann.credentials());
    solved.put("humanProof", Puzzles.solve(asked.json().get("challenge")));
    assertThat(status(anywhere, solved)).isEqualTo("complete");
    clock.advance(Duration.ofMinutes(11));
    assertThat(status(Client.fromANewNetwork(), ann.credentials())).as("when it is over").isEqualTo("complete");
  }

  @Test
  void a13Lockout_givenThatAttack_whenACustomerComesFromANetworkThatIsKnown_orOnAKnownDevice_thenNobodyIsAsked() {
    Client home = Client.fromANewNetwork();
    Customer ann = customers.active();
    String device = home.post("/v1/sign-in", ann.credentials()).text("deviceToken");
    clock.advance(Duration.ofDays(14));
    stuff(MANY);

    assertThat(status(home, ann.credentials())).as("a new device at home").isEqualTo("complete");
    assertThat(status(home, customers.active().credentials())).as("somebody else there").isEqualTo("complete");
    var known = new HashMap<String, Object>(ann.credentials());
    known.put("deviceToken", device);
    Client hotel = Client.fromANewNetwork();
    assertThat(status(hotel, known)).as("a known device anywhere").isEqualTo("complete");
    assertThat(status(hotel, customers.active().credentials())).as("where a known device was").isEqualTo("complete");
    assertThat(hotel.post("/v1/sign-in/passkey", Map.of()).status()).as("a passkey").isEqualTo(200);
  }

  @Test
  void a14Stuffing_givenFailuresFromKnownNetworks_thenTheyDoNotCount() {
    for (int i = 0; i < MANY + 5; i++) {
      Client home = Client.fromANewNetwork();
      Customer customer = customers.active();
      assertThat(status(home, customer.credentials())).isEqualTo("complete");
      assertThat(home.post("/v1/sign-in", customer.credentials("a slip")).status()).isEqualTo(403);
    }
    assertThat(status(Client.fromANewNetwork(), customers.active().credentials())).isEqualTo("complete");
  }

  @Test
  void a14Stuffing_givenANetworkThatWasKnownLongAgo_thenItIsNewAgain() {
    Client once = Client.fromANewNetwork();
    Customer ann = customers.active();
    assertThat(status(once, ann.credentials())).isEqualTo("complete");
    clock.advance(Duration.ofDays(31));
    stuff(MANY);
    assertThat(status(once, ann.credentials())).isEqualTo("human-verification");
  }

  @Test
  void a14Memory_givenAnyNumberOfNetworks_thenTheyAreRememberedInAFewKeysOfBoundedSize() {
    for (int i = 0; i < 50; i++) {
      status(Client.fromANewNetwork(), customers.active().credentials());
    }
    long period = clock.instant().getEpochSecond() / Duration.ofDays(15).toSeconds();
    assertThat(redis.strlen("auth:known-networks:" + period).await().indefinitely().toLong()).isBetween(1L, 1L << 21);
  }
}
