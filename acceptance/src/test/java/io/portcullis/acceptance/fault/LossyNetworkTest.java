package io.portcullis.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.acceptance.house.Sequence;
import io.portcullis.devstack.Service;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Phones in a tunnel: answers get lost, requests are repeated side by side, at two instances of session-service.
/// Nobody may be signed out by that.
///
/// `-Dportcullis.phones=10000` for as many sessions.
@AgainstTheHouse
@Order(Sequence.WALK)
class LossyNetworkTest {
  private static final int SECOND_PORT = 28095;
  private static final int PHONES = Integer.getInteger("portcullis.phones", 800);
  private static final int ROUNDS = 3;
  private static final int MOST_AT_ONCE = 3;
  private static final double LOST = 0.4;
  private static final int AT_A_TIME = 16;

  private final House house;

  LossyNetworkTest(House house) {
    this.house = house;
  }

  @Test
  void refresh_givenLostAnswersAndParallelRetries_thenEveryRetryGetsTheSameSuccessor_andNobodyIsSignedOut()
      throws InterruptedException, ExecutionException {
    var second = house.suite().startAnother(Service.SESSION.fullName(), SECOND_PORT);
    try (var phones = Executors.newFixedThreadPool(AT_A_TIME); var requests = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Client> instances = List.of(house.stranger().at(house.address(Service.SESSION)),
          house.stranger().at(URI.create("http://127.0.0.1:" + SECOND_PORT)));
      long seed = System.nanoTime();
      var journeys = LongStream.range(0, PHONES)
          .mapToObj(number -> phones.submit(() -> new Phone(instances, requests, new Random(seed + number)).ride())).toList();
      for (Future<?> journey : journeys) journey.get();
    } finally {
      second.stop();
    }
  }

  /// One session and the phone that holds it.
  private final class Phone {
    private final List<Client> instances;
    private final ExecutorService requests;
    private final Random random;
    private String refreshToken;

    Phone(List<Client> instances, ExecutorService requests, Random random) {
      this.instances = instances;
      this.requests = requests;
      this.random = random;
    }

    Void ride() throws InterruptedException, ExecutionException {
      refreshToken = open();
      for (int round = 0; round < ROUNDS; round++) refreshToken = refreshUntilHeard();
      // The one leaf of the family is alive.
      assertThat(refresh().status()).isEqualTo(200);
      return null;
    }

    private String open() {
      return instances.getFirst().post("/internal/sessions").bearer(house.serviceToken("auth-service", Service.SESSION))
          .json(Map.of("accountId", UUID.randomUUID().toString(), "enrolled", List.of(), "rememberMe", false,
              "evidence", List.of(Map.of("amr", "pwd", "at", Instant.now().toString()))))
          .expect(200).json().path("refreshToken").asText();
    }

    private String refreshUntilHeard() throws InterruptedException, ExecutionException {
      while (true) {
        var sent = new ArrayList<Future<Answer>>();
        for (int copy = 0; copy <= random.nextInt(MOST_AT_ONCE); copy++) sent.add(requests.submit(this::refresh));
        var heard = new ArrayList<Answer>();
        for (Future<Answer> flight : sent) {
          if (random.nextDouble() >= LOST) heard.add(flight.get()); else flight.get();
        }
        assertThat(heard).allMatch(answer -> answer.status() == 200);
        var successors = heard.stream().map(answer -> answer.json().path("refresh_token").asText()).distinct().toList();
        assertThat(successors).hasSizeLessThanOrEqualTo(1);
        if (!successors.isEmpty()) return successors.getFirst();
      }
    }

    private Answer refresh() {
      Client instance = instances.get((int) (Math.abs(System.nanoTime()) % instances.size()));
      return instance.post("/oauth2/token").form(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken)).send();
    }
  }
}
