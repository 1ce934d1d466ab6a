package io.portcullis.auth.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Ipv6Site;
import io.portcullis.runtime.http.ClientNetwork;
import io.portcullis.runtime.throttle.Limit;
import io.portcullis.runtime.throttle.Limit.Counted;
import io.portcullis.runtime.throttle.Throttle;
import io.portcullis.runtime.throttle.Throttle.Tally;
import io.portcullis.testkit.MutableClock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Here and not in `runtime`, because here is a Redis.
@AuthTest
class ThrottleTest {

  private static final Duration WINDOW = Duration.ofMinutes(16);

  @Inject
  Throttle throttle;

  @Inject
  RedisAPI redis;

  @Inject
  MutableClock clock;

  @Inject
  MeterRegistry metrics;

  private final String name = "test:" + UUID.randomUUID();
  private final Limit narrow = new Limit(name + ":narrow", 3, WINDOW);
  private final Limit wide = new Limit(name + ":wide", 5, WINDOW);

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  private Tally tally(Counted... counted) {
    return throttle.tally(List.of(counted)).await().indefinitely();
  }

  private boolean passes(Counted... counted) {
    return tally(counted).refusal().isEmpty();
  }

  private long read(Counted counted) {
    return throttle.read(List.of(counted)).await().indefinitely().getFirst();
  }

  private List<String> keys() {
    List<String> found = new ArrayList<>();
    redis.keys("throttle:" + name + "*").await().indefinitely().forEach(key -> found.add(key.toString()));
    return found;
  }

  private Response only(String command) {
    String key = keys().getFirst();
    return switch (command) {
      case "pttl" -> redis.pttl(key).await().indefinitely();
      case "get" -> redis.get(key).await().indefinitely();
      default -> throw new IllegalArgumentException(command);
    };
  }

  @Test
  void a13Lockout_givenANarrowLimitIsSpent_whenTriesGoOn_thenTheWideOneIsNotFilled() {
    for (int i = 0; i < 40; i++) {
      assertThat(passes(narrow.on("one stranger"), wide.on("victim"))).isEqualTo(i < 3);
    }
    assertThat(read(wide.on("victim"))).isEqualTo(3);
    assertThat(passes(narrow.on("the owner"), wide.on("victim"))).isTrue();
  }

  @Test
  void a13Lockout_givenAWideLimitIsSpent_whenTriesGoOn_thenTheNarrowOneIsNotFilled() {
    IntStream.range(0, 5).forEach(i -> passes(wide.on("network")));
    for (int i = 0; i < 10; i++) {
      Tally refused = tally(narrow.on("owner"), wide.on("network"));
      assertThat(refused.refusal().orElseThrow().by()).isEqualTo(wide.on("network"));
    }
    assertThat(read(narrow.on("owner"))).isZero();
  }

  @Test
  void a13Lockout_givenManyRefusedTriesAtOnce_whenTheOwnerComes_thenThereIsRoom() {
    IntStream.range(0, 4).forEach(i -> passes(narrow.on("stranger"), wide.on("victim")));
    List<Uni<Boolean>> atOnce = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      boolean owner = i % 100 == 50;
      atOnce.add(throttle.count(List.of(narrow.on(owner ? "owner" : "stranger"), wide.on("victim")))
          .map(wait -> wait.isEmpty() == owner));
    }
    assertThat(Uni.join().all(atOnce).andFailFast().await().indefinitely()).containsOnly(true);
    assertThat(read(wide.on("victim"))).isEqualTo(5);
  }

  @Test
  void passwordGuessing_givenTriesAtOnce_thenExactlyTheLimitPasses() {
    List<Uni<Boolean>> atOnce = IntStream.range(0, 100)
        .mapToObj(i -> throttle.count(List.of(narrow.on("stranger " + i % 3), wide.on("victim"))).map(wait -> wait.isEmpty()))
        .toList();
    assertThat(Uni.join().all(atOnce).andFailFast().await().indefinitely()).filteredOn(Boolean::booleanValue)
        .hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void memoryExhaustion_givenInventedSubjectsPastANetworksLimit_thenNoKeyIsLeft() {
    IntStream.range(0, 5).forEach(i -> passes(wide.on("network")));
    for (int i = 0; i < 1000; i++) {
      passes(narrow.on("invented " + i), wide.on("network"));
    }
    assertThat(keys()).hasSize(1);
  }

  @Test
  void slidingWindow_givenAFullLimit_whenItsWindowHasAnEdge_thenNoDoublePasses() {
    clock.stop();
    clock.advance(Duration.ofMillis(WINDOW.toMillis() - clock.millis() % WINDOW.toMillis()).minusSeconds(10));
    IntStream.range(0, 3).forEach(i -> assertThat(passes(narrow.on("a"))).isTrue());
    clock.advance(Duration.ofSeconds(20));
    assertThat(passes(narrow.on("a"))).isFalse();
    clock.advance(WINDOW.minusSeconds(30));
    assertThat(passes(narrow.on("a"))).as("shortly before the window is over").isFalse();
    clock.advance(Duration.ofSeconds(10));
    assertThat(passes(narrow.on("a"))).isTrue();
  }

  /// Against a log of every moment, the plainest model: never more than the size within any window, and a place that
  /// the log says is free comes free one sixteenth of a window later at the latest.
  @Test
  void slidingWindow_givenTriesAtRandomTimes_thenNoWindowHoldsMoreThanItsSize() {
    var random = new Random(7);
    var limit = new Limit(name, 5, Duration.ofSeconds(160));
    Deque<Long> passed = new ArrayDeque<>();
    for (int i = 0; i < 600; i++) {
      clock.advance(Duration.ofMillis(random.nextLong(random.nextBoolean() ? 3_000 : 60_000)));
      long now = clock.millis();
      long within = passed.stream().filter(at -> at > now - 159_000).count();
      long withinASlotMore = passed.stream().filter(at -> at > now - 171_000).count();
      boolean passes = passes(limit.on("a"));
      if (within >= 5) {
        assertThat(passes).as("try %d", i).isFalse();
      } else if (withinASlotMore < 5) {
        assertThat(passes).as("try %d", i).isTrue();
      }
      if (passes) {
        passed.addLast(now);
      }
    }
    assertThat(only("get").toString().length()).isLessThan(300);
  }

  @Test
  void retryAfter_whenItIsOver_thenOneMayPass() {
    passes(narrow.on("a"));
    clock.advance(Duration.ofMinutes(5));
    passes(narrow.on("a"));
    passes(narrow.on("a"));
    Duration wait = tally(narrow.on("a")).retryAfter().orElseThrow();
    assertThat(wait).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
    clock.advance(wait);
    assertThat(passes(narrow.on("a"))).isTrue();
    assertThat(passes(narrow.on("a"))).isFalse();
  }

  @Test
  void keys_liveAsLongAsTheirWindow() {
    passes(narrow.on("a"));
    assertThat(only("pttl").toLong()).isPositive().isLessThanOrEqualTo(WINDOW.toMillis());
    passes(narrow.on("a"));
    throttle.forgive(List.of(narrow.on("a"))).await().indefinitely();
    assertThat(only("pttl").toLong()).isPositive().isLessThanOrEqualTo(WINDOW.toMillis());
  }

  @Test
  void forgiven_givenAllAreTakenBack_thenNothingIsLeft() {
    for (int i = 0; i < 3; i++) {
      passes(narrow.on("a"), wide.on("b"));
      clock.advance(Duration.ofMinutes(2));
    }
    for (int left = 2; left >= 0; left--) {
      throttle.forgive(List.of(narrow.on("a"), wide.on("b"))).await().indefinitely();
      assertThat(read(narrow.on("a"))).isEqualTo(left);
    }
    throttle.forgive(List.of(narrow.on("a"))).await().indefinitely();
    assertThat(keys()).isEmpty();
  }

  @Test
  void tally_saysHowManyThereAre() {
    passes(wide.on("b"));
    assertThat(tally(narrow.on("a"), wide.on("b")).counts()).containsExactly(1L, 2L);
  }

  @Test
  void clockSetBack_givenCountsFromAFutureThatNeverCame_thenTheyBarNobody() {
    clock.advance(Duration.ofDays(1));
    IntStream.range(0, 3).forEach(i -> passes(narrow.on("a")));
    clock.reset();
    assertThat(passes(narrow.on("a"))).isTrue();
  }

  @Test
  void refusals_areCountedByTheLimitThatRefused() {
    IntStream.range(0, 5).forEach(i -> passes(narrow.on("a"), wide.on("b")));
    assertThat(metrics.get("portcullis.limit.refused").tag("limit", narrow.name()).counter().count()).isEqualTo(2);
    assertThat(metrics.get("portcullis.limit.refused").tag("limit", wide.name()).counter().count()).isZero();
  }

  private long passedFrom(List<ClientNetwork> networks) {
    return networks.stream()
        .filter(network -> throttle.count(narrow.onNetwork(network)).await().indefinitely().isEmpty()).count();
  }

  @Test
  void a14Spraying_givenManyNetworksOfOneIpv6Customer_thenTheirPrefixesAreLimitsToo() {
    assertThat(passedFrom(IntStream.range(0, 100).mapToObj("2001:db8:7:10%02x::/64"::formatted).map(ClientNetwork::new).toList()))
        .as("one /56").isEqualTo(12);
    assertThat(passedFrom(IntStream.range(0, 100).mapToObj("2001:db8:7:%02x00::/64"::formatted).map(ClientNetwork::new).toList()))
        .as("one /48, of which the /56 before has used a part").isEqualTo(48 - 12);
    assertThat(passedFrom(IntStream.range(0, 10).mapToObj("2001:db8:%x::/64"::formatted).map(ClientNetwork::new).toList()))
        .as("many sites").isEqualTo(10 - 1);
    assertThat(keys()).as("no key of a refused network").hasSizeLessThan(48 + 9 + 48 + 12 + 12 + 9);
  }

  @Test
  void a13Lockout_givenManyNetworksOfOneIpv6Site_whenTheyShareInWhatOneSubjectHas_thenTheyHaveOneShare() {
    var site = Ipv6Site.anyone();
    List<ClientNetwork> networks = Stream.concat(IntStream.range(0, 20).mapToObj(site::network),
        Stream.of(Ipv6Site.anyone().network(0), new ClientNetwork("203.0.113.1"), new ClientNetwork("203.0.113.2"))).toList();
    assertThat(networks.stream().filter(network -> passes(narrow.onShare("mailbox", network))).count()).isEqualTo(3 + 3);
    assertThat(passes(narrow.onShare("another mailbox", site.network(0)))).isTrue();
  }

  @Test
  void a14Spraying_givenIpv4_thenOneAddressIsOneNetwork() {
    assertThat(passedFrom(IntStream.range(0, 100).mapToObj("203.0.113.%d"::formatted).map(ClientNetwork::new).toList())).isEqualTo(100);
    assertThat(passedFrom(IntStream.range(0, 10).mapToObj(_ -> "203.0.113.1").map(ClientNetwork::new).toList())).isEqualTo(2);
  }
}
