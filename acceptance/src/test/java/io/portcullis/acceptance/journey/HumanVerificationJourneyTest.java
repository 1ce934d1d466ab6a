package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.Letter;
import io.portcullis.acceptance.Puzzle;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Promise IN-4: what looks like a script is asked for some effort, and a person gets through.
@AgainstTheHouse
class HumanVerificationJourneyTest {
  private static final int FREE = 10;

  private final House house;

  HumanVerificationJourneyTest(House house) {
    this.house = house;
  }

  /// Uses up what is free for this client's network.
  private Client bot() {
    Client client = house.client();
    for (int i = 0; i < FREE; i++) {
      assertThat(register(client, Map.of()).status()).isEqualTo(202);
    }
    return client;
  }

  private static Answer register(Client client, Map<String, ?> more) {
    var body = new LinkedHashMap<String, Object>(
        Map.of("identifier", Identifier.email("bot").value(), "password", Identifier.password()));
    body.putAll(more);
    return client.post("/v1/accounts").json(body).send();
  }

  private static JsonNode challenge(Answer asked) {
    assertThat(asked.status()).isEqualTo(403);
    assertThat(asked.problem()).isEqualTo("human-verification");
    return asked.json().path("challenge");
  }

  @Test
  void a18BotBurst_givenABurstOfRegistrations_whenAPersonInTheSameNetworkSolvesThePuzzle_thenTheyJoinAndSignIn() {
    Client client = bot();
    challenge(register(client, Map.of()));

    var person = new Customer(client, house.newcomer().inbox(), Identifier.email("person"), Identifier.password());
    person.join();
    assertThat(person.signIn().accessToken()).isNotBlank();
    assertThat(register(house.client(), Map.of()).status()).as("another network").isEqualTo(202);
  }

  @Test
  void a18CaptchaReplay_givenASolvedPuzzle_whenShownAgainOrElsewhereOrForAnotherAction_thenItIsRefused() {
    Client client = bot();
    Map<String, Object> proof = Map.of("humanProof", Puzzle.solve(challenge(register(client, Map.of()))));
    challenge(register(bot(), proof));
    challenge(client.post("/v1/accounts/resend").json(Map.of("registrationId", "01890000-0000-7000-8000-000000000000",
        "humanProof", proof.get("humanProof"))).send());

    assertThat(register(client, proof).status()).isEqualTo(202);
    challenge(register(client, proof));
  }

  @Test
  void a18CaptchaReplay_givenASolvedPuzzle_when64RequestsShowItAtOnce_thenOneIsLookedAt() throws Exception {
    Client client = bot();
    Map<String, Object> proof = Map.of("humanProof", Puzzle.solve(challenge(register(client, Map.of()))));
    var barrier = new CyclicBarrier(64);
    Callable<Answer> use = () -> {
      barrier.await();
      return register(client, proof);
    };
    List<Answer> answers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(64)) {
      for (Future<Answer> each : threads.invokeAll(IntStream.range(0, 64).mapToObj(_ -> use).toList())) {
        answers.add(each.get());
      }
    }
    assertThat(answers).filteredOn(answer -> answer.status() == 202).hasSizeLessThanOrEqualTo(1);
    // On a busy machine some of many requests at once are not served in time.
    assertThat(answers).filteredOn(answer -> answer.status() != 202)
        .allMatch(answer -> answer.problem().equals("human-verification") || answer.status() == 503);
  }

  @Test
  void a18CaptchaReplay_givenTwoInstances_whenBothAreShownOneProofAtOnce_thenOneOfThemTakesItOnce() throws Exception {
    Client person = house.client();
    List<Client> both = house.atBothAuthServices(person);
    for (int i = 0; i < FREE; i++) register(both.get(i % 2), Map.of());
    // Asked by the first, shown to the second: nothing of a puzzle is kept where it was made.
    Map<String, Object> elsewhere = Map.of("humanProof", Puzzle.solve(challenge(register(both.getFirst(), Map.of()))));
    assertThat(register(both.getLast(), elsewhere).status()).isEqualTo(202);
    challenge(register(both.getFirst(), elsewhere));

    Map<String, Object> proof = Map.of("humanProof", Puzzle.solve(challenge(register(both.getLast(), Map.of()))));
    var barrier = new CyclicBarrier(32);
    List<Callable<Answer>> uses = IntStream.range(0, 32).<Callable<Answer>>mapToObj(i -> () -> {
      barrier.await();
      return register(both.get(i % 2), proof);
    }).toList();
    List<Answer> answers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(32)) {
      for (Future<Answer> each : threads.invokeAll(uses)) answers.add(each.get());
    }
    assertThat(answers).filteredOn(answer -> answer.status() == 202).hasSizeLessThanOrEqualTo(1);
    assertThat(answers).filteredOn(answer -> answer.status() != 202)
        .allMatch(answer -> answer.problem().equals("human-verification") || answer.status() == 503);
    both.forEach(instance -> challenge(register(instance, proof)));
  }

  @Test
  void givenTooManyResetRequests_whenThePuzzleIsSolved_thenTheLinkIsSent() {
    Customer customer = house.signedIn();
    Client client = house.client();
    for (int i = 0; i < FREE; i++) {
      client.post("/v1/recovery/password").json(Map.of("identifier", Identifier.email("nobody").value())).expect(202);
    }
    Customer elsewhere = customer.onAnotherDevice(client);
    challenge(client.post("/v1/recovery/password").json(Map.of("identifier", customer.identifier())).send());
    elsewhere.askForPasswordLink();
    assertThat(customer.inbox().await(customer.identifier(), "a reset link", letter -> letter.linksTo("/recovery/password")).text())
        .contains("/recovery/password#token=");
  }

  @Test
  void givenAPersonWhoCantSolveAPuzzle_whenTheyAskForACodeByMail_thenItLetsThemGoOn() {
    Client client = bot();
    var identifier = Identifier.email("without-a-puzzle");
    Map<String, Object> wanted = Map.of("identifier", identifier.value(), "password", Identifier.password());
    JsonNode asked = challenge(client.post("/v1/accounts").json(wanted).send());
    assertThat(asked.path("alternatives").valueStream().map(JsonNode::asText)).contains("email-code");

    JsonNode sent = client.post("/v1/accounts/human-code")
        .json(Map.of("action", asked.path("action").asText(), "identifier", identifier.value())).expect(202).json();
    String code = house.newcomer().inbox().await(identifier.value(), "a code instead of a puzzle", Letter::hasCode).code();
    var again = new LinkedHashMap<>(wanted);
    again.put("humanProof", Map.of("method", "email-code", "codeId", sent.path("codeId").asText(), "solution", code));
    client.post("/v1/accounts").json(again).expect(202);
  }
}
