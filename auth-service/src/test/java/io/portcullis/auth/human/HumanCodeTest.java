package io.portcullis.auth.human;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Messages;
import io.portcullis.auth.fixture.Puzzles;
import io.portcullis.auth.human.HumanVerdict.Passed;
import io.portcullis.auth.human.HumanVerdict.Refused;
import io.portcullis.auth.human.HumanVerdict.Unavailable;
import io.portcullis.auth.pending.PendingProofs;
import io.portcullis.runtime.http.ClientNetwork;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@AuthTest
class HumanCodeTest {

  @Inject
  HumanVerification verification;

  @Inject
  PendingProofs pending;

  @Inject
  Messages messages;

  @Inject
  Customers customers;

  @Inject
  MutableClock clock;

  @Inject
  CustomerTokens tokens;

  private final Client client = Client.fromANewNetwork();
  private final ClientNetwork network = client.network();

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  private Occasion signIn(String identifier) {
    return new Occasion(HumanAction.SIGN_IN, network, identifier);
  }

  private Answer ask(String identifier) {
    return client.post("/v1/accounts/human-code", Map.of("action", "sign-in", "identifier", identifier));
  }

  private static PendingProofs.Id id(String codeId) {
    return PendingProofs.Id.parse(PendingProofs.Kind.HUMAN_CODE, codeId).orElseThrow();
  }

  private Messages.Sent owed(String codeId) {
    return messages.await(HumanCodes.key(id(codeId)).toString(), 1);
  }

  private String delivery(Answer sent) {
    Messages.Sent owed = owed(sent.text("codeId"));
    assertThat(owed.type()).isEqualTo("human-code");
    assertThat(owed.code()).isEqualTo(code(sent.text("codeId")));
    return owed.content().get("delivery").asText();
  }

  // What the mail says; it is the same for nobody's address, where no mail goes out.
  private String code(String codeId) {
    return pending.find(id(codeId), HumanCodes.SentCode.class).await().indefinitely().orElseThrow().code();
  }

  private HumanVerdict verify(Occasion occasion, String codeId, String code) {
    return verification.verify(occasion, new HumanProof("email-code", code, Optional.of(codeId))).await().indefinitely();
  }


  @Test
  void givenAChallengeForAMailbox_whenItsAlternativesAreRead_thenACodeByMailIsOneOfThem() {
    for (HumanAction action : List.of(HumanAction.SIGN_IN, HumanAction.REGISTRATION, HumanAction.PASSWORD_RECOVERY)) {
      assertThat(verification.challenge(new Occasion(action, network, "ann@example.org"), Difficulty.USUAL)
          .await().indefinitely().alternatives()).containsExactly("email-code");
    }
    assertThat(verification.challenge(new Occasion(HumanAction.RESEND, network, "0195"), Difficulty.USUAL)
        .await().indefinitely().alternatives()).isEmpty();
    assertThat(verification.challenge(signIn("+4915112000000"), Difficulty.USUAL)
        .await().indefinitely().alternatives()).isEmpty();
  }

  @Test
  void givenTheCodeFromTheMail_whenShown_thenItPassesOnce() {
    String email = customers.active().identifier();
    Answer sent = ask(" " + email.toUpperCase());
    assertThat(sent.status()).isEqualTo(202);
    assertThat(sent.header("cache-control")).isEqualTo("no-store");
    String id = sent.text("codeId");
    assertThat(verify(signIn(email), id, " " + code(id) + " ")).isEqualTo(new Passed());
    assertThat(verify(signIn(email), id, "000000")).isEqualTo(new Refused());
  }

  @Test
  void a01Enumeration_givenKnownAndUnknownAddresses_whenACodeIsAskedFor_thenAnswerAndWorkAreTheSame() {
    Answer known = ask(customers.active().identifier());
    Answer unknown = ask(Customers.freshEmail());
    assertThat(unknown.status()).isEqualTo(known.status()).isEqualTo(202);
    assertThat(unknown.body().replace(unknown.text("codeId"), "*")).isEqualTo(known.body().replace(known.text("codeId"), "*"));
    assertThat(unknown.text("codeId")).hasSameSizeAs(known.text("codeId"));
    // Both owe one sealed message of one type; only the seal tells which of them is a decoy.
    assertThat(delivery(known)).isEqualTo("SEND");
    assertThat(delivery(unknown)).isEqualTo("DECOY");
    // The right code of nobody's address holds as well: a guess that passed would not tell either.
    String id = unknown.text("codeId");
    assertThat(code(id)).matches("[0-9]{8}");
  }

  @Test
  void a06CrossUse_givenACode_whenShownForAnotherIdentifierActionOrNetwork_thenItIsRefused() {
    String email = customers.active().identifier();
    String id = ask(email).text("codeId");
    String code = code(id);
    assertThat(verify(signIn(Customers.freshEmail()), id, code)).isEqualTo(new Refused());
    assertThat(verify(new Occasion(HumanAction.REGISTRATION, network, email), id, code)).isEqualTo(new Refused());
    assertThat(verify(new Occasion(HumanAction.SIGN_IN, new ClientNetwork("203.0.113.9"), email), id, code)).isEqualTo(new Refused());
    assertThat(verify(signIn(email), id, code)).isEqualTo(new Passed());
  }

  @Test
  void a05CodeGuessing_givenFiveWrongCodes_whenTheRightOneComesSixth_thenItIsRefused() {
    String email = customers.active().identifier();
    String id = ask(email).text("codeId");
    String code = code(id);
    for (int i = 0; i < 5; i++) {
      assertThat(verify(signIn(email), id, "%08d".formatted((Integer.parseInt(code) + 1 + i) % 100_000_000)))
          .isEqualTo(new Refused());
    }
    assertThat(verify(signIn(email), id, code)).isEqualTo(new Refused());
  }

  @Test
  void a06DoubleSpend_givenOneCode_whenShown64TimesAtOnce_thenItPassesOnceAtMost() {
    String email = customers.active().identifier();
    String id = ask(email).text("codeId");
    var proof = new HumanProof("email-code", code(id), Optional.of(id));
    var verdicts = Uni.join().all(IntStream.range(0, 64).mapToObj(_ -> verification.verify(signIn(email), proof)
            // On a busy machine Redis may not answer all of them in time.
            .onFailure(ProblemException.class).recoverWithItem(new Unavailable())).toList())
        .andCollectFailures().await().indefinitely();
    assertThat(verdicts).filteredOn(new Passed()::equals).hasSizeLessThanOrEqualTo(1);
    assertThat(verification.verify(signIn(email), proof).await().indefinitely()).isEqualTo(new Refused());
  }

  @Test
  void a05ExpiredCode_givenTenMinutesHavePassed_whenShown_thenItIsRefused() {
    String email = customers.active().identifier();
    String id = ask(email).text("codeId");
    String code = code(id);
    clock.advance(Duration.ofMinutes(10).plusSeconds(1));
    assertThat(verify(signIn(email), id, code)).isEqualTo(new Refused());
  }

  @Test
  void a11MailBomb_givenOneNetwork_whenItAsksWithoutEnd_thenItIsToldToWait() {
    for (int i = 0; i < 5; i++) {
      assertThat(ask(Customers.freshEmail()).status()).isEqualTo(202);
    }
    assertThat(ask(Customers.freshEmail()).problem()).isEqualTo("too-many-attempts");
  }

  @Test
  void a11MailBomb_givenOneMailboxInManySpellingsFromManyNetworks_whenAskedForCodes_thenThreeMailsAnHourAndTheSameAnswer() {
    String name = "bomb" + UUID.randomUUID().toString().replace("-", "");
    List<Answer> answers = List.of("%s@example.org", "%s+a@EXAMPLE.org", "%s+b@example.org.", "%s@example.org", "%s+c@example.org")
        .stream().map(spelling -> Client.fromANewNetwork().post("/v1/accounts/human-code",
            Map.of("action", "registration", "identifier", spelling.formatted(name)))).toList();
    assertThat(answers).allMatch(answer -> answer.status() == 202);
    assertThat(answers.stream().map(this::delivery)).containsExactly("SEND", "SEND", "SEND", "DECOY", "DECOY");
  }

  @Test
  void a11MailBomb_givenAStrangerAimsRegistrationsClaimsAndCodesAtOneMailbox_thenEighteenMailsAnHourAreTheMost() {
    String name = "sum" + UUID.randomUUID().toString().replace("-", "");
    IntFunction<String> spelling = i -> i % 3 == 0 ? name + "@example.org" : i % 3 == 1 ? name + "+" + i + "@EXAMPLE.org."
        : name.substring(0, i) + "." + name.substring(i) + "@example.org";
    List<Answer> codes = IntStream.range(0, 8).mapToObj(i -> Client.fromANewNetwork().post("/v1/accounts/human-code",
        Map.of("action", "registration", "identifier", spelling.apply(i)))).toList();
    List<Answer> registrations = IntStream.range(0, 10).mapToObj(i -> {
      Client thief = Client.fromANewNetwork();
      Answer answer = thief.post("/v1/accounts", Map.of("identifier", spelling.apply(i), "password", Customers.PASSWORD));
      if (answer.json().has("challenge")) {
        thief.post("/v1/accounts/resend", Map.of("registrationId", answer.text("registrationId"),
            "humanProof", Puzzles.solve(answer.json().get("challenge"))));
      }
      return answer;
    }).toList();
    List<Answer> claims = IntStream.range(0, 8).mapToObj(i -> {
      Client thief = Client.fromANewNetwork().bearer(tokens.of(customers.active().account()));
      var wish = new HashMap<String, Object>(Map.of("identifier", spelling.apply(i)));
      Answer answer = thief.post("/v1/account/identifiers", wish);
      if (answer.problem().equals("human-verification")) {
        wish.put("humanProof", Puzzles.solve(answer.json().get("challenge")));
        answer = thief.post("/v1/account/identifiers", wish);
      }
      return answer;
    }).toList();
    // The outbox keeps its order: what is owed after all of them comes last.
    messages.await(Client.fromANewNetwork().post("/v1/accounts",
        Map.of("identifier", Customers.freshEmail(), "password", Customers.PASSWORD)).text("registrationId"), 1);

    assertThat(codes).allMatch(answer -> answer.status() == 202).filteredOn(answer -> delivery(answer).equals("SEND")).hasSize(3);
    assertThat(registrations).allMatch(answer -> answer.status() == 202)
        .filteredOn(answer -> !messages.present(answer.text("registrationId")).isEmpty()).as("three of them with puzzles").hasSize(8);
    assertThat(claims).filteredOn(answer -> answer.status() == 202)
        .filteredOn(answer -> !messages.present(answer.text("identifierId")).isEmpty()).as("four of them with puzzles").hasSize(7);
  }

  private void atTheStartOfATurn() {
    clock.advance(Duration.ofSeconds(1200 - clock.instant().getEpochSecond() % 1200));
  }

  @Test
  void a13Silence_givenStrangersAskedForCodesFirst_whenTheOwnerAsks_thenTheMailThatCameHoldsTheOwnersCode_andAnotherFollows() {
    String email = customers.active().identifier();
    atTheStartOfATurn();
    for (int turn = 0; turn < 4; turn++) {
      Answer stranger = Client.fromANewNetwork().post("/v1/accounts/human-code", Map.of("action", "sign-in", "identifier", email));
      assertThat(delivery(stranger)).isEqualTo("SEND");
      String mailed = owed(stranger.text("codeId")).code();
      for (int i = 0; i < 5; i++) {
        Client.fromANewNetwork().post("/v1/accounts/human-code", Map.of("action", "sign-in", "identifier", email));
      }
      clock.advance(Duration.ofMinutes(19));
      String id = ask(email).text("codeId");
      assertThat(verify(signIn(email), id, mailed)).isEqualTo(new Passed());
      clock.advance(Duration.ofMinutes(1));
    }
  }

  @Test
  void a13Silence_givenAStrangerAskedForASpellingThatNoAccountHas_whenTheOwnerAsks_thenTheMailComes() {
    String email = customers.active().identifier();
    atTheStartOfATurn();
    Answer stranger = Client.fromANewNetwork().post("/v1/accounts/human-code",
        Map.of("action", "sign-in", "identifier", email.replace("@", "+nobody@")));
    assertThat(delivery(stranger)).isEqualTo("DECOY");
    assertThat(delivery(ask(email))).isEqualTo("SEND");
  }

  @Test
  void a06DoubleSpend_givenTwoAskedForOneMailbox_whenTheCodeIsShown_thenEachIdPassesOnce_fromItsOwnNetwork() {
    String email = customers.active().identifier();
    atTheStartOfATurn();
    String ours = ask(email).text("codeId");
    String theirs = Client.fromANewNetwork().post("/v1/accounts/human-code", Map.of("action", "sign-in", "identifier", email))
        .text("codeId");
    assertThat(code(theirs)).isEqualTo(code(ours));
    assertThat(verify(signIn(email), theirs, code(ours))).as("another network's id").isEqualTo(new Refused());
    String code = code(ours);
    assertThat(verify(signIn(email), ours, code)).isEqualTo(new Passed());
    assertThat(verify(signIn(email), ours, code)).isEqualTo(new Refused());
  }

  @Test
  void a08StepSkip_givenIdsThatNameNoCode_whenShown_thenTheyAreRefused() {
    for (String id : List.of("", "phc_", "psi_x", "phc_" + "A".repeat(49))) {
      assertThat(verify(signIn("ann@example.org"), id, "000000")).isEqualTo(new Refused());
    }
    assertThat(verification.verify(signIn("ann@example.org"), new HumanProof("email-code", "000000", Optional.empty()))
        .await().indefinitely()).isEqualTo(new Refused());
  }
}
