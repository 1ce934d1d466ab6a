package io.portcullis.auth.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.auth.fixture.Ipv6Site;
import io.portcullis.auth.fixture.NeighboursDouble;
import io.portcullis.auth.fixture.Puzzles;
import io.portcullis.testkit.MutableClock;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@AuthTest
class SignInThrottleTest {

  @Inject
  Customers customers;

  @Inject
  MutableClock clock;

  @Inject
  RedisAPI redis;

  @Inject
  ObjectMapper json;

  NeighboursDouble neighbours;

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  private static Answer guess(Client from, Customer victim, int i) {
    return from.post("/v1/sign-in", victim.credentials("guess number " + i));
  }

  private static void assertHumanIsWanted(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("status")).isEqualTo("human-verification");
    assertThat(answer.json().get("expiresIn").asLong()).isPositive();
    assertThat(answer.json().get("challenge").get("provider").asText()).isEqualTo("altcha");
    assertThat(answer.json().has("accessToken")).isFalse();
  }

  private static Map<String, Object> with(String field, Object value, Map<String, ?> body) {
    var more = new HashMap<String, Object>(body);
    more.put(field, value);
    return more;
  }

  private static Answer solved(Client from, Answer asked, Map<String, ?> body) {
    return from.post("/v1/sign-in", with("humanProof", Puzzles.solve(asked.json().get("challenge")), body));
  }

  /// Tries as one who solves each puzzle that is asked for.
  private static Answer solving(Client from, Map<String, ?> body) {
    Answer asked = from.post("/v1/sign-in", body);
    return asked.text("status").equals("human-verification") ? solved(from, asked, body) : asked;
  }

  private long failedAttemptsToldFor(Customer customer) {
    try {
      return json.readTree(neighbours.sessionsAsked(customer.account()).getLast().getBodyAsString())
          .path("signals").path("failedAttempts").asLong();
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }

  private long keys() {
    return redis.dbsize().await().indefinitely().toLong();
  }

  @Test
  void passwordGuessing_givenTenFailures_whenTheEleventhIsRight_thenItIsLookedAtOnlyWithASolvedPuzzle() {
    Customer ann = customers.active();
    Client stranger = Client.fromANewNetwork();
    for (int i = 0; i < 10; i++) {
      assertThat(guess(stranger, ann, i).status()).isEqualTo(403);
    }
    Answer eleventh = stranger.post("/v1/sign-in", ann.credentials());
    assertHumanIsWanted(eleventh);
    assertThat(neighbours.sessionsAsked(ann.account())).as("nothing was looked at").isEmpty();
    assertThat(solved(stranger, eleventh, ann.credentials()).text("status")).isEqualTo("complete");

    clock.advance(Duration.ofHours(1));
    assertThat(stranger.post("/v1/sign-in", ann.credentials()).text("status")).as("an hour later").isEqualTo("complete");
  }

  @Test
  void passwordGuessing_givenParallelGuesses_whenTheyRace_thenNoMoreThanTheLimitIsLookedAt() {
    Customer ann = customers.active();
    Client stranger = Client.fromANewNetwork();
    var guesses = IntStream.range(0, 40).mapToObj(i -> ann.credentials("guess number " + i)).toList();
    List<Answer> answers = stranger.allAtOnce(guesses, "/v1/sign-in");
    assertThat(answers).filteredOn(answer -> answer.status() == 403).hasSizeLessThanOrEqualTo(10);
    assertThat(answers).filteredOn(answer -> answer.status() != 403)
        .allMatch(answer -> answer.text("status").equals("human-verification") || answer.isTurnedAway());
  }

  @Test
  void passwordGuessing_givenAnyNumberOfNetworks_whenNobodySolvesAPuzzle_thenNineteenGuessesAnHourAreLookedAt() {
    Customer ann = customers.active();
    int lookedAt = 0;
    // Nine from the first, as many from the second as it gets, then all others.
    for (int network = 0; network < 8; network++) {
      Client stranger = Client.fromANewNetwork();
      for (int i = 0; i < (network == 0 ? 9 : 12); i++) {
        lookedAt += guess(stranger, ann, i).status() == 403 ? 1 : 0;
      }
    }
    assertThat(lookedAt).isEqualTo(19);
    clock.advance(Duration.ofMinutes(45));
    assertHumanIsWanted(guess(Client.fromANewNetwork(), ann, 0));
  }

  @Test
  void a13Lockout_givenSixtyFailuresFromOneAddress_thenFiftyRefusedOnesAreCountedNowhere() {
    Customer ann = customers.active();
    Client stranger = Client.fromANewNetwork();
    for (int i = 0; i < 60; i++) {
      guess(stranger, ann, i);
    }
    assertThat(solving(Client.fromANewNetwork(), ann.credentials()).text("status")).isEqualTo("complete");
    assertThat(failedAttemptsToldFor(ann)).isEqualTo(10);

    Customer sameNetwork = customers.active();
    assertThat(stranger.post("/v1/sign-in", sameNetwork.credentials()).text("status"))
        .as("others in the stranger's network are not even asked").isEqualTo("complete");
  }

  @Test
  void a13Lockout_givenStrangersFailFromTwentyNetworks_whenTheOwnerComes_thenEveryWayInIsOpen() {
    Customer ann = customers.active();
    String device = Client.fromANewNetwork().post("/v1/sign-in", ann.credentials()).text("deviceToken");
    for (int network = 0; network < 20; network++) {
      Client stranger = Client.fromANewNetwork();
      for (int i = 0; i < 12; i++) {
        guess(stranger, ann, i);
      }
    }
    Client anywhere = Client.fromANewNetwork();
    Answer known = anywhere.post("/v1/sign-in", with("deviceToken", device, ann.credentials()));
    assertThat(known.text("status")).as("a known device is never asked").isEqualTo("complete");
    assertHumanIsWanted(anywhere.post("/v1/sign-in", ann.credentials()));
    assertThat(solving(anywhere, ann.credentials()).text("status")).as("a new device, with a solved puzzle").isEqualTo("complete");
    JsonNode passkey = anywhere.post("/v1/sign-in/passkey", Map.of("identifier", ann.identifier())).json();
    assertThat(passkey.path("publicKey").path("challenge").asText()).as("a passkey, with no puzzle").isNotEmpty();
    assertThat(passkey.has("signInId")).isTrue();
  }

  @Test
  void a13Lockout_givenSolversFillTheirBudget_thenItIsBounded_andTheKnownDeviceStillGetsIn() {
    Customer ann = customers.active();
    String device = Client.fromANewNetwork().post("/v1/sign-in", ann.credentials()).text("deviceToken");
    IntStream.range(0, 10).forEach(i -> guess(Client.fromANewNetwork(), ann, i));
    int lookedAt = 0;
    for (int i = 0; i < 24; i++) {
      Answer answer = solving(Client.fromANewNetwork(), ann.credentials("bought guess " + i));
      lookedAt += answer.status() == 403 ? 1 : 0;
      assertThat(answer.status()).isEqualTo(i < 20 ? 403 : 429);
    }
    assertThat(lookedAt).isEqualTo(20);
    Answer last = solving(Client.fromANewNetwork(), ann.credentials());
    assertThat(last.problem()).isEqualTo("too-many-attempts");
    assertThat(Long.parseLong(last.header("retry-after"))).isBetween(1L, 3600L);
    assertThat(Client.fromANewNetwork().post("/v1/sign-in", with("deviceToken", device, ann.credentials())).text("status"))
        .isEqualTo("complete");
  }

  @Test
  void a13Lockout_givenOneNetworkSolvesWithoutEnd_thenItUsesUpItsOwnShareOnly() {
    Customer ann = customers.active();
    IntStream.range(0, 10).forEach(i -> guess(Client.fromANewNetwork(), ann, i));
    Client solver = Client.fromANewNetwork();
    for (int i = 0; i < 12; i++) {
      assertThat(solving(solver, ann.credentials("bought guess " + i)).status()).isEqualTo(i < 5 ? 403 : 429);
    }
    assertThat(solving(Client.fromANewNetwork(), ann.credentials()).text("status")).isEqualTo("complete");
  }

  @Test
  void a13Lockout_givenOneIpv6SiteSolvesInManyOfItsNetworks_thenItUsesUpOneShareOnly() {
    Customer ann = customers.active();
    IntStream.range(0, 10).forEach(i -> guess(Client.fromANewNetwork(), ann, i));
    Ipv6Site site = Ipv6Site.anyone();
    for (int i = 0; i < 22; i++) {
      assertThat(solving(site.client(0x100 * i), ann.credentials("bought guess " + i)).status()).isEqualTo(i < 5 ? 403 : 429);
    }
    assertThat(solving(Client.fromANewNetwork(), ann.credentials()).text("status")).isEqualTo("complete");
  }

  @Test
  void passwordGuessing_givenManyNetworksOfOneIpv6Site_thenItHasNoMoreGuessesThanOneNetwork() {
    Customer ann = customers.active();
    Ipv6Site site = Ipv6Site.anyone();
    int lookedAt = 0;
    for (int i = 0; i < 60; i++) {
      lookedAt += guess(site.client(i < 9 ? 0 : 1), ann, i).status() == 403 ? 1 : 0;
    }
    assertThat(lookedAt).isEqualTo(10);
  }

  @Test
  void a03SideEffects_givenKnownAndUnknown_whenGuessedWithAndWithoutPuzzles_thenEveryStepIsAlike() {
    Customer ann = customers.active();
    Client one = Client.fromANewNetwork();
    Client two = Client.fromANewNetwork();
    String nobody = Customers.freshEmail();
    for (int i = 0; i < 20; i++) {
      Answer known = guess(one, ann, i);
      Map<String, Object> unknownGuess = Map.of("identifier", nobody, "password", "guess number " + i);
      Answer unknown = two.post("/v1/sign-in", unknownGuess);
      assertAlike(unknown, known);
      if (known.text("status").equals("human-verification")) {
        assertAlike(solved(two, unknown, unknownGuess), solved(one, known, ann.credentials("guess number " + i)));
      }
    }
    assertAlike(two.post("/v1/sign-in", Map.of("identifier", nobody, "password", Customers.PASSWORD)),
        one.post("/v1/sign-in", ann.credentials()));
  }

  /// But for what is random in a challenge.
  private static void assertAlike(Answer unknown, Answer known) {
    assertThat(unknown.status()).isEqualTo(known.status());
    assertThat(unknown.headers().keySet()).isEqualTo(known.headers().keySet());
    assertThat(withoutChallenge(unknown)).isEqualTo(withoutChallenge(known));
  }

  private static JsonNode withoutChallenge(Answer answer) {
    ObjectNode body = (ObjectNode) answer.json();
    if (body.get("challenge") instanceof ObjectNode challenge) {
      challenge.remove(List.of("challenge", "salt", "signature"));
    }
    return body;
  }

  @Test
  void a18Replay_givenASolvedPuzzle_whenItIsShownAgainOrForAnotherAccount_thenANewOneIsAsked() {
    Customer ann = customers.active();
    Client stranger = Client.fromANewNetwork();
    IntStream.range(0, 10).forEach(i -> guess(stranger, ann, i));
    Answer asked = stranger.post("/v1/sign-in", ann.credentials());
    var first = with("humanProof", Puzzles.solve(asked.json().get("challenge")), ann.credentials("wrong all the same"));
    assertThat(stranger.post("/v1/sign-in", first).status()).isEqualTo(403);
    assertHumanIsWanted(stranger.post("/v1/sign-in", first));
    assertHumanIsWanted(Client.fromANewNetwork().post("/v1/sign-in",
        with("humanProof", Puzzles.solve(asked.json().get("challenge")), ann.credentials())));
  }

  @Test
  void a18Replay_givenAPuzzleThatWasSolvedForNobody_whenItIsShownAtAnAccount_thenANewOneIsAsked() {
    Customer ann = customers.active();
    Client stranger = Client.fromANewNetwork();
    var bogus = Map.of("method", "altcha", "solution", "x");
    Answer asked = stranger.post("/v1/sign-in", with("humanProof", bogus, Map.of("identifier", Customers.freshEmail(), "password", "aaaaaaa")));
    assertHumanIsWanted(solved(stranger, asked, ann.credentials()));

    // Spelt otherwise, it is the same identifier.
    Answer own = stranger.post("/v1/sign-in", with("humanProof", bogus, ann.credentials()));
    assertThat(solved(stranger, own, with("identifier", " " + ann.identifier().toUpperCase(Locale.ROOT), ann.credentials()))
        .text("status")).isEqualTo("complete");
  }

  @Test
  void a14Spraying_givenAProofThatIsNone_orOneThatWasEasier_thenThePuzzleIsAsHardAsTheAttackSays() {
    String fashion = "fashion " + UUID.randomUUID();
    Customer ann = customers.active();
    var bogus = Map.of("method", "altcha", "solution", "x");
    Client stranger = Client.fromANewNetwork();
    Answer easy = stranger.post("/v1/sign-in", with("humanProof", bogus, ann.credentials(fashion)));
    for (int i = 0; i < 110; i++) {
      Client.fromANewNetwork().post("/v1/sign-in", Map.of("identifier", Customers.freshEmail(), "password", fashion));
    }

    Answer unproved = Client.fromANewNetwork().post("/v1/sign-in", ann.credentials(fashion));
    Answer refused = Client.fromANewNetwork().post("/v1/sign-in", with("humanProof", bogus, ann.credentials(fashion)));
    Answer cheap = solved(stranger, easy, ann.credentials(fashion));
    assertHumanIsWanted(cheap);
    assertThat(List.of(work(unproved), work(refused), work(cheap))).allMatch(work -> work >= 5 * work(easy));
    assertThat(solved(stranger, cheap, ann.credentials(fashion)).status()).as("looked at").isEqualTo(403);
  }

  private static long work(Answer asked) {
    return asked.json().at("/challenge/maxnumber").asLong();
  }

  @Test
  void aSlip_givenASolvedPuzzle_whenAFieldCantBeWhatItShould_thenTheSamePuzzleCountsForTheNextTry_butAGuessUsesItUp() {
    Customer ann = customers.active();
    Client stranger = Client.fromANewNetwork();
    IntStream.range(0, 10).forEach(i -> guess(stranger, ann, i));
    Map<String, Object> proof = Puzzles.solve(stranger.post("/v1/sign-in", ann.credentials()).json().get("challenge"));
    for (String slip : List.of("ann@", "ann", "", "+49")) {
      assertThat(stranger.post("/v1/sign-in", Map.of("identifier", slip, "password", Customers.PASSWORD, "humanProof", proof))
          .problem()).isEqualTo("credentials-refused");
    }
    assertThat(stranger.post("/v1/sign-in", with("humanProof", proof, ann.credentials("x".repeat(300)))).problem())
        .isEqualTo("credentials-refused");
    assertThat(stranger.post("/v1/sign-in", with("humanProof", proof, with("tokensIn", "pockets", ann.credentials()))).status())
        .isEqualTo(400);
    assertThat(stranger.post("/v1/sign-in", with("humanProof", proof, ann.credentials("a guess of mine"))).status()).isEqualTo(403);
    assertHumanIsWanted(stranger.post("/v1/sign-in", with("humanProof", proof, ann.credentials())));
  }

  @Test
  void badInput_givenAProofThatIsNone_thenAProblem() {
    Customer ann = customers.active();
    Client client = Client.fromANewNetwork();
    assertThat(client.post("/v1/sign-in", with("humanProof", Map.of("method", "altcha"), ann.credentials())).problem())
        .isEqualTo("invalid-fields");
    assertThat(client.post("/v1/sign-in", with("humanProof",
        Map.of("method", "altcha", "solution", "x".repeat(10_000)), ann.credentials())).problem()).isEqualTo("invalid-fields");
    assertHumanIsWanted(client.post("/v1/sign-in", with("humanProof",
        Map.of("method", "altcha", "solution", "no solution"), ann.credentials())));
  }

  @Test
  void passwordGuessing_givenAStolenDeviceToken_whenItGuesses_thenItHasOneBudgetWhereverItIs() {
    Customer ann = customers.active();
    String device = Client.fromANewNetwork().post("/v1/sign-in", ann.credentials()).text("deviceToken");
    for (int i = 0; i < 10; i++) {
      var guess = with("deviceToken", device, ann.credentials("guess number " + i));
      assertThat(Client.fromANewNetwork().post("/v1/sign-in", guess).status()).isEqualTo(403);
    }
    Answer refused = Client.fromANewNetwork().post("/v1/sign-in", with("deviceToken", device, ann.credentials()));
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.problem()).isEqualTo("too-many-attempts");
    clock.advance(Duration.ofSeconds(Long.parseLong(refused.header("retry-after"))));
    assertThat(Client.fromANewNetwork().post("/v1/sign-in", with("deviceToken", device, ann.credentials())).status())
        .isEqualTo(200);
  }

  @Test
  void passwordGuessing_givenAStolenDeviceToken_whenAllIdentifiersOfTheAccountAreTyped_thenItHasOneBudget() {
    Customer ann = customers.active();
    Customer again = customers.alsoKnownAs(ann, Customers.freshEmail());
    String device = Client.fromANewNetwork().post("/v1/sign-in", ann.credentials()).text("deviceToken");
    for (int i = 0; i < 10; i++) {
      var guess = with("deviceToken", device, (i % 2 == 0 ? ann : again).credentials("guess number " + i));
      assertThat(Client.fromANewNetwork().post("/v1/sign-in", guess).status()).isEqualTo(403);
    }
    for (Customer either : List.of(ann, again)) {
      assertThat(Client.fromANewNetwork().post("/v1/sign-in", with("deviceToken", device, either.credentials())).status())
          .isEqualTo(429);
    }
  }

  @Test
  void a03SideEffects_givenAnAccountWithTwoIdentifiers_whenOneIsGuessedAt_thenAStrangerCantTellAtTheOther() {
    Customer ann = customers.active();
    Customer again = customers.alsoKnownAs(ann, Customers.freshEmail());
    Client stranger = Client.fromANewNetwork();
    IntStream.range(0, 10).forEach(i -> guess(stranger, ann, i));
    assertHumanIsWanted(guess(stranger, ann, 10));
    assertThat(guess(stranger, again, 11).status()).as("as at an identifier that nobody has").isEqualTo(403);
  }

  @Test
  void passwordGuessing_givenInventedDeviceTokens_whenGuessing_thenTheyBringNoBudget() {
    Customer ann = customers.active();
    Client stranger = Client.fromANewNetwork();
    for (int i = 0; i < 11; i++) {
      Answer answer = stranger.post("/v1/sign-in", with("deviceToken", "pdt_invented-" + i, ann.credentials("guess number " + i)));
      assertThat(answer.status()).isEqualTo(i < 10 ? 403 : 200);
    }
  }

  @Test
  void xForwardedForSpoofing_givenOneClientWithManyStories_whenGuessing_thenItStaysOneNetwork() {
    Customer ann = customers.active();
    String real = Client.fromANewNetwork().headers().get("X-Forwarded-For");
    for (int i = 0; i < 11; i++) {
      Client liar = Client.from("203.0.113." + i + ", " + real)
          .with("Forwarded", "for=203.0.113." + i).with("X-Real-IP", "203.0.113." + i);
      assertThat(guess(liar, ann, i).status()).isEqualTo(i < 10 ? 403 : 200);
    }
  }

  @Test
  void ipv6_givenOneHouseholdsAddresses_whenGuessing_thenTheyAreOneNetwork() {
    Customer ann = customers.active();
    String prefix = "2001:db8:%x:%x".formatted(ThreadLocalRandom.current().nextInt(65536), ThreadLocalRandom.current().nextInt(65536));
    for (int i = 0; i < 11; i++) {
      assertThat(guess(Client.from(prefix + "::" + (i + 1)), ann, i).status()).isEqualTo(i < 10 ? 403 : 200);
    }
  }

  @Test
  void spraying_givenOneNetworkAndManyAccounts_whenEachIsTriedOnce_thenThePuzzleStopsIt_andNoKeyIsLeft() {
    Client sprayer = Client.fromANewNetwork();
    long before = keys();
    for (int i = 0; i < 100; i++) {
      assertThat(sprayed(sprayer, i).status()).isEqualTo(403);
    }
    assertHumanIsWanted(sprayed(sprayer, 100));
    long after = keys();
    assertThat(after - before).as("each that was looked at").isLessThan(3 * 100 + 20);
    for (int i = 0; i < 1000; i++) {
      sprayed(sprayer, 101 + i);
    }
    assertThat(keys() - after).as("1 000 refused ones").isLessThan(10);
  }

  private static Answer sprayed(Client sprayer, int i) {
    return sprayer.post("/v1/sign-in", Map.of("identifier", Customers.freshEmail(), "password", "Summer2026 number " + i));
  }

  @Test
  void a14Spraying_givenOnePasswordFromManyNetworks_thenWhoeverTypesItAsAStrangerMustSolve_rightOrWrong() {
    String fashion = "fashion " + UUID.randomUUID();
    Customer ann = customers.active();
    String device = Client.fromANewNetwork().post("/v1/sign-in", ann.credentials()).text("deviceToken");
    for (int i = 0; i < 110; i++) {
      Client.fromANewNetwork().post("/v1/sign-in", Map.of("identifier", Customers.freshEmail(), "password", fashion));
    }
    assertHumanIsWanted(Client.fromANewNetwork().post("/v1/sign-in", ann.credentials(fashion)));
    assertThat(Client.fromANewNetwork().post("/v1/sign-in", ann.credentials()).text("status"))
        .as("another password").isEqualTo("complete");
    assertThat(Client.fromANewNetwork().post("/v1/sign-in", with("deviceToken", device, ann.credentials(fashion))).status())
        .as("a known device").isEqualTo(403);
  }

  @Test
  void sharedNetwork_givenManyCustomersSignIn_whenTheyAreRight_thenNobodyIsThrottled() {
    Client carrier = Client.fromANewNetwork();
    Customer ann = customers.active();
    for (int i = 0; i < 25; i++) {
      assertThat(carrier.post("/v1/sign-in", ann.credentials()).text("status")).isEqualTo("complete");
    }
  }
}
