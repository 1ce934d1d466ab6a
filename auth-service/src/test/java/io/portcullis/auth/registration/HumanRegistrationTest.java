package io.portcullis.auth.registration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Messages;
import io.portcullis.auth.fixture.Puzzles;
import io.portcullis.testkit.MutableClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@AuthTest
class HumanRegistrationTest {

  private static final int FREE = 10;

  @Inject
  Messages messages;

  @Inject
  Customers customers;

  @Inject
  MutableClock clock;

  private final Client bot = Client.fromANewNetwork();

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  private static Answer register(Client client, String identifier, Optional<Map<String, Object>> proof) {
    var body = new HashMap<String, Object>(Map.of("identifier", identifier, "password", Customers.PASSWORD));
    proof.ifPresent(shown -> body.put("humanProof", shown));
    return client.post("/v1/accounts", body);
  }

  private static Answer register(Client client) {
    return register(client, Customers.freshEmail(), Optional.empty());
  }

  // Refused later than it is counted, and cheaper than a registration.
  private static void useUpWhatIsFree(Client client) {
    for (int i = 0; i < FREE; i++) {
      assertThat(client.post("/v1/accounts", Map.of("identifier", Customers.freshEmail(), "password", "short")).status())
          .isEqualTo(400);
    }
  }

  private JsonNode challenge() {
    Answer asked = register(bot);
    assertThat(asked.status()).isEqualTo(403);
    assertThat(asked.problem()).isEqualTo("human-verification");
    assertThat(asked.header("cache-control")).isEqualTo("no-store");
    return asked.json().get("challenge");
  }

  @Test
  void a18BotBurst_givenTooManyFromOneNetwork_whenItGoesOn_thenItIsAskedForAProofAndOthersAreNot() {
    useUpWhatIsFree(bot);
    JsonNode challenge = challenge();
    assertThat(challenge.get("provider").asText()).isEqualTo("altcha");
    assertThat(challenge.get("action").asText()).isEqualTo("registration");
    assertThat(challenge.get("expiresIn").asLong()).isEqualTo(300);
    assertThat(register(Client.fromANewNetwork()).status()).isEqualTo(202);
  }

  @Test
  void a18BotBurst_givenAProof_whenTheRequestIsRepeatedWithIt_thenItIsLookedAtOnce() {
    useUpWhatIsFree(bot);
    Map<String, Object> proof = Puzzles.solve(challenge());
    Answer let = register(bot, Customers.freshEmail(), Optional.of(proof));
    assertThat(let.status()).isEqualTo(202);
    assertThat(messages.await(let.text("registrationId"), 1).type()).isEqualTo("registration-code");

    Answer again = register(bot, Customers.freshEmail(), Optional.of(proof));
    assertThat(again.problem()).isEqualTo("human-verification");
    assertThat(again.json().get("challenge").get("salt").asText()).as("a new challenge").isNotEmpty();
  }

  @Test
  void a18CaptchaReplay_givenOneProof_when64RegistrationsShowItAtOnce_thenOneIsLookedAt() {
    useUpWhatIsFree(bot);
    Map<String, Object> proof = Puzzles.solve(challenge());
    var bodies = IntStream.range(0, 64).mapToObj(_ -> Map.of(
        "identifier", Customers.freshEmail(), "password", Customers.PASSWORD, "humanProof", proof)).toList();
    List<Answer> answers = bot.allAtOnce(bodies, "/v1/accounts");
    assertThat(answers).filteredOn(answer -> answer.status() == 202).hasSizeLessThanOrEqualTo(1);
    assertThat(answers).filteredOn(answer -> answer.status() != 202)
        .allMatch(answer -> answer.problem().equals("human-verification") || answer.isTurnedAway());
  }

  @Test
  void a18CaptchaFarm_givenAProofFromAnotherNetworkOrForAResend_whenARegistrationShowsIt_thenItIsAskedAgain() {
    useUpWhatIsFree(bot);
    Map<String, Object> proof = Puzzles.solve(challenge());
    Client farm = Client.fromANewNetwork();
    useUpWhatIsFree(farm);
    assertThat(register(farm, Customers.freshEmail(), Optional.of(proof)).problem()).isEqualTo("human-verification");
    assertThat(bot.post("/v1/accounts/resend",
        Map.of("registrationId", UUID.randomUUID(), "humanProof", proof)).problem()).isEqualTo("human-verification");
    assertThat(register(bot, Customers.freshEmail(), Optional.of(proof)).status()).isEqualTo(202);
  }

  @Test
  void a18BotBurst_givenResends_whenTheyGoOn_thenTheyAreAskedForAProofOfTheirOwn() {
    useUpWhatIsFree(bot);
    Map<String, Object> resend = Map.of("registrationId", UUID.randomUUID());
    Answer asked = bot.post("/v1/accounts/resend", resend);
    assertThat(asked.problem()).isEqualTo("human-verification");
    var withProof = new HashMap<>(resend);
    withProof.put("humanProof", Puzzles.solve(asked.json().get("challenge")));
    assertThat(bot.post("/v1/accounts/resend", withProof).status()).isEqualTo(202);
  }

  @Test
  void a01Enumeration_givenATakenAndAFreshAddress_whenAskedForAProof_thenTheChallengesAreAlike() {
    String taken = customers.active().identifier();
    useUpWhatIsFree(bot);
    Answer ofTaken = register(bot, taken, Optional.empty());
    Answer ofFresh = register(bot, Customers.freshEmail(), Optional.empty());
    assertThat(masked(ofTaken)).isEqualTo(masked(ofFresh));
  }

  private static String masked(Answer answer) {
    return answer.status() + answer.body().replaceAll("[0-9a-f]{24,}", "*").replaceAll("expires=[0-9]+", "*");
  }

  @Test
  void a14Lockout_givenAStrangerUsedUpWhatIsFree_whenAnHonestNeighbourSolvesItsPuzzle_thenItRegisters() {
    useUpWhatIsFree(bot);
    for (int i = 0; i < 150; i++) {
      assertThat(register(bot).problem()).as("not a wait, but a way").isEqualTo("human-verification");
    }
    Client neighbour = bot;
    assertThat(register(neighbour, Customers.freshEmail(), Optional.of(Puzzles.solve(challenge()))).status())
        .isEqualTo(202);
  }

  private static Answer register(Client client, String identifier, String password, Map<String, Object> proof) {
    return client.post("/v1/accounts", Map.of("identifier", identifier, "password", password, "humanProof", proof));
  }

  @Test
  void aSlip_givenASolvedPuzzle_whenAFieldOrThePasswordIsRefused_thenTheSamePuzzleCountsForTheNextTry() {
    useUpWhatIsFree(bot);
    Map<String, Object> proof = Puzzles.solve(challenge());
    String email = Customers.freshEmail();
    assertThat(register(bot, email, "short", proof).problem()).isEqualTo("password-refused");
    assertThat(register(bot, email, "123456789012345", proof).problem()).isEqualTo("password-refused");
    assertThat(register(bot, email, email, proof).problem()).isEqualTo("password-refused");
    assertThat(register(bot, "ann@", Customers.PASSWORD, proof).problem()).isEqualTo("identifier-invalid");
    assertThat(register(bot, "+8707712345", Customers.PASSWORD, proof).status()).isEqualTo(400);
    assertThat(bot.post("/v1/accounts", Map.of("identifier", email, "password", Customers.PASSWORD, "humanProof", proof,
        "locale", "not a locale")).problem()).isEqualTo("invalid-fields");
    assertThat(register(bot, email, Customers.PASSWORD, proof).status()).isEqualTo(202);
    assertThat(register(bot, Customers.freshEmail(), Customers.PASSWORD, proof).problem()).isEqualTo("human-verification");
  }

  @Test
  void a18ForgedProof_givenProofsThatAreNone_whenTheyBringPasswords_thenAHundredAnHourAreJudged_andTheNeighboursProofStillCounts() {
    useUpWhatIsFree(bot);
    Map<String, Object> forged = Map.of("method", "altcha", "solution", "bm8=");
    for (int i = 0; i < 100; i++) {
      assertThat(register(bot, Customers.freshEmail(), "short", forged).problem()).isEqualTo("password-refused");
    }
    assertThat(register(bot, Customers.freshEmail(), "short", forged).problem()).as("the proof comes first").isEqualTo("human-verification");
    assertThat(register(bot, Customers.freshEmail(), Customers.PASSWORD, Puzzles.solve(challenge())).status()).isEqualTo(202);
  }

  @Test
  void a18BotBurst_givenAnHourHasPassed_whenTheNetworkComesBack_thenItIsNotAsked() {
    useUpWhatIsFree(bot);
    assertThat(register(bot).problem()).isEqualTo("human-verification");
    clock.advance(Duration.ofHours(2));
    assertThat(register(bot).status()).isEqualTo(202);
  }

  @Test
  void anUnknownMemberOfAProof_whenShown_thenItIsRefusedAsAnyOther() {
    Answer answer = register(bot, Customers.freshEmail(), Optional.of(Map.of("method", "altcha", "answer", "x")));
    assertThat(answer.status()).isEqualTo(400);
  }
}
