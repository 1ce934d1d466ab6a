package io.portcullis.acceptance.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Client.Call;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.Unexpected;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.acceptance.house.Sequence;
import io.portcullis.devstack.Service;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// `kill -9` of a service at random points of withdrawals. `-Dportcullis.withdrawals=200` for a night,
/// `-Dportcullis.withdrawals.seed=…` for the same points again.
@AgainstTheHouse
@Order(Sequence.FAULTS)
class WithdrawalFaultTest {
  private static final int WITHDRAWALS = Integer.getInteger("portcullis.withdrawals", 10);
  private static final long SEED = Long.getLong("portcullis.withdrawals.seed", System.nanoTime());
  /// Of as many customers, each at a point of its own when the service is killed.
  private static final int AT_ONCE = 5;
  /// A session may ask for thirty challenges in a quarter of an hour, and each try asks for one while a service is away.
  private static final int OF_ONE_CUSTOMER = 3;
  /// What a withdrawal takes while all goes well.
  private static final int LONGEST_MILLIS = 400;
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Duration BACK_OFF = Duration.ofSeconds(4);
  private static final List<Service> KILLED = List.of(Service.AUTH, Service.MFA, Service.SESSION);
  private static final String PASSPHRASE = "583920";

  private final House house;
  private final Client exchange;
  private final Random random = new Random(SEED);

  WithdrawalFaultTest(House house) {
    this.house = house;
    exchange = house.stranger().at(house.address(Service.AUTH));
  }

  private record Ended(String account, String approval, String hash) {}

  @Test
  void ops2_givenAServiceKilledAtARandomPointOfAWithdrawal_thenNothingIsConsumedTwice_norWithoutItsEvent() {
    var ended = new ArrayList<Ended>();
    List<Customer> owners = List.of();
    for (int round = 0; ended.size() < WITHDRAWALS; round++) {
      if (round % OF_ONE_CUSTOMER == 0) owners = Stream.generate(this::owner).limit(AT_ONCE).toList();
      owners.forEach(Customer::refresh);
      int withdrawal = round;
      var killed = house.suite().service(KILLED.get(random.nextInt(KILLED.size())).fullName());
      List<CompletableFuture<Ended>> walking;
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        walking = owners.stream().map(owner -> {
          long start = random.nextInt(LONGEST_MILLIS);
          return CompletableFuture.supplyAsync(() -> {
            LockSupport.parkNanos(Duration.ofMillis(start).toNanos());
            return withdraw(owner, withdrawal);
          }, threads);
        }).toList();
        LockSupport.parkNanos(Duration.ofMillis(LONGEST_MILLIS).toNanos());
        killed.kill9();
        killed.start();
      }
      walking.forEach(each -> ended.add(each.join()));
    }
    house.awaitQuiet();
    Map<String, List<ConsumerRecord<String, byte[]>>> events = house.topics().records("portcullis.security-events").stream()
        .filter(record -> record.key() != null).collect(Collectors.groupingBy(ConsumerRecord::key));
    for (Ended withdrawal : ended) {
      String as = "seed %d, %s".formatted(SEED, withdrawal);
      assertThat(house.databases().count(Service.AUTH, "approval where id = '%s' and state = 'consumed'".formatted(withdrawal.approval())))
          .as(as).isEqualTo(1);
      assertThat(consumptions(withdrawal, events.get(withdrawal.account()))).as(as).isEqualTo(1);
      // Neither another worker of the exchange, nor the same one by another execution.
      assertThat(asExchange("/" + withdrawal.approval() + "/consume", "another").json(Map.of("actionHash", withdrawal.hash()))
          .send().problem()).as(as).isEqualTo("approval-consumed");
    }
  }

  private Customer owner() {
    Customer customer = house.signedIn();
    customer.enrolSecurityKey("key");
    customer.stepUpByTouch();
    customer.client().put("/v1/trading-passphrase").bearer(customer.accessToken()).json(Map.of("passphrase", PASSPHRASE)).expect(204);
    house.holdsAreOver(account(customer));
    return customer;
  }

  private static String account(Customer customer) {
    return customer.read("/v1/account").json().path("accountId").asText();
  }

  /// As a client and an executor that ask again until they know.
  private Ended withdraw(Customer customer, int number) {
    String account = tried("the account", () -> answered(customer.client().get("/v1/account").bearer(customer.accessToken())),
        answer -> answer.status() == 200).json().path("accountId").asText();
    JsonNode proposed = tried("the proposal", () -> answered(asExchange("", "withdrawal-" + number + account).json(Map.of("accountId", account,
        "authorizationDetails", Map.of("type", "internal-transfer", "asset", "BTC", "amount", Integer.toString(number + 1), "recipient", "Bob")))),
        answer -> answer.status() == 201).json();
    String approval = proposed.path("approvalId").asText();
    String hash = proposed.path("actionHash").asText();
    tried("the approval", () -> approve(customer, approval), answer -> answer.status() == 200 || answer.problem().equals("approval-given"));
    // The exchange pays at the first such answer, and at no other.
    tried("the consumption", () -> answered(asExchange("/" + approval + "/consume", "execution-" + approval)
        .json(Map.of("actionHash", hash))), answer -> answer.status() == 200);
    return new Ended(account, approval, hash);
  }

  private Optional<Answer> approve(Customer customer, String approval) {
    Optional<Answer> asked = answered(customer.client().post("/v1/approvals/" + approval + "/challenge").bearer(customer.accessToken())
        .json(Map.of()));
    if (asked.isEmpty() || asked.get().status() != 200) return asked;
    return answered(customer.client().post("/v1/approvals/" + approval + "/approve").bearer(customer.accessToken()).json(Map.of(
        "method", "webauthn", "credential", customer.securityKey().get(asked.get().json().path("publicKey")), "passphrase", PASSPHRASE)));
  }

  private Answer tried(String what, Supplier<Optional<Answer>> step, Predicate<Answer> known) {
    var tries = new AtomicInteger();
    return Eventually.find(PATIENCE, what, () -> {
      // As a client backs off: challenges of a session are bounded.
      if (tries.getAndIncrement() > 0) LockSupport.parkNanos(BACK_OFF.toNanos());
      Optional<Answer> answer = step.get();
      answer.filter(given -> !known.test(given) && !mayBeAskedAgain(given)).ifPresent(given -> {
        throw new Unexpected(what + ": " + given.status() + " " + given.body());
      });
      return answer.filter(known);
    });
  }

  // The part is away, or forgot what it held in memory.
  private static boolean mayBeAskedAgain(Answer answer) {
    return answer.status() >= 502 || List.of("approval-challenge-ended", "code-refused").contains(answer.problem());
  }

  /// Empty when nobody listened.
  private static Optional<Answer> answered(Call call) {
    try {
      return Optional.of(call.send());
    } catch (UncheckedIOException away) {
      return Optional.empty();
    }
  }

  private Call asExchange(String path, String key) {
    return exchange.post("/internal/approvals" + path).bearer(house.serviceToken("withdrawals", Service.AUTH)).header("Idempotency-Key", key);
  }

  /// Told once; on the wire perhaps twice, with one id.
  private static long consumptions(Ended withdrawal, List<ConsumerRecord<String, byte[]>> events) {
    return events.stream()
        .filter(record -> header(record, "ce_type").endsWith(".approval-consumed.v1"))
        .filter(record -> new String(record.value(), UTF_8).contains(withdrawal.approval()))
        .map(record -> header(record, "ce_id")).distinct().count();
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
