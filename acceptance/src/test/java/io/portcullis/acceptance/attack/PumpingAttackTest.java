package io.portcullis.acceptance.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.Puzzle;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.devstack.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Attack A-12: earning on the text messages of others.
///
/// `-Dportcullis.numbers=5000` invents more numbers.
@AgainstTheHouse
class PumpingAttackTest {
  private static final int ADDRESSES = 5;
  private static final int NUMBERS_EACH = Integer.getInteger("portcullis.numbers", 450) / ADDRESSES;
  /// After so many codes, of which none came back, the circuit of a country opens (docs/operations.md).
  private static final int UNTIL_THE_CIRCUIT_OPENS = 40;
  private static final Duration SOON = Duration.ofSeconds(40);

  private final House house;

  PumpingAttackTest(House house) {
    this.house = house;
  }

  @Test
  void a12SmsPumping_givenInventedNumbersFromFiveAddresses_thenTheCircuitOpensAfter40_andOperatorsHearOnce() throws Exception {
    List<String> numbers = IntStream.range(0, ADDRESSES * NUMBERS_EACH)
        .mapToObj(_ -> "+4791%06d".formatted(ThreadLocalRandom.current().nextInt(1_000_000))).distinct().toList();
    List<Client> addresses = Stream.generate(house::stranger).limit(ADDRESSES).toList();
    List<Answer> answers = new ArrayList<>();
    try (ExecutorService attacker = Executors.newFixedThreadPool(ADDRESSES)) {
      List<Callable<List<Answer>>> work = IntStream.range(0, ADDRESSES).mapToObj(address -> (Callable<List<Answer>>) () ->
          IntStream.range(0, numbers.size()).filter(i -> i % ADDRESSES == address)
              .mapToObj(i -> register(addresses.get(address), numbers.get(i))).toList()).toList();
      for (Future<List<Answer>> each : attacker.invokeAll(work)) answers.addAll(each.get());
    }
    assertThat(answers).allMatch(answer -> answer.status() == 202 || answer.status() == 503);
    assertThat(answers).filteredOn(answer -> answer.status() == 202).hasSizeGreaterThan(answers.size() * 8 / 9);

    house.awaitQuiet();
    // A mail that stands for many of its kind waits for an hour.
    Eventually.holds(SOON, "every text message is sent or refused", () -> house.databases().count(Service.NOTIFICATION,
        "delivery WHERE state = 'queued' AND next_try_at < now() + interval '10 minutes'") == 0);
    long sent = numbers.stream().filter(number -> !house.inbox().letters(number).isEmpty()).count();
    assertThat(sent).isEqualTo(UNTIL_THE_CIRCUIT_OPENS);

    assertThat(opened("NO")).as("the metric that alarms").isEqualTo(1);
    assertThat(logged("text messages are refused: purpose unproved, limit conversion, region NO")).as("told once").isEqualTo(1);

    // Numbers elsewhere, and those that their owners proved, go on.
    var customer = house.newcomer(Identifier.phone());
    customer.join();
    assertThat(house.inbox().letters(customer.identifier())).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"+870773111632", "+881612345678", "+882161234567", "+979123456789", "+80812345678", "+80012345678",
      "+4490912345670", "+449098790000", "+33892123456", "+41900123456", "+491801234567", "+999123456789"})
  void a12SmsPumping_givenASatellitePremiumSharedCostOrUnknownNumber_thenItIsRefused_andNothingIsSent(String number) {
    Answer refused = register(house.stranger(), number);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.problem()).isIn("number-not-supported", "identifier-invalid");
    assertThat(house.inbox().letters(number)).isEmpty();
  }

  // As a paid solver would: each puzzle is solved, so that the budget alone is in the way.
  private static Answer register(Client client, String number) {
    var body = new LinkedHashMap<String, Object>(Map.of("identifier", number, "password", Identifier.password()));
    Answer answer = client.post("/v1/accounts").json(body).send();
    if (answer.status() == 403 && answer.problem().equals("human-verification")) {
      body.put("humanProof", Puzzle.solve(answer.json().path("challenge")));
      answer = client.post("/v1/accounts").json(body).send();
    }
    return answer;
  }

  private double opened(String region) {
    return house.stranger().at(house.management(Service.NOTIFICATION)).get("/q/metrics").expect(200).body().lines()
        .filter(line -> line.startsWith("portcullis_sms_circuits_opened_total") && line.contains("conversion")
            && line.contains("region=\"" + region + '"'))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
  }

  private long logged(String text) throws IOException {
    long found = 0;
    try (Stream<Path> logs = Files.list(house.logs())) {
      for (Path log : logs.toList()) {
        found += Files.readString(log, StandardCharsets.ISO_8859_1).lines().filter(line -> line.contains(text)).count();
      }
    }
    return found;
  }
}
