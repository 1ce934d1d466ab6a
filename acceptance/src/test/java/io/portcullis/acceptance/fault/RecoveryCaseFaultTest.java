package io.portcullis.acceptance.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.Letter;
import io.portcullis.acceptance.OpenedCase;
import io.portcullis.acceptance.SupportDesk;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.acceptance.house.Sequence;
import io.portcullis.devstack.Service;
import io.portcullis.devstack.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// `kill -9` of two instances of recovery-service at random points, while the waits of cases begin and end.
/// `-Dportcullis.cases=100` for a night, `-Dportcullis.cases.seed=…` for the same points again.
@AgainstTheHouse
@Order(Sequence.FAULTS)
class RecoveryCaseFaultTest {
  private static final int CASES = Integer.getInteger("portcullis.cases", 6);
  private static final long SEED = Long.getLong("portcullis.cases.seed", System.nanoTime());
  private static final int SECOND_PORT = 28098;
  /// Cases that one pair of reviewers decides: the desk caps what a person decides in an hour.
  private static final int OF_ONE_PAIR = 5;
  /// Cases that are approved, or whose waits end, before one `kill -9`.
  private static final int OF_ONE_KILL = Math.max(3, CASES / 10);
  /// An instance that was just started looks for due cases from its third second on, the others each second.
  private static final int LONGEST_MILLIS = 4_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final List<String> ONCE =
      List.of("case-opened", "case-approved", "case-wait-started", "case-wait-ended", "hold-started", "case-completed");

  private final House house;
  private final SupportDesk desk;
  private final Random random = new Random(SEED);
  private Optional<ServiceProcess> second = Optional.empty();

  RecoveryCaseFaultTest(House house) {
    this.house = house;
    this.desk = house.supportDesk();
  }

  private record Waiting(Customer customer, String account, OpenedCase opened) {}

  @BeforeEach
  void startASecond() {
    second = Optional.of(house.suite().startAnother(Service.RECOVERY.fullName(), SECOND_PORT));
  }

  @AfterEach
  void leaveOne() {
    second.ifPresent(ServiceProcess::stop);
    first().start();
  }

  private ServiceProcess first() {
    return house.suite().service(Service.RECOVERY.fullName());
  }

  @Test
  void ops2_givenTwoInstancesKilledAtRandomPoints_whenTheWaitsOfCasesBeginAndEnd_thenEachStepOfEachCaseHappensOnce() {
    List<Waiting> waiting = new ArrayList<>();
    inBatches((from, to) -> {
      for (int number = from; number < to; number++) waiting.add(approved(number));
    });
    Eventually.holds(PATIENCE, "all wait", () -> inState("COOLING_OFF", waiting) == CASES);

    inBatches((from, to) -> waiting.subList(from, to).forEach(each -> house.waitIsOver(each.opened())));

    Eventually.holds(PATIENCE, "all are completed, seed " + SEED, () -> inState("COMPLETED", waiting) == CASES);
    house.awaitQuiet();
    Map<String, List<ConsumerRecord<String, byte[]>>> events = house.topics().records("portcullis.security-events").stream()
        .filter(event -> event.key() != null).collect(Collectors.groupingBy(ConsumerRecord::key));
    for (Waiting each : waiting) {
      String as = "seed %d, account %s".formatted(SEED, each.account());
      Map<String, Long> told = told(events.get(each.account()));
      assertThat(ONCE).as(as).allSatisfy(step -> assertThat(told).containsEntry(step, 1L));
      each.customer().inbox().await(each.customer().identifier(), "the link to a new password", RecoveryCaseFaultTest::leadsBack);
      assertThat(each.customer().inbox().letters(each.customer().identifier())).as(as).filteredOn(RecoveryCaseFaultTest::leadsBack).hasSize(1);
    }
  }

  private interface Step {
    void take(int from, int to);
  }

  /// Kills one instance or both some time after the step of each batch.
  private void inBatches(Step step) {
    for (int from = 0; from < CASES; from += OF_ONE_KILL) {
      step.take(from, Math.min(CASES, from + OF_ONE_KILL));
      LockSupport.parkNanos(Duration.ofMillis(random.nextInt(LONGEST_MILLIS)).toNanos());
      List<ServiceProcess> killed = oneOrBoth();
      killed.forEach(ServiceProcess::kill9);
      killed.stream().map(instance -> CompletableFuture.runAsync(instance::start)).toList().forEach(CompletableFuture::join);
    }
  }

  private Waiting approved(int number) {
    Customer customer = house.newcomer();
    String account = customer.join().accountId();
    OpenedCase opened = OpenedCase.open(customer.client(), customer.identifier(), "second-factor");
    opened.submit();
    Eventually.holds(PATIENCE, "the account was looked up",
        () -> house.databases().count(Service.RECOVERY, "recovery_case where id = '%s' and account is not null".formatted(opened.id())) == 1);
    int pair = number / OF_ONE_PAIR;
    assertThat(desk.proposeApproval("proposer-" + pair, opened).status()).isEqualTo(204);
    assertThat(desk.confirmApproval("confirmer-" + pair, opened).status()).isEqualTo(204);
    return new Waiting(customer, account, opened);
  }

  private List<ServiceProcess> oneOrBoth() {
    List<ServiceProcess> both = List.of(first(), second.orElseThrow());
    int chosen = random.nextInt(both.size() + 1);
    return chosen == both.size() ? both : List.of(both.get(chosen));
  }

  private long inState(String state, List<Waiting> waiting) {
    return house.databases().count(Service.RECOVERY, "recovery_case where state = '%s' and id in (%s)".formatted(state,
        waiting.stream().map(each -> "'" + each.opened().id() + "'").collect(Collectors.joining(", "))));
  }

  private static boolean leadsBack(Letter letter) {
    return letter.linksTo("/recovery/password");
  }

  /// How many facts there are of each type. On the wire one may stand twice, with one id.
  private static Map<String, Long> told(List<ConsumerRecord<String, byte[]>> events) {
    return events.stream().collect(Collectors.toMap(event -> header(event, "ce_id"), Function.identity(), (one, _) -> one)).values().stream()
        .collect(Collectors.groupingBy(event -> header(event, "ce_type").replaceAll("^.*\\.([a-z-]+)\\.v\\d+$", "$1"), Collectors.counting()));
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
