package io.portcullis.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.acceptance.house.Sequence;
import io.portcullis.devstack.Service;
import io.portcullis.devstack.ServiceProcess;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Phones in a tunnel: answers get lost, requests are repeated side by side, from one network and then from another, at two
/// instances of session-service, and one of them is killed. Nobody may be signed out by that.
///
/// `-Dportcullis.phones=10000` for as many sessions.
@AgainstTheHouse
@Order(Sequence.WALK)
class LossyNetworkTest {
  private static final int PHONES = Integer.getInteger("portcullis.phones", 800);
  private static final int ROUNDS = 3;
  private static final int MOST_AT_ONCE = 3;
  private static final double LOST = 0.4;
  private static final double OTHER_NETWORK = 0.5;
  /// As often as session-service follows a phone in one grace.
  private static final int MOST_CHANGES = 3;
  private static final int AT_A_TIME = 16;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final House house;
  private final AtomicInteger rides = new AtomicInteger();
  private final AtomicInteger broken = new AtomicInteger();
  private final ServiceProcess second;
  private final List<Instance> instances;
  /// The instances as they are reached from the Wi-Fi of a house, and from a mobile network.
  private final List<List<Instance>> networks;

  LossyNetworkTest(House house) {
    this.house = house;
    this.second = house.secondSession();
    this.instances = List.of(Instance.first(house), Instance.of(house, second));
    Client mobile = house.stranger();
    this.networks = List.of(instances, instances.stream().map(instance -> instance.from(mobile)).toList());
  }

  @Test
  void a07_givenLostAnswersAndParallelRetries_thenEveryRetryGetsTheSameSuccessor_andNobodyIsSignedOut()
      throws InterruptedException, ExecutionException {
    List<Double> before = refreshes("repeated");
    double followed = refreshes("followed").stream().mapToDouble(Double::doubleValue).sum();
    List<Phone> phones = ride(() -> {});
    assertThat(broken).hasValue(0);
    assertThat(live(phones)).isEqualTo(PHONES);
    assertThat(refreshes("followed").stream().mapToDouble(Double::doubleValue).sum()).as("asked from another network")
        .isGreaterThan(followed);
    assertThat(refreshes("repeated")).as("asked side by side").zipSatisfy(before, (now, then) -> assertThat(now).isGreaterThan(then));
  }

  @Test
  void a07_givenAnInstanceIsKilledBetweenRotationsAndTheirAnswers_whenThePhonesAskAgain_thenNobodyIsSignedOut()
      throws InterruptedException, ExecutionException {
    List<Phone> phones = ride(() -> {
      Eventually.holds(PATIENCE, "a good part of the phones is through", () -> rides.get() > PHONES / 4);
      second.kill9();
      second.start();
    });
    assertThat(broken).as("requests that the kill cut off").hasPositiveValue();
    assertThat(live(phones)).isEqualTo(PHONES);
    // What each phone holds in the end is the one leaf of its family, at the instance that was away as well.
    for (Phone phone : phones) assertThat(instances.getLast().refresh(phone.refreshToken).status()).isEqualTo(200);
  }

  private List<Phone> ride(Runnable meanwhile) throws InterruptedException, ExecutionException {
    try (var riders = Executors.newFixedThreadPool(AT_A_TIME); var requests = Executors.newVirtualThreadPerTaskExecutor()) {
      long seed = System.nanoTime();
      var journeys = LongStream.range(0, PHONES)
          .mapToObj(number -> riders.submit(() -> new Phone(requests, new Random(seed + number)).ride())).toList();
      meanwhile.run();
      var phones = new ArrayList<Phone>();
      for (Future<Phone> journey : journeys) phones.add(journey.get());
      return phones;
    }
  }

  private List<Double> refreshes(String outcome) {
    return instances.stream().map(instance -> instance.refreshes(outcome)).toList();
  }

  private long live(List<Phone> phones) {
    return house.databases().count(Service.SESSION, "session WHERE ended_at IS NULL AND account_id = ANY ('{%s}')"
        .formatted(phones.stream().map(phone -> phone.account).collect(Collectors.joining(","))));
  }

  /// One session and the phone that holds it.
  private final class Phone {
    private final ExecutorService requests;
    private final Random random;
    private String account;
    private String refreshToken;
    private int network;

    Phone(ExecutorService requests, Random random) {
      this.requests = requests;
      this.random = random;
    }

    Phone ride() throws InterruptedException, ExecutionException {
      Instance.Opened opened = instances.getFirst().open();
      account = opened.account();
      refreshToken = opened.refreshToken();
      for (int round = 0; round < ROUNDS; round++) refreshToken = refreshUntilHeard();
      rides.incrementAndGet();
      return this;
    }

    private String refreshUntilHeard() throws InterruptedException, ExecutionException {
      int changes = 0;
      while (true) {
        var sent = new ArrayList<Future<Optional<Answer>>>();
        for (int copy = 0; copy <= random.nextInt(MOST_AT_ONCE); copy++) sent.add(requests.submit(this::refresh));
        var heard = new ArrayList<Answer>();
        for (Future<Optional<Answer>> flight : sent) flight.get().filter(_ -> random.nextDouble() >= LOST).ifPresent(heard::add);
        assertThat(heard).allMatch(answer -> answer.status() == 200);
        var successors = heard.stream().map(answer -> answer.json().path("refresh_token").asText()).distinct().toList();
        assertThat(successors).hasSizeLessThanOrEqualTo(1);
        if (!successors.isEmpty()) return successors.getFirst();
        if (changes < MOST_CHANGES && random.nextDouble() < OTHER_NETWORK) {
          network = (network + 1) % networks.size();
          changes++;
        }
      }
    }

    /// Empty when the connection broke or nobody listens: whether the token was rotated, the phone can't know.
    private Optional<Answer> refresh() {
      try {
        List<Instance> reached = networks.get(network);
        return Optional.of(reached.get((int) (Math.abs(System.nanoTime()) % reached.size())).refresh(refreshToken));
      } catch (UncheckedIOException cutOff) {
        broken.incrementAndGet();
        return Optional.empty();
      }
    }
  }
}
