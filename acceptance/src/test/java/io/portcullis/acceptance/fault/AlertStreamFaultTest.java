package io.portcullis.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.acceptance.house.Sequence;
import io.portcullis.devstack.Service;
import io.portcullis.devstack.ServiceProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// SAFE-3: a client that listens to alerts while notification-service dies, or is asked to end.
@AgainstTheHouse
@Order(Sequence.FAULTS)
class AlertStreamFaultTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ROUNDS = 3;

  private final House house;

  AlertStreamFaultTest(House house) {
    this.house = house;
  }

  /// Reconnects by the last number that it heard, for as long as the test lasts.
  private static final class Listener implements AutoCloseable {
    private final List<Long> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger connected = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final Thread thread;

    Listener(URI origin, String token) {
      thread = Thread.ofVirtual().start(() -> {
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
          while (!Thread.currentThread().isInterrupted()) {
            listen(http, HttpRequest.newBuilder(origin.resolve("/v1/alerts/stream"))
                .header("Authorization", "Bearer " + token).header("Last-Event-ID", heard.isEmpty() ? "0" : heard.getLast().toString()).build());
          }
        }
      });
    }

    private void listen(HttpClient http, HttpRequest request) {
      try {
        HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
          if (answer.statusCode() != 200) {
            return;
          }
          connected.incrementAndGet();
          lines.lines().filter(line -> line.startsWith("id:")).forEach(line -> heard.add(Long.parseLong(line.substring(3).strip())));
          ended.incrementAndGet();
        }
      } catch (IOException | UncheckedIOException cut) {
        broken.incrementAndGet();
      } catch (InterruptedException over) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      thread.interrupt();
    }
  }


  @Test
  void ops2_givenClientsThatListen_whenNotificationServiceIsKilledAgainAndAgain_thenEachHearsEveryAlertOnceInOrder() {
    Customer customer = house.signedIn();
    ServiceProcess notification = house.suite().service(Service.NOTIFICATION.fullName());
    try (var phone = new Listener(customer.client().origin(), customer.accessToken());
        var desk = new Listener(customer.client().origin(), customer.accessToken())) {
      Eventually.holds(PATIENCE, "both listen", () -> phone.connected.get() > 0 && desk.connected.get() > 0);
      // One for the first sign-in, and two in each round.
      int alerts = 1 + 2 * ROUNDS;
      for (int round = 0; round < ROUNDS; round++) {
        customer.onAnotherDevice(house.client()).signIn();
        notification.kill9();
        try {
          // While it is away.
          customer.onAnotherDevice(house.client()).signIn();
        } finally {
          notification.start();
        }
      }
      List<Long> all = LongStream.rangeClosed(1, alerts).boxed().toList();
      Eventually.holds(PATIENCE, "each hears all of them", () -> phone.heard.size() >= all.size() && desk.heard.size() >= all.size());
      house.awaitQuiet();
      assertThat(phone.heard).isEqualTo(all);
      assertThat(desk.heard).isEqualTo(all);
      assertThat(phone.broken.get()).as("connections that the kills cut").isPositive();
    }
  }

  @Test
  void ops_givenClientsThatListen_whenNotificationServiceIsAskedToEnd_thenTheirStreamsEndProperly_andItEndsCleanly() {
    Customer customer = house.signedIn();
    ServiceProcess notification = house.suite().service(Service.NOTIFICATION.fullName());
    URI here = house.address(Service.NOTIFICATION);
    List<Listener> listeners = IntStream.range(0, 4).mapToObj(_ -> new Listener(here, customer.accessToken())).toList();
    try {
      Eventually.holds(PATIENCE, "all listen", () -> listeners.stream().allMatch(listener -> listener.connected.get() > 0));
      try {
        assertThat(notification.stop()).hasValueSatisfying(exit -> assertThat(exit).isIn(143, 0));
        // One that is held until the service gives up waiting is cut off instead.
        assertThat(listeners).allSatisfy(listener -> assertThat(listener.ended.get()).isPositive());
      } finally {
        notification.start();
      }
    } finally {
      listeners.forEach(Listener::close);
    }
  }
}
