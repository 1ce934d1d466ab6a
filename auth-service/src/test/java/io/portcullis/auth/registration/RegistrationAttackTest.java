package io.portcullis.auth.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Ipv6Site;
import io.portcullis.auth.fixture.Messages;
import io.portcullis.auth.fixture.Puzzles;
import io.portcullis.testkit.MutableClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AuthTest
class RegistrationAttackTest {

  @Inject
  Messages messages;

  @Inject
  Customers customers;

  @Inject
  MeterRegistry metrics;

  @Inject
  MutableClock clock;

  private final Client client = Client.fromANewNetwork();

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  private Answer register(String identifier) {
    return client.post("/v1/accounts", Map.of("identifier", identifier, "password", Customers.PASSWORD));
  }

  private Answer verify(String registration, String code) {
    return client.post("/v1/accounts/verify", Map.of("registrationId", registration, "code", code));
  }

  private long hashes() {
    return metrics.get("portcullis.password.hashing").timer().count();
  }

  @Test
  void accountEnumeration_givenATakenAddress_whenRegistered_thenTheAnswerAndItsCostAreThoseOfAFreshOne() {
    Customers.Customer owner = customers.active();
    long before = hashes();
    Answer fresh = register(Customers.freshEmail());
    long perFresh = hashes() - before;
    Answer taken = register(owner.identifier());

    assertThat(taken.status()).isEqualTo(fresh.status()).isEqualTo(202);
    assertThat(masked(taken)).isEqualTo(masked(fresh));
    assertThat(taken.body().replace(taken.text("registrationId"), "*"))
        .isEqualTo(fresh.body().replace(fresh.text("registrationId"), "*"));
    assertThat(hashes() - before - perFresh).isEqualTo(perFresh).isEqualTo(1);

    // Only the owner is told.
    Messages.Sent toOwner = messages.await(taken.text("registrationId"), 1);
    assertThat(toOwner.type()).isEqualTo("registration-taken");
    assertThat(toOwner.to()).isEqualTo(owner.identifier());
    assertThat(toOwner.content().has("code")).isFalse();
    assertThat(messages.await(fresh.text("registrationId"), 1).type()).isEqualTo("registration-code");
  }

  private static Map<String, List<String>> masked(Answer answer) {
    var headers = new TreeMap<>(answer.headers());
    headers.remove("date");
    return headers;
  }

  @Test
  void accountEnumeration_givenATakenAddress_whenACodeIsTriedOrResent_thenItLooksLikeAWrongCode() {
    String taken = register(customers.active().identifier()).text("registrationId");
    String fresh = register(Customers.freshEmail()).text("registrationId");
    String wrong = Messages.wrong(messages.await(fresh, 1).code());

    Answer ofTaken = verify(taken, "000000");
    Answer ofFresh = verify(fresh, wrong);
    Answer ofNobody = verify(UUID.randomUUID().toString(), "000000");
    assertThat(ofTaken.status()).isEqualTo(403);
    assertThat(List.of(ofFresh.body(), ofNobody.body())).containsOnly(ofTaken.body());
    assertThat(List.of(masked(ofFresh), masked(ofNobody))).containsOnly(masked(ofTaken));

    Answer resentTaken = client.post("/v1/accounts/resend", Map.of("registrationId", taken));
    Answer resentFresh = client.post("/v1/accounts/resend", Map.of("registrationId", fresh));
    assertThat(resentTaken.status()).isEqualTo(resentFresh.status()).isEqualTo(202);
    assertThat(maskedTimes(resentTaken, taken)).isEqualTo(maskedTimes(resentFresh, fresh));
  }

  // One began a moment before the other.
  private static String maskedTimes(Answer answer, String registration) {
    return answer.body().replace(registration, "*").replaceAll("(\"resendAfter\":)[0-9]+", "$1*");
  }

  @Test
  void codeGuessing_givenFiveWrongCodes_whenTheRightOneComesSixth_thenItIsRefused() {
    String registration = register(Customers.freshEmail()).text("registrationId");
    String code = messages.await(registration, 1).code();
    for (int i = 0; i < 5; i++) {
      assertThat(verify(registration, Messages.wrong(code)).problem()).isEqualTo("code-refused");
    }
    assertThat(verify(registration, code).problem()).isEqualTo("code-refused");
  }

  @Test
  void codeGuessing_givenFourWrongCodes_whenTheRightOneComesFifth_thenItIsTaken() {
    String registration = register(Customers.freshEmail()).text("registrationId");
    String code = messages.await(registration, 1).code();
    for (int i = 0; i < 4; i++) {
      verify(registration, Messages.wrong(code));
    }
    assertThat(verify(registration, code).status()).isEqualTo(200);
  }

  @Test
  void codeGuessing_given64ParallelGuesses_whenTheyRace_thenFiveAreLookedAt() {
    String registration = register(Customers.freshEmail()).text("registrationId");
    String code = messages.await(registration, 1).code();
    var guesses = IntStream.range(0, 64)
        .mapToObj(_ -> Map.of("registrationId", registration, "code", Messages.wrong(code))).toList();
    assertThat(client.allAtOnce(guesses, "/v1/accounts/verify"))
        .allMatch(answer -> answer.problem().equals("code-refused") || answer.isTurnedAway());
    assertThat(tries(registration)).isLessThanOrEqualTo(5);
    while (tries(registration) < 5) {
      verify(registration, Messages.wrong(code));
    }
    assertThat(verify(registration, code).status()).as("the right code, too late").isEqualTo(403);
  }

  private long tries(String registration) {
    return customers.count("select tries from registration where id = $1", UUID.fromString(registration));
  }

  @Test
  void codeGuessing_givenTriesAreUsedUp_whenANewCodeIsAskedFor_thenThereIsNone() {
    String registration = register(Customers.freshEmail()).text("registrationId");
    String code = messages.await(registration, 1).code();
    for (int i = 0; i < 5; i++) {
      verify(registration, Messages.wrong(code));
    }
    clock.advance(Registrations.RESEND_DELAY.plusSeconds(1));
    Answer over = client.post("/v1/accounts/resend", Map.of("registrationId", registration));
    assertThat(over.status()).isEqualTo(202);
    assertThat(over.json().path("sent").asBoolean(true)).isFalse();
    assertThat(over.json().has("sendsIn") || over.json().has("resendAfter")).as("nothing more is promised").isFalse();
    assertThat(messages.present(registration)).hasSize(1);
  }

  @Test
  void a12SmsPumping_givenANumberOfAnUnusualCountry_whenItsCodeIsSentAgain_thenThatCostsAPuzzleToo() {
    String number = "+67970%05d".formatted(ThreadLocalRandom.current().nextInt(100_000));
    var wish = new TreeMap<String, Object>(Map.of("identifier", number, "password", Customers.PASSWORD));
    wish.put("humanProof", Puzzles.solve(client.post("/v1/accounts", wish).json().get("challenge")));
    String registration = client.post("/v1/accounts", wish).text("registrationId");
    messages.await(registration, 1);

    clock.advance(Registrations.RESEND_DELAY.plusSeconds(1));
    var again = new TreeMap<String, Object>(Map.of("registrationId", registration));
    Answer asked = client.post("/v1/accounts/resend", again);
    assertThat(asked.problem()).isEqualTo("human-verification");
    assertThat(messages.present(registration)).hasSize(1);
    again.put("humanProof", Puzzles.solve(asked.json().get("challenge")));
    assertThat(client.post("/v1/accounts/resend", again).json().path("sent").asBoolean()).isTrue();
    messages.await(registration, 2);
  }

  @Test
  void a13Silence_givenANeighbourUsedUpWhatTheNetworkMayTry_thenARegistrationThatExistsIsStillProved_andGuessesAreNot() {
    String registration = register(Customers.freshEmail()).text("registrationId");
    String code = messages.await(registration, 1).code();
    Answer last = verify(UUID.randomUUID().toString(), "000000");
    for (int i = 0; i < 500 && last.status() != 429; i++) {
      last = verify(UUID.randomUUID().toString(), "000000");
    }
    assertThat(last.status()).isEqualTo(429);
    assertThat(verify(registration, Messages.wrong(code)).problem()).isEqualTo("code-refused");
    assertThat(tries(registration)).isEqualTo(1);
    assertThat(verify(registration, code).status()).isEqualTo(200);
    assertThat(verify(registration, code).status()).as("it exists no more").isEqualTo(429);
  }

  @Test
  void a11Edge_givenAMailboxIsUsedUp_whenItsOldestMailIsAnHourOldToTheSecond_thenOneCodeComes_andNotTwo() {
    clock.stop();
    String mailbox = Customers.freshEmail();
    for (int i = 0; i < 5; i++) {
      Client.fromANewNetwork().post("/v1/accounts", Map.of("identifier", mailbox, "password", Customers.PASSWORD));
      clock.advance(Duration.ofMinutes(5));
    }
    Answer waits = Client.fromANewNetwork().post("/v1/accounts", Map.of("identifier", mailbox, "password", Customers.PASSWORD));
    String first = waits.text("registrationId");
    Answer second = Client.fromANewNetwork().post("/v1/accounts", Map.of("identifier", mailbox, "password", Customers.PASSWORD));
    long wait = waits.json().path("sendsIn").asLong();
    assertThat(second.json().path("sendsIn").asLong() - wait).as("the next one's turn").isBetween(240L, 330L);
    assertThat(wait).as("until the oldest leaves the hour").isBetween(34 * 60L, 40 * 60L);

    clock.advance(Duration.ofSeconds(wait - 5));
    String early = Client.fromANewNetwork().post("/v1/accounts", Map.of("identifier", mailbox, "password", Customers.PASSWORD))
        .text("registrationId");
    clock.advance(Duration.ofSeconds(6));
    messages.await(first, 1);
    // What came last before the edge does not pass those who wait, nor do two share one slot.
    assertThat(messages.present(second.text("registrationId"))).isEmpty();
    assertThat(messages.present(early)).isEmpty();
    clock.advance(Duration.ofMinutes(5).plusSeconds(1));
    messages.await(second.text("registrationId"), 1);
    assertThat(messages.present(early)).isEmpty();
  }

  @Test
  void a13Keys_givenAStrangerWhoUsesTheOwnersIdempotencyKey_thenOtherAddressesNeverCollide_andTheSameOneSaysSo() {
    String key = UUID.randomUUID().toString();
    String mailbox = Customers.freshEmail();
    Client stranger = Client.fromANewNetwork().with("Idempotency-Key", key);
    for (int i = 0; i < 5; i++) {
      assertThat(stranger.post("/v1/accounts", Map.of("identifier", Customers.freshEmail(), "password", Customers.PASSWORD)).status())
          .isEqualTo(202);
    }
    Client owner = Client.fromANewNetwork().with("Idempotency-Key", key);
    Map<String, String> wish = Map.of("identifier", mailbox, "password", Customers.PASSWORD);
    Answer begun = owner.post("/v1/accounts", wish);
    assertThat(begun.status()).isEqualTo(202);
    messages.await(begun.text("registrationId"), 1);

    Answer other = stranger.post("/v1/accounts", Map.of("identifier", mailbox, "password", "another phrase of four words"));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.problem()).isEqualTo("idempotency-key-reused");
    assertThat(other.body()).doesNotContain(begun.text("registrationId"));
    assertThat(owner.post("/v1/accounts", wish).body()).isEqualTo(begun.body());
    assertThat(owner.with("Idempotency-Key", "k".repeat(256)).post("/v1/accounts", wish).status()).isEqualTo(400);
    assertThat(owner.with("Idempotency-Key", "k".repeat(255)).post("/v1/accounts", wish).status()).isEqualTo(202);
  }

  @Test
  void registrationRace_givenOneAddressRegisteredTwice_whenBothAreProvedAtOnce_thenOneAccountComesOfIt() {
    String email = Customers.freshEmail();
    var proofs = new ArrayList<Map<String, String>>();
    for (int i = 0; i < 3; i++) {
      String registration = register(email).text("registrationId");
      proofs.add(Map.of("registrationId", registration, "code", messages.await(registration, 1).code()));
    }
    List<Answer> answers = client.allAtOnce(proofs, "/v1/accounts/verify");
    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
    assertThat(answers).filteredOn(answer -> answer.problem().equals("code-refused")).hasSize(2);
    assertThat(customers.count("select count(*) from identifier where canonical = $1", email)).isEqualTo(1);
  }

  @Test
  void replay_givenOneCode_whenTypedManyTimesAtOnce_thenOneAccountComesOfIt() {
    String registration = register(Customers.freshEmail()).text("registrationId");
    String code = messages.await(registration, 1).code();
    var answers = client.postAtOnce(32, "/v1/accounts/verify", Map.of("registrationId", registration, "code", code));
    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
    assertThat(answers).filteredOn(answer -> answer.status() != 200)
        .allMatch(answer -> answer.problem().equals("code-refused") || answer.isTurnedAway());
  }

  @Test
  void preHijacking_givenAStrangerRegisteredTheAddressFirst_whenItsOwnerRegisters_thenTheOwnersPasswordCounts() {
    String email = Customers.freshEmail();
    client.post("/v1/accounts", Map.of("identifier", email, "password", "the stranger's own phrase here"));
    String own = register(email).text("registrationId");
    assertThat(verify(own, messages.await(own, 1).code()).status()).isEqualTo(200);
    assertThat(signIn(email, "the stranger's own phrase here").problem()).isEqualTo("credentials-refused");
    assertThat(signIn(email, Customers.PASSWORD).status()).isEqualTo(200);
  }

  private Answer signIn(String identifier, String password) {
    return client.post("/v1/sign-in", Map.of("identifier", identifier, "password", password));
  }

  @Test
  void mailBomb_givenOneMailboxInManySpellings_whenRegisteredAgainAndAgain_thenFiveMessagesAnHourAndTheSameAnswer() {
    String name = UUID.randomUUID().toString().replace("-", "");
    var registrations = new ArrayList<String>();
    for (int i = 0; i < 9; i++) {
      String spelling = switch (i % 3) {
        case 0 -> name + "@example.org";
        case 1 -> name + "+" + i + "@EXAMPLE.org.";
        default -> name.substring(0, 8) + "." + name.substring(8) + "@example.org";
      };
      Answer answer = Client.fromANewNetwork()
          .post("/v1/accounts", Map.of("identifier", spelling, "password", Customers.PASSWORD));
      assertThat(answer.status()).isEqualTo(202);
      registrations.add(answer.text("registrationId"));
    }
    messages.await(registrations.get(4), 1);
    // The outbox keeps order: had a sixth been owed, it would be there once a later message is.
    String marker = register(Customers.freshEmail()).text("registrationId");
    messages.await(marker, 1);
    assertThat(registrations.stream().mapToInt(registration -> messages.present(registration).size()).sum())
        .isEqualTo(5);
  }

  @Test
  void registrationFlood_givenOneNetwork_whenItSolvesPuzzlesWithoutEnd_thenItIsToldToWait() {
    var answers = new ArrayList<Answer>();
    for (int i = 0; i < 10 + 101; i++) {
      // A password that would be refused uses no proof up.
      var body = new TreeMap<String, Object>(Map.of("identifier", Customers.freshEmail(), "password", Customers.PASSWORD));
      Answer answer = client.post("/v1/accounts", body);
      if (answer.problem().equals("human-verification")) {
        body.put("humanProof", Puzzles.solve(answer.json().get("challenge")));
        answer = client.post("/v1/accounts", body);
      }
      answers.add(answer);
    }
    assertThat(answers.subList(0, 110)).allMatch(answer -> answer.status() == 202);
    assertThat(answers.getLast().status()).isEqualTo(429);
    assertThat(Long.parseLong(answers.getLast().header("retry-after"))).isPositive();
    assertThat(Client.fromANewNetwork().post("/v1/accounts",
        Map.of("identifier", Customers.freshEmail(), "password", "short")).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+870773111632", "+881612345678", "+882161234567", "+88213123456"})
  void a12SmsPumping_givenANumberOfASatelliteOrOfNoCountry_thenItIsRefused_andNothingIsSent(String number) {
    assertThat(client.post("/v1/accounts", Map.of("identifier", number, "password", Customers.PASSWORD)).problem())
        .isIn("number-not-supported", "identifier-invalid");
  }

  @Test
  void a12SmsPumping_givenANumberOfAnUnusualCountry_thenItGetsACodeOnlyAfterHumanVerification_howeverFewCameBefore() {
    String number = "+67970%05d".formatted(ThreadLocalRandom.current().nextInt(100_000));
    var wish = new TreeMap<String, Object>(Map.of("identifier", number, "password", Customers.PASSWORD));
    Answer asked = Client.fromANewNetwork().post("/v1/accounts", wish);
    assertThat(asked.problem()).isEqualTo("human-verification");

    Client solver = Client.fromANewNetwork();
    wish.put("humanProof", Puzzles.solve(solver.post("/v1/accounts", wish).json().get("challenge")));
    Answer begun = solver.post("/v1/accounts", wish);
    assertThat(begun.status()).isEqualTo(202);
    assertThat(messages.await(begun.text("registrationId"), 1).to()).isEqualTo(number);
  }

  @Test
  void a11Silence_givenAStrangerRegistersTheOwnersMailboxOverAndOver_thenTheOwnersCodeIsSentAtOnce() {
    String mailbox = Customers.freshEmail();
    Client stranger = Client.fromANewNetwork();
    for (int i = 0; i < 8; i++) {
      stranger.post("/v1/accounts", Map.of("identifier", mailbox, "password", Customers.PASSWORD));
    }
    Answer owner = Client.fromANewNetwork().post("/v1/accounts", Map.of("identifier", mailbox, "password", Customers.PASSWORD));
    assertThat(owner.json().has("sendsIn")).isFalse();
    messages.await(owner.text("registrationId"), 1);
  }

  @Test
  void a11Silence_givenAStrangerRegistersTheOwnersMailboxFromManyNetworksOfOneIpv6Site_thenTheOwnersCodeIsSentAtOnce() {
    String mailbox = Customers.freshEmail();
    Ipv6Site site = Ipv6Site.anyone();
    for (int i = 0; i < 8; i++) {
      site.client(0x100 * i).post("/v1/accounts", Map.of("identifier", mailbox, "password", Customers.PASSWORD));
    }
    Answer owner = Client.fromANewNetwork().post("/v1/accounts", Map.of("identifier", mailbox, "password", Customers.PASSWORD));
    assertThat(owner.json().has("sendsIn")).isFalse();
    messages.await(owner.text("registrationId"), 1);
  }

  @Test
  void a11Silence_givenManyNetworksUsedTheMailboxUp_thenTheOwnersCodeWaitsForTheNextSlot_andProves() {
    String mailbox = Customers.freshEmail();
    for (int i = 0; i < 5; i++) {
      Client.fromANewNetwork().post("/v1/accounts", Map.of("identifier", mailbox, "password", Customers.PASSWORD));
    }
    Answer owner = Client.fromANewNetwork().post("/v1/accounts", Map.of("identifier", mailbox, "password", Customers.PASSWORD));
    long wait = owner.json().path("sendsIn").asLong();
    assertThat(wait).isBetween(1L, 3600L);
    String registration = owner.text("registrationId");
    assertThat(messages.present(registration)).isEmpty();
    assertThat(client.post("/v1/accounts/resend", Map.of("registrationId", registration)).json().path("sendsIn").asLong())
        .isBetween(1L, 3600L);

    clock.advance(Duration.ofSeconds(wait + 1));
    String code = messages.await(registration, 1).code();
    assertThat(verify(registration, code).status()).isEqualTo(200);
  }

  @Test
  void a11Silence_givenTheOwnersRequestCarriesAnIdempotencyKey_thenItsWaitIsToldToo_howeverOftenItIsRepeated() {
    String mailbox = Customers.freshEmail();
    for (int i = 0; i < 5; i++) {
      Client.fromANewNetwork().post("/v1/accounts", Map.of("identifier", mailbox, "password", Customers.PASSWORD));
    }
    Client owner = Client.fromANewNetwork().with("Idempotency-Key", UUID.randomUUID().toString());
    Map<String, String> wish = Map.of("identifier", mailbox, "password", Customers.PASSWORD);
    Answer first = owner.post("/v1/accounts", wish);
    Answer again = owner.post("/v1/accounts", wish);
    assertThat(again.text("registrationId")).isEqualTo(first.text("registrationId"));
    assertThat(first.json().path("sendsIn").asLong()).isBetween(1L, 3600L);
    assertThat(again.json().path("sendsIn").asLong()).isBetween(1L, 3600L);
    clock.advance(Duration.ofSeconds(first.json().path("sendsIn").asLong() + 1));
    messages.await(first.text("registrationId"), 1);
    assertThat(owner.post("/v1/accounts", wish).json().has("sendsIn")).isFalse();
  }

  private static final int FREE_SLOTS = 5;

  private static Answer wish(Client asking, String mailbox) {
    return asking.post("/v1/accounts", Map.of("identifier", mailbox, "password", Customers.PASSWORD));
  }

  /// Strangers without a puzzle, each from another network: the first of them use up what is sent at once, the others wait.
  private static void strangersAsk(String mailbox, int times) {
    for (int i = 0; i < times; i++) {
      wish(Client.fromANewNetwork(), mailbox);
    }
  }

  private static Answer resend(Client asking, String registration, JsonNode challenge) {
    return asking.post("/v1/accounts/resend",
        Map.of("registrationId", registration, "humanProof", Puzzles.solve(challenge)));
  }

  @Test
  void a11Queue_givenStrangersWaitBeforeTheOwner_whenTheOwnerSolvesTheChallenge_thenTheCodeComesAtOnce_andProves() {
    String mailbox = Customers.freshEmail();
    strangersAsk(mailbox, FREE_SLOTS + 4);
    Answer waits = wish(client, mailbox);
    assertThat(waits.json().path("sendsIn").asLong()).isPositive();
    assertThat(waits.json().at("/challenge/action").asText()).isEqualTo("resend");

    Answer sooner = resend(client, waits.text("registrationId"), waits.json().get("challenge"));
    assertThat(sooner.status()).as(sooner.body()).isEqualTo(202);
    assertThat(sooner.json().get("sent").asBoolean()).isTrue();
    assertThat(verify(waits.text("registrationId"), messages.await(waits.text("registrationId"), 1).code()).status()).isEqualTo(200);
  }

  @Test
  void a11Queue_givenStrangersWait_whenTheOwnerAsksWithoutAPuzzle_thenTheTimeTheyAreToldIsTheirOwn_whoeverAsksLater() {
    String mailbox = Customers.freshEmail();
    for (int i = 0; i < FREE_SLOTS; i++) {
      strangersAsk(mailbox, 1);
      clock.advance(Duration.ofMinutes(5));
    }
    strangersAsk(mailbox, 1);
    Answer owner = wish(client, mailbox);
    long told = owner.json().path("sendsIn").asLong();
    assertThat(told).as("the second place to be free").isBetween(39 * 60L, 41 * 60L);
    strangersAsk(mailbox, 3);
    Answer again = client.post("/v1/accounts/resend", Map.of("registrationId", owner.text("registrationId")));
    assertThat(again.json().path("sendsIn").asLong()).isBetween(told - 60, told);
    clock.advance(Duration.ofSeconds(told + 1));
    messages.await(owner.text("registrationId"), 1);
  }

  @Test
  void a11Queue_givenStrangersFillTheMailboxForADay_thenNoCodeIsAnnouncedThatDoesNotCome_butWhenToRegisterAgain() {
    String mailbox = Customers.freshEmail();
    strangersAsk(mailbox, FREE_SLOTS * 24);
    Client owner = client.with("Idempotency-Key", UUID.randomUUID().toString());
    Answer late = wish(owner, mailbox);
    assertThat(late.json().get("sent").asBoolean() || late.json().has("sendsIn")).as(late.body()).isFalse();
    long again = late.json().path("registerAgainIn").asLong();
    assertThat(again).isBetween(1L, 3600L);
    assertThat(wish(owner, mailbox).json().path("registerAgainIn").asLong()).as("asked again").isBetween(again - 60, again);
    Answer resent = client.post("/v1/accounts/resend", Map.of("registrationId", late.text("registrationId")));
    assertThat(resent.json().path("registerAgainIn").asLong()).as(resent.body()).isBetween(again - 60, again);

    Answer sooner = resend(client, late.text("registrationId"), late.json().get("challenge"));
    assertThat(sooner.json().get("sent").asBoolean()).as("with a puzzle it comes at once").isTrue();

    clock.advance(Duration.ofSeconds(again));
    Answer anew = wish(client, mailbox);
    clock.advance(Duration.ofSeconds(anew.json().path("sendsIn").asLong() + 1));
    assertThat(verify(anew.text("registrationId"), messages.await(anew.text("registrationId"), 1).code()).status()).isEqualTo(200);
  }

  @Test
  void a11Queue_givenAStrangerSolvesPuzzlesInOneNetwork_thenTheOwnersPuzzleStillBringsTheCodeAtOnce() {
    String mailbox = Customers.freshEmail();
    strangersAsk(mailbox, FREE_SLOTS);
    Client stranger = Client.fromANewNetwork();
    for (int i = 0; i < 4; i++) {
      Answer waits = wish(stranger, mailbox);
      resend(stranger, waits.text("registrationId"), waits.json().get("challenge"));
    }
    Answer owner = wish(client, mailbox);
    assertThat(resend(client, owner.text("registrationId"), owner.json().get("challenge")).json().get("sent").asBoolean()).isTrue();
    messages.await(owner.text("registrationId"), 1);
  }

  @Test
  void a11MailBomb_givenStrangersSolvePuzzlesFromEverywhere_thenThreeMoreMailsAnHourAreTheMost_andEachIsToldWhen() {
    String mailbox = Customers.freshEmail();
    strangersAsk(mailbox, FREE_SLOTS);
    int sent = 0;
    for (int i = 0; i < 6; i++) {
      Client stranger = Client.fromANewNetwork();
      Answer waits = wish(stranger, mailbox);
      Answer sooner = resend(stranger, waits.text("registrationId"), waits.json().get("challenge"));
      boolean now = sooner.json().get("sent").asBoolean();
      sent += now ? 1 : 0;
      assertThat(now || sooner.json().path("sendsIn").asLong() > 0).isTrue();
    }
    assertThat(sent).isEqualTo(3);
  }

  @Test
  void accountEnumeration_givenAMailboxIsUsedUp_thenATakenAddressIsAnsweredLikeAFreshOne_itsChallengeToo() {
    String taken = customers.active().identifier();
    String fresh = Customers.freshEmail();
    strangersAsk(taken, FREE_SLOTS);
    strangersAsk(fresh, FREE_SLOTS);
    Answer toOwner = wish(client, taken);
    Answer toNobody = wish(client, fresh);
    assertThat(toOwner.json().properties().stream().map(Map.Entry::getKey)).containsExactlyElementsOf(
        toNobody.json().properties().stream().map(Map.Entry::getKey).toList()).contains("challenge", "sendsIn");
    assertThat(resend(client, toOwner.text("registrationId"), toOwner.json().get("challenge")).json().get("sent").asBoolean()).isTrue();
    assertThat(resend(client, toNobody.text("registrationId"), toNobody.json().get("challenge")).json().get("sent").asBoolean()).isTrue();
  }
}
