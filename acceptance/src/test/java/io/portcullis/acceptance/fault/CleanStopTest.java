package io.portcullis.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.acceptance.house.Sequence;
import io.portcullis.devstack.Service;
import io.portcullis.devstack.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An operator stops an instance while customers use it, as each upgrade does.
@AgainstTheHouse
@Order(Sequence.FAULTS)
class CleanStopTest {
  private static final int AT_ONCE = 12;
  private static final int WARM = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  /// SIGTERM, as the JVM tells it, and an end of its own.
  private static final List<Integer> CLEAN = List.of(143, 0);

  private final House house;

  CleanStopTest(House house) {
    this.house = house;
  }

  /// @param ask     what a customer asks of a service
  /// @param happened whether what these answers promised is there
  private record Traffic(Supplier<Answer> ask, Predicate<List<Answer>> happened) {}

  @ParameterizedTest
  @EnumSource
  void ops_givenTraffic_whenAServiceIsAskedToEnd_thenWhatItServesIsAnswered_andItLogsNoError_andNothingIsLost(Service service)
      throws InterruptedException, ExecutionException, IOException {
    ServiceProcess process = house.suite().service(service.fullName());
    Traffic traffic = traffic(service);
    long logged = Files.size(process.log());
    var asked = new AtomicInteger();
    var ending = new AtomicBoolean();
    var answers = new ArrayList<Answer>();
    Optional<Integer> code;
    List<String> errors;
    try (var customers = Executors.newVirtualThreadPerTaskExecutor()) {
      // Until it has ended: each of them has a request under way when it is asked to.
      List<Future<List<Answer>>> walks = IntStream.range(0, AT_ONCE).mapToObj(_ -> customers.submit(() -> {
        List<Answer> heard = new ArrayList<>();
        while (process.isAlive()) {
          boolean began = !ending.get();
          try {
            heard.add(traffic.ask().get());
            asked.incrementAndGet();
          } catch (UncheckedIOException closed) {
            // What comes later may find a connection that is being closed, and its client asks another instance.
            if (began) throw closed;
          }
        }
        return heard;
      })).toList();
      try {
        Eventually.holds(PATIENCE, "the service is busy", () -> asked.get() > WARM);
      } finally {
        ending.set(true);
        code = process.stop();
      }
      // A request that was under way and got no answer fails here.
      for (Future<List<Answer>> walk : walks) answers.addAll(walk.get());
      // Before its next start: that one reads the topics from their beginning, with what other tests forged there.
      errors = errorsSince(process, logged);
    } finally {
      process.start();
    }

    assertThat(code).hasValueSatisfying(exit -> assertThat(CLEAN).contains(exit));
    assertThat(errors).isEmpty();
    // 503 to whom came while it was ending: its readiness has told the gateway by then.
    assertThat(answers).allMatch(answer -> answer.status() == 503 || answer.status() < 500, "has an answer");
    List<Answer> done = answers.stream().filter(answer -> answer.status() < 300).toList();
    Eventually.holds(PATIENCE, "what was answered has happened", () -> traffic.happened().test(done));
    house.awaitQuiet();
  }

  private Traffic traffic(Service service) {
    Customer customer = house.signedIn();
    Client here = house.stranger().at(house.address(service));
    return switch (service) {
      case AUTH -> new Traffic(() -> here.get("/v1/account").bearer(customer.accessToken()).send(), _ -> true);
      case MFA -> new Traffic(() -> here.get("/v1/mfa").bearer(customer.accessToken()).send(), _ -> true);
      case SESSION -> {
        Instance instance = Instance.first(house);
        yield new Traffic(() -> instance.evidence(UUID.randomUUID().toString(), Instant.now()).send(),
            opened -> house.databases().count(Service.SESSION, "session WHERE id = ANY ('{%s}')".formatted(opened.stream()
                .map(each -> each.json().path("sessionId").asText()).collect(Collectors.joining(",")))) == opened.size());
      }
      case NOTIFICATION -> new Traffic(() -> here.get("/v1/activity").bearer(customer.accessToken()).send(), _ -> true);
      case RECOVERY -> new Traffic(() -> here.post("/v1/recovery/password/inspect").json(Map.of("token", "prl_none")).send(), _ -> true);
    };
  }

  private static List<String> errorsSince(ServiceProcess process, long offset) throws IOException {
    byte[] all = Files.readAllBytes(process.log());
    return new String(all, (int) offset, all.length - (int) offset, StandardCharsets.UTF_8).lines()
        .filter(line -> line.contains(" ERROR ") || line.contains("\"level\":\"ERROR\"")).toList();
  }
}
