package io.portcullis.recovery.password;

import static io.portcullis.recovery.AuthServiceDouble.RIGHT_PROOF;
import static io.portcullis.recovery.password.Recovery.inspect;
import static io.portcullis.recovery.password.Recovery.redeem;
import static io.portcullis.recovery.password.Recovery.request;
import static io.portcullis.recovery.password.Recovery.setPassword;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.recovery.AuthServiceDouble;
import io.portcullis.recovery.RecoveryTest;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.testkit.MutableClock;
import io.restassured.http.ContentType;
import io.restassured.http.Header;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The code of a text message, in the hands of others.
@RecoveryTest
class ResetCodeAttackTest {

  @Inject SentLinks sent;
  @Inject DueRequests due;
  @Inject Postgres postgres;
  @Inject MutableClock clock;
  @Inject SecureRandom random;

  AuthServiceDouble auth;

  private final Forgetful alice = Forgetful.someone();
  private String phone;

  @BeforeEach
  void hasAPhone() {
    phone = aPhone();
    auth.knows(alice.account(), phone, "active", "sms", phone);
  }

  @AfterEach
  void backToRealTime() {
    clock.reset();
  }

  private String aPhone() {
    return "+49151%08d".formatted(random.nextInt(100_000_000));
  }

  private String asks() {
    return resetId(request(phone, Forgetful.anyNetwork()));
  }

  private static String resetId(Response answer) {
    assertThat(answer.statusCode()).isEqualTo(202);
    return answer.jsonPath().getString("resetId");
  }

  /// Another one of eight digits.
  private static String wrong(String code) {
    return "%08d".formatted((Integer.parseInt(code) + 1) % 100_000_000);
  }

  private static String type(Response answer) {
    return answer.jsonPath().getString("type");
  }

  private static int triesLeft(Response refused) {
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(type(refused)).isEqualTo("urn:portcullis:problem:code-refused");
    return refused.jsonPath().getInt("triesLeft");
  }

  private static List<Response> atOnce(int clients, IntFunction<Response> call) throws Exception {
    var barrier = new CyclicBarrier(clients);
    List<Response> answers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(clients)) {
      List<Future<Response>> uses = IntStream.range(0, clients).mapToObj(i -> threads.submit(() -> {
        barrier.await();
        return call.apply(i);
      })).toList();
      for (Future<Response> use : uses) {
        answers.add(use.get());
      }
    }
    return answers;
  }

  // What changes from request to request by its nature.
  private static List<String> shape(Response answer) {
    List<String> shape = new ArrayList<>(answer.headers().asList().stream().map(Header::toString)
        .filter(header -> !header.toLowerCase().startsWith("date=")).sorted().toList());
    shape.add(answer.statusCode() + answer.asString().replaceAll("prh_[\\w-]{49}", "prh"));
    return shape;
  }

  @Test
  void accountEnumeration_givenAnyNumber_whenACodeIsAskedForAndTyped_thenAllAnswersAreTheSame() {
    String frozen = aPhone();
    auth.knows(Forgetful.someone().account(), frozen, "frozen", "sms", frozen);
    String pending = aPhone();
    auth.knows(Forgetful.someone().account(), pending, "pending", "sms", pending);
    Response asked = request(phone, Forgetful.anyNetwork());
    String right = sent.awaitCode(alice.account(), 1);
    List<Response> typed = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      typed.add(redeem(resetId(asked), wrong(right)));
    }
    for (String other : List.of(frozen, pending, aPhone())) {
      Response answer = request(other, Forgetful.anyNetwork());
      assertThat(shape(answer)).as("%s, as %s", answer.asString(), asked.asString()).isEqualTo(shape(asked));
      due.awaitNone();
      for (Response expected : typed) {
        assertThat(shape(redeem(resetId(answer), "12345678"))).isEqualTo(shape(expected));
      }
    }
  }

  @Test
  void accountEnumeration_givenANumberUsedUp_thenKnownAndUnknownWaitAlike_andGuessesEndAlike() {
    String unknown = aPhone();
    for (String number : List.of(phone, unknown)) {
      List<String> handles = IntStream.range(0, 4).mapToObj(_ -> {
        String handle = resetId(request(number, Forgetful.anyNetwork()));
        due.awaitNone();
        return handle;
      }).toList();
      assertThat(request(number, Forgetful.anyNetwork()).jsonPath().getLong("sendsIn")).isBetween(200L, 300L);
      for (String handle : handles) {
        assertThat(IntStream.range(0, 5).map(_ -> triesLeft(redeem(handle, "00000000")))).containsExactly(4, 3, 2, 1, 0);
      }
      assertThat(triesLeft(redeem(resetId(request(number, Forgetful.anyNetwork())), "00000000"))).isZero();
    }
  }

  @Test
  void codeGuessing_givenFiveWrongOnes_thenTheRightOneIsRefused() {
    String handle = asks();
    String code = sent.awaitCode(alice.account(), 1);
    for (int left = 4; left >= 0; left--) {
      assertThat(triesLeft(redeem(handle, wrong(code)))).isEqualTo(left);
    }
    assertThat(triesLeft(redeem(handle, code))).isZero();
  }

  @Test
  void codeGuessing_given64AtOnce_thenFiveAreCompared_eachWithATryOfItsOwn() throws Exception {
    String handle = asks();
    String code = sent.awaitCode(alice.account(), 1);
    List<Response> answers = atOnce(64, _ -> redeem(handle, wrong(code)));
    assertThat(answers.stream().map(ResetCodeAttackTest::triesLeft).filter(left -> left > 0)).containsExactlyInAnyOrder(4, 3, 2, 1);
    assertThat(triesLeft(redeem(handle, code))).isZero();
  }

  @Test
  void a13Lockout_givenStrangersUsedUpTheNumbersGuesses_thenItsMessagesCarryALink_andTheOwnerIsBack() {
    String owners = asks();
    String code = sent.awaitCode(alice.account(), 1);
    for (int i = 0; i < 4; i++) {
      String strangers = asks();
      for (int guess = 0; guess < 5; guess++) {
        redeem(strangers, wrong(code));
      }
    }
    assertThat(triesLeft(redeem(owners, code))).as("guesses of the number are used up").isZero();

    asks();
    clock.advance(Duration.ofMinutes(6));
    JsonNode message = sent.await(alice.account(), 3);
    assertThat(message.has("code")).isFalse();
    assertThat(setPassword(SentLinks.token(message)).statusCode()).isEqualTo(204);
  }

  @Test
  void a13Lockout_givenTheOwnerTypesRightCodes_thenTheyCountAsNoGuesses() {
    for (int day = 0; day < 22; day++) {
      String handle = resetId(proving());
      String code = sent.awaitCode(alice.account(), day + 1);
      assertThat(redeem(handle, code).statusCode()).as("code " + day).isEqualTo(200);
      clock.advance(Duration.ofMinutes(21));
    }
  }

  private Response proving() {
    return given().contentType(ContentType.JSON).header("X-Forwarded-For", Forgetful.anyNetwork())
        .body(Map.of("identifier", phone, "humanProof", Map.of("method", "altcha", "solution", RIGHT_PROOF))).post("/v1/recovery/password");
  }

  @Test
  void anothersCode_givenTwoWhoAskedForOneNumber_thenTheCodeOfOneMessageIsNotGoodBesideTheOthersHandle() {
    String first = asks();
    String codeOfFirst = sent.awaitCode(alice.account(), 1);
    String second = asks();
    String codeOfSecond = sent.awaitCode(alice.account(), 2);
    assertThat(triesLeft(redeem(second, codeOfFirst))).isEqualTo(4);
    assertThat(triesLeft(redeem(first, codeOfSecond))).isEqualTo(4);
    assertThat(redeem(first, codeOfFirst).statusCode()).isEqualTo(200);
    assertThat(redeem(second, codeOfSecond).statusCode()).isEqualTo(200);
  }

  @Test
  void anothersCode_givenAHandleForAnotherNumber_thenTheCodeIsRefused() {
    asks();
    String code = sent.awaitCode(alice.account(), 1);
    assertThat(triesLeft(redeem(resetId(request(aPhone(), Forgetful.anyNetwork())), code))).isEqualTo(4);
    assertThat(triesLeft(redeem(OpaqueToken.random("prh", random).reveal(), code))).isZero();
    assertThat(triesLeft(redeem("not a handle", code))).isZero();
  }

  @Test
  void a11Silence_givenAStrangersRequestWaits_whenTheOwnersJoinsIt_thenTheOneCodeIsGoodBesideTheOwnersHandle_once() {
    for (int i = 0; i < 2; i++) {
      asks();
      due.awaitNone();
    }
    String strangers = asks();
    Response owner = request(phone, alice.network());
    assertThat(owner.jsonPath().getLong("sendsIn")).isBetween(1L, 300L);
    clock.advance(Duration.ofMinutes(6));
    String code = sent.awaitCode(alice.account(), 3);
    assertThat(triesLeft(redeem(strangers, wrong(code)))).isEqualTo(4);
    assertThat(redeem(resetId(owner), code).statusCode()).isEqualTo(200);
    assertThat(triesLeft(redeem(strangers, code))).isEqualTo(3);
  }

  @Test
  void a11Silence_givenTheOwnerSolvesTheChallenge_thenACodeComesAtOnce_besideEachWaitingHandle() {
    for (int i = 0; i < 2; i++) {
      asks();
      due.awaitNone();
    }
    String waiting = asks();
    String proved = resetId(proving());
    String code = sent.awaitCode(alice.account(), 3);
    assertThat(redeem(waiting, code).statusCode()).isEqualTo(200);
    assertThat(triesLeft(redeem(proved, code))).isEqualTo(4);
  }

  @Test
  void a13Void_givenTheOwnersCode_whenStrangersAskAllTheTime_thenTheOwnersStillWorks() {
    String owners = asks();
    String code = sent.awaitCode(alice.account(), 1);
    for (int minute = 0; minute < 9; minute++) {
      asks();
      due.awaitNone();
      clock.advance(Duration.ofMinutes(1));
    }
    String token = redeem(owners, code).jsonPath().getString("token");
    for (int minute = 0; minute < 10; minute++) {
      asks();
      due.awaitNone();
      clock.advance(Duration.ofMinutes(1));
    }
    assertThat(setPassword(token).statusCode()).isEqualTo(204);
  }

  @Test
  void replay_givenACodeThatWasUsed_thenItIsRefused() {
    String handle = asks();
    String code = sent.awaitCode(alice.account(), 1);
    assertThat(redeem(handle, code).statusCode()).isEqualTo(200);
    assertThat(triesLeft(redeem(handle, code))).isEqualTo(3);
  }

  @Test
  void doubleSpend_given64UsesOfOneCodeAtOnce_thenExactlyOneGetsAToken() throws Exception {
    String handle = asks();
    String code = sent.awaitCode(alice.account(), 1);
    List<Response> answers = atOnce(64, _ -> redeem(handle, code));
    assertThat(answers.stream().filter(answer -> answer.statusCode() == 200)).hasSize(1);
    assertThat(answers.stream().filter(answer -> answer.statusCode() != 200)).hasSize(63)
        .allSatisfy(loser -> assertThat(triesLeft(loser)).isBetween(0, 4));
  }

  @Test
  void staleCode_givenTenMinutesHavePassed_thenItIsRefused() {
    String handle = asks();
    String code = sent.awaitCode(alice.account(), 1);
    clock.advance(Duration.ofMinutes(10));
    assertThat(triesLeft(redeem(handle, code))).isEqualTo(4);
  }

  @Test
  void staleCode_givenTheCodeIsTwentyMinutesOld_thenItsTokenIsRefused() {
    String handle = asks();
    String code = sent.awaitCode(alice.account(), 1);
    clock.advance(Duration.ofMinutes(9));
    Response redeemed = redeem(handle, code);
    assertThat(redeemed.jsonPath().getLong("expiresIn")).isBetween(500L, 660L);
    clock.advance(Duration.ofMinutes(11));
    assertThat(setPassword(redeemed.jsonPath().getString("token")).statusCode()).isEqualTo(403);
  }

  @Test
  void staleCode_givenAPasswordWasSetByAnotherMessage_thenTheCodeIsRefused() {
    String first = asks();
    String codeOfFirst = sent.awaitCode(alice.account(), 1);
    String second = asks();
    String token = redeem(second, sent.awaitCode(alice.account(), 2)).jsonPath().getString("token");
    assertThat(setPassword(token).statusCode()).isEqualTo(204);
    assertThat(triesLeft(redeem(first, codeOfFirst))).isEqualTo(4);
  }

  @Test
  void back6OldCode_givenAFreezeSinceItWasSent_whenItIsTypedAfterwards_thenItsTokenIsVoid() {
    String handle = asks();
    String code = sent.awaitCode(alice.account(), 1);
    auth.voids(alice.account());
    String token = redeem(handle, code).jsonPath().getString("token");
    assertThat(inspect(token).statusCode()).isEqualTo(403);
    assertThat(setPassword(token).statusCode()).isEqualTo(403);
    assertThat(auth.passwordOrders(alice.account())).isEmpty();
  }

  @Test
  void a34ClockSkew_givenACode_whenItsTokenIsUsedLater_thenAuthServiceIsToldWhenTheCodeWasIssued() {
    String handle = asks();
    String code = sent.awaitCode(alice.account(), 1);
    clock.advance(Duration.ofMinutes(8));
    setPassword(redeem(handle, code).jsonPath().getString("token"));
    var order = JsonPath.from(auth.passwordOrders(alice.account()).getFirst().getBodyAsString());
    assertThat(order.getInt("resetEpoch")).isEqualTo(7);
    assertThat(Duration.between(Instant.parse(order.getString("issuedAt")), clock.instant())).isGreaterThanOrEqualTo(Duration.ofMinutes(8));
  }

  @Test
  void flood_givenOneNetwork_whenItTypesTooOften_thenItMustWait_andOthersNeedNot() {
    String network = Forgetful.anyNetwork();
    for (int i = 0; i < 60; i++) {
      assertThat(triesLeft(redeem(OpaqueToken.random("prh", random).reveal(), "00000000", network))).isZero();
    }
    String handle = asks();
    String code = sent.awaitCode(alice.account(), 1);
    Response throttled = redeem(handle, code, network);
    assertThat(throttled.statusCode()).isEqualTo(429);
    assertThat(type(throttled)).isEqualTo("urn:portcullis:problem:too-many-attempts");
    assertThat(Long.parseLong(throttled.header("Retry-After"))).isBetween(1L, 600L);
    assertThat(redeem(handle, code).statusCode()).isEqualTo(200);
  }

  @Test
  void smsBomb_givenRequestsInManySpellingsFromEverywhere_thenFiveTextsAnHourAtMost() {
    String spaced = phone.substring(0, 3) + " " + phone.substring(3, 6) + " " + phone.substring(6);
    String dialled = "00" + phone.substring(1);
    for (String spelling : List.of(spaced, dialled)) {
      auth.knows(alice.account(), spelling, "active", "sms", phone);
    }
    for (int minute = 0; minute < 60; minute += 4) {
      for (String spelling : List.of(phone, spaced, dialled)) {
        assertThat(request(spelling, Forgetful.anyNetwork()).statusCode()).isEqualTo(202);
      }
      due.awaitNone();
      clock.advance(Duration.ofMinutes(4));
    }
    assertThat(sent.present(alice.account())).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void secretsAtRest_givenACodeAndItsHandle_thenTheDatabaseHoldsNeither() {
    String handle = asks();
    String code = sent.awaitCode(alice.account(), 1);
    for (String table : List.of("reset_link", "reset_handle", "outbox")) {
      var rows = postgres.pool().query("SELECT t::text FROM " + table + " t").execute().subscribeAsCompletionStage().join();
      assertThat(StreamSupport.stream(rows.spliterator(), false).map(row -> row.getString(0))).as(table)
          .noneMatch(row -> row.contains(code) || row.contains(handle) || row.contains(phone));
    }
  }
}
