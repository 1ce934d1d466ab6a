package io.portcullis.recovery.password;

import static io.portcullis.recovery.AuthServiceDouble.PROVIDER_AWAY;
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
import io.portcullis.testkit.MutableClock;
import io.restassured.http.ContentType;
import io.restassured.http.Header;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@RecoveryTest
class PasswordRecoveryAttackTest {

  @Inject SentLinks sent;
  @Inject ResetLinks links;
  @Inject DueRequests due;
  @Inject MutableClock clock;
  @Inject SecureRandom random;

  @ConfigProperty(name = "portcullis.origin")
  String origin;

  AuthServiceDouble auth;

  private final Forgetful alice = Forgetful.someone();

  @AfterEach
  void backToRealTime() {
    clock.reset();
  }

  @Test
  void accountEnumeration_givenAnyIdentifier_whenALinkIsAskedFor_thenTheAnswerIsTheSame() {
    auth.knows(alice.account(), alice.identifier(), "active", "email", alice.identifier());
    var frozen = Forgetful.someone();
    auth.knows(frozen.account(), frozen.identifier(), "frozen", "email", frozen.identifier());
    var pending = Forgetful.someone();
    auth.knows(pending.account(), pending.identifier(), "pending", "email", pending.identifier());

    Response expected = request(alice);
    assertThat(expected.statusCode()).isEqualTo(202);
    assertThat(expected.asString()).isEqualTo("{}");
    for (String identifier : List.of(frozen.identifier(), pending.identifier(), "nobody@example.org",
        "not an address at all", "ünï@bücher.example", "a\u0000b@example.org", "\ud83d\ude00", "' OR 1=1 --", "x".repeat(320))) {
      Response answer = request(identifier, Forgetful.anyNetwork());
      assertThat(answer.statusCode()).as(identifier).isEqualTo(expected.statusCode());
      assertThat(answer.asString()).as(identifier).isEqualTo(expected.asString());
      assertThat(headers(answer)).as(identifier).isEqualTo(headers(expected));
    }

    due.awaitNone();
    assertThat(sent.await(alice.account(), 1)).isNotNull();
    assertThat(sent.await(frozen.account(), 1)).isNotNull();
    assertThat(sent.present(pending.account())).isEmpty();
  }

  @Test
  void accountEnumeration_givenAuthServiceIsAway_whenALinkIsAskedFor_thenTheAnswerDoesNotDependOnIt() {
    var outage = auth.breaksOn(alice.identifier());

    assertThat(request(alice).statusCode()).isEqualTo(202);

    auth.forget(outage);
  }

  @Test
  void mailBomb_givenManyRequestsInManySpellings_thenFiveMailsAnHourAtMost_andTheLastLinkWorks() {
    List<String> spellings = List.of(alice.identifier(), alice.identifier().toUpperCase(),
        " " + alice.identifier(), alice.identifier() + ".", alice.identifier().replace("@", "+tag@"));
    for (String spelling : spellings) {
      auth.knows(alice.account(), spelling, "active", "email", alice.identifier());
    }

    for (int minute = 0; minute < 60; minute += 4) {
      clock.advance(Duration.ofMinutes(minute == 0 ? 0 : 4));
      for (String spelling : spellings) {
        assertThat(request(spelling, Forgetful.anyNetwork()).statusCode()).isEqualTo(202);
      }
      due.awaitNone();
    }

    String last = sent.awaitToken(alice.account(), 5);
    assertThat(sent.present(alice.account())).hasSize(5);
    assertThat(inspect(last).statusCode()).isEqualTo(200);
  }

  /// A stranger's requests, each from another network, until one must wait.
  private void spendTheMailbox(String identifier) {
    for (int i = 0; i < 3; i++) {
      assertThat(request(identifier, Forgetful.anyNetwork()).statusCode()).isEqualTo(202);
      due.awaitNone();
    }
  }

  @Test
  void a11Silence_givenStrangersUsedTheMailboxUp_whenTheOwnerAsks_thenTheRequestWaits_itsTimeIsTold_andTheLinkComes() {
    auth.knows(alice.account(), alice.identifier(), "active", "email", alice.identifier());
    spendTheMailbox(alice.identifier());
    assertThat(sent.present(alice.account())).hasSize(2);

    Response owner = request(alice);
    assertThat(owner.statusCode()).isEqualTo(202);
    long wait = owner.jsonPath().getLong("sendsIn");
    assertThat(wait).isBetween(1L, 300L);
    clock.advance(Duration.ofSeconds(wait));
    assertThat(setPassword(sent.awaitToken(alice.account(), 3)).statusCode()).isEqualTo(204);
  }

  @Test
  void a11Silence_givenStrangersAskFromEverywhereAllTheTime_whenTheOwnerAsks_thenTheWaitIsNeverLongerThanALinkLives() {
    auth.knows(alice.account(), alice.identifier(), "active", "email", alice.identifier());
    for (int minute = 0; minute < 120; minute += 3) {
      for (int i = 0; i < 3; i++) {
        Response answer = request(alice.identifier(), Forgetful.anyNetwork());
        if (answer.asString().contains("sendsIn")) {
          assertThat(answer.jsonPath().getLong("sendsIn")).isBetween(1L, 1200L);
        }
      }
      due.awaitNone();
      clock.advance(Duration.ofMinutes(3));
    }
    Response owner = request(alice);
    long wait = owner.asString().contains("sendsIn") ? owner.jsonPath().getLong("sendsIn") : 0;
    int before = sent.present(alice.account()).size();
    clock.advance(Duration.ofSeconds(wait + 1));
    assertThat(inspect(sent.awaitToken(alice.account(), wait == 0 ? before : before + 1)).statusCode()).isIn(200, 403);
    due.awaitNone();
    assertThat(inspect(SentLinks.token(sent.present(alice.account()).getLast())).statusCode()).isEqualTo(200);
  }

  @Test
  void a11Silence_givenStrangersUsedTheMailboxUp_whenTheOwnerSolvesTheChallenge_thenTheLinkComesAtOnce() {
    auth.knows(alice.account(), alice.identifier(), "active", "email", alice.identifier());
    spendTheMailbox(alice.identifier());
    assertThat(request(alice).jsonPath().getString("challenge.provider")).isEqualTo("altcha");

    Response proved = proving(alice.identifier(), alice.network(), RIGHT_PROOF);
    assertThat(proved.statusCode()).isEqualTo(202);
    assertThat(proved.asString()).isEqualTo("{}");
    assertThat(setPassword(sent.awaitToken(alice.account(), 3)).statusCode()).isEqualTo(204);
  }

  @Test
  void a11Silence_givenAWrongProofIsShownWithoutNeed_thenAChallengeIsAnswered_andNothingIsSent() {
    auth.knows(alice.account(), alice.identifier(), "active", "email", alice.identifier());
    assertThat(proving(alice.identifier(), alice.network(), "wrong").statusCode()).isEqualTo(403);
    due.awaitNone();
    assertThat(sent.present(alice.account())).isEmpty();
  }

  @Test
  void a11Share_givenOneNetworkAskedThreeTimes_thenItsNextWaits_andTheOwnersIsSentAtOnce() {
    auth.knows(alice.account(), alice.identifier(), "active", "email", alice.identifier());
    String stranger = Forgetful.anyNetwork();
    for (Duration later : List.of(Duration.ZERO, Duration.ZERO, Duration.ofMinutes(6))) {
      clock.advance(later);
      request(alice.identifier(), stranger);
      due.awaitNone();
    }
    clock.advance(Duration.ofMinutes(20));
    assertThat(request(alice.identifier(), stranger).jsonPath().getLong("sendsIn")).isGreaterThan(1200L);
    assertThat(request(alice).asString()).isEqualTo("{}");
    assertThat(inspect(sent.awaitToken(alice.account(), 4)).statusCode()).isEqualTo(200);
  }

  @Test
  void a11Share_givenOneIpv6SiteAsksInManyOfItsNetworks_thenItHasOneShare_andTheOwnersIsSentAtOnce() {
    auth.knows(alice.account(), alice.identifier(), "active", "email", alice.identifier());
    String site = "2a00:%x:%x:".formatted(random.nextInt(1, 65_536), random.nextInt(1, 65_536));
    for (int i = 0; i < 3; i++) {
      request(alice.identifier(), site + i + "00::1");
      due.awaitNone();
      clock.advance(Duration.ofMinutes(6));
    }
    clock.advance(Duration.ofMinutes(14));
    assertThat(request(alice.identifier(), site + "300::1").jsonPath().getLong("sendsIn")).isGreaterThan(1000L);
    assertThat(request(alice).asString()).isEqualTo("{}");
    assertThat(inspect(sent.awaitToken(alice.account(), 4)).statusCode()).isEqualTo(200);
  }

  @Test
  void a11Silence_givenAStrangerAsksForANeighbouringAddress_whenTheOwnerAsks_thenTheRequestsAreNotOne() {
    auth.knows(alice.account(), alice.identifier(), "active", "email", alice.identifier());
    spendTheMailbox(alice.identifier().replace("@", "+nobody@"));
    assertThat(request(alice).asString()).isEqualTo("{}");
    assertThat(sent.await(alice.account(), 1)).isNotNull();
  }

  private String andByPhone() {
    String phone = "+49151%08d".formatted(random.nextInt(100_000_000));
    auth.knows(alice.account(), alice.identifier(), "active", "email", alice.identifier());
    auth.knows(alice.account(), phone, "active", "sms", phone);
    return phone;
  }

  private List<JsonNode> messagesTo(String address) {
    return sent.present(alice.account()).stream().filter(message -> message.at("/to/value").asText().equals(address)).toList();
  }

  @Test
  void back5Silence_givenAStrangerAsksByTheAccountsOtherIdentifier_whenTheOwnerAsks_thenTheOwnersLinkComesAtOnce_andWorks() {
    String phone = andByPhone();
    spendTheMailbox(phone);

    Response owner = request(alice);
    assertThat(owner.asString()).isEqualTo("{}");
    sent.await(alice.account(), 3);
    assertThat(messagesTo(alice.identifier())).hasSize(1);
    String resetId = request(phone, Forgetful.anyNetwork()).jsonPath().getString("resetId");
    clock.advance(Duration.ofMinutes(6));
    sent.await(alice.account(), 4);
    assertThat(messagesTo(phone)).hasSize(3);
    assertThat(setPassword(SentLinks.token(messagesTo(alice.identifier()).getFirst())).statusCode()).isEqualTo(204);
    assertThat(redeem(resetId, messagesTo(phone).getLast().get("code").asText()).statusCode()).as("no code survives the reset").isEqualTo(403);
  }

  @Test
  void back5Silence_givenRequestsByBothIdentifiersWait_whenTheirTurnComes_thenEachGetsItsLink() {
    String phone = andByPhone();
    spendTheMailbox(alice.identifier());
    spendTheMailbox(phone);
    assertThat(sent.present(alice.account())).hasSize(4);

    clock.advance(Duration.ofMinutes(6));
    sent.await(alice.account(), 6);
    assertThat(messagesTo(alice.identifier())).hasSize(3);
    assertThat(messagesTo(phone)).hasSize(3);
  }

  @Test
  void accountEnumeration_givenAMailboxUsedUp_thenKnownAndUnknownAreToldTheSameWait() {
    auth.knows(alice.account(), alice.identifier(), "active", "email", alice.identifier());
    String unknown = Forgetful.someone().identifier();
    spendTheMailbox(alice.identifier());
    spendTheMailbox(unknown);
    Response toAlice = request(alice);
    Response toNobody = request(unknown, Forgetful.anyNetwork());
    assertThat(toAlice.asString().replaceAll("\\d+", "")).isEqualTo(toNobody.asString().replaceAll("\\d+", ""));
    assertThat(toNobody.jsonPath().getLong("sendsIn")).isBetween(200L, 300L);
    assertThat(toAlice.jsonPath().getLong("sendsIn")).isBetween(200L, 300L);
    assertThat(headers(toAlice)).hasSameSizeAs(headers(toNobody));
  }

  @Test
  void flood_givenOneNetwork_whenItAsksTooOften_thenItMustWait_andOthersNeedNot() {
    String network = Forgetful.anyNetwork();
    for (int i = 0; i < 10; i++) {
      assertThat(request("nobody-" + i + "@example.org", network).statusCode()).isEqualTo(202);
    }
    for (int i = 0; i < 60; i++) {
      assertThat(proving("nobody-" + i + "@example.org", network, RIGHT_PROOF).statusCode()).isEqualTo(202);
    }

    Response throttled = proving("nobody@example.org", network, RIGHT_PROOF);

    assertThat(throttled.statusCode()).isEqualTo(429);
    assertThat(Long.parseLong(throttled.header("Retry-After"))).isBetween(1L, 600L);
    assertThat(request("nobody@example.org", Forgetful.anyNetwork()).statusCode()).isEqualTo(202);
  }

  private static Response proving(String identifier, String network, String solution) {
    return given().contentType(ContentType.JSON).header("X-Forwarded-For", network)
        .body(Map.of("identifier", identifier, "humanProof", Map.of("method", "altcha", "solution", solution)))
        .post("/v1/recovery/password");
  }

  private static String flooding() {
    String network = Forgetful.anyNetwork();
    for (int i = 0; i < 10; i++) {
      assertThat(request("nobody-" + i + "@example.org", network).statusCode()).isEqualTo(202);
    }
    return network;
  }

  @Test
  void a18BotBurst_givenTooManyFromOneNetwork_thenItIsAskedForAProof_andARightOneIsLookedAt() {
    String network = flooding();
    auth.knows(alice.account(), alice.identifier(), "active", "email", alice.identifier());

    Response asked = request(alice.identifier(), network);
    assertThat(asked.statusCode()).isEqualTo(403);
    assertThat(asked.contentType()).startsWith("application/problem+json");
    assertThat(asked.jsonPath().getString("type")).isEqualTo("urn:portcullis:problem:human-verification");
    assertThat(asked.jsonPath().getString("challenge.provider")).isEqualTo("altcha");
    assertThat(asked.jsonPath().getInt("challenge.maxnumber")).isEqualTo(9);
    assertThat(proving(alice.identifier(), network, "wrong").jsonPath().getString("type"))
        .isEqualTo("urn:portcullis:problem:human-verification");
    due.awaitNone();
    assertThat(sent.present(alice.account())).isEmpty();

    assertThat(proving(alice.identifier(), network, RIGHT_PROOF).statusCode()).isEqualTo(202);
    assertThat(sent.await(alice.account(), 1)).isNotNull();
    assertThat(auth.proofsAsked(alice.identifier()).getLast().getBodyAsString())
        .contains("\"action\":\"password-recovery\"", "\"network\":\"" + network + "\"");
  }

  @Test
  void a18BotBurst_givenKnownAndUnknownIdentifiers_whenAskedForAProof_thenTheAnswersAreTheSame() {
    String network = flooding();
    auth.knows(alice.account(), alice.identifier(), "active", "email", alice.identifier());
    Response known = request(alice.identifier(), network);
    Response unknown = request("nobody@example.org", network);
    assertThat(known.asString()).isEqualTo(unknown.asString());
    assertThat(headers(known)).isEqualTo(headers(unknown));
  }

  @Test
  void a18ProviderAway_givenAProofIsNeeded_whenNobodyCanCheckIt_thenTheRequestIsRefused() {
    String network = flooding();
    Response away = proving(alice.identifier(), network, PROVIDER_AWAY);
    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.jsonPath().getString("type")).isEqualTo("urn:portcullis:problem:human-verification-unavailable");
    assertThat(Long.parseLong(away.header("Retry-After"))).isPositive();

    var outage = auth.breaksOn("/internal/human/");
    assertThat(request(alice.identifier(), network).statusCode()).isEqualTo(503);
    assertThat(proving(alice.identifier(), network, RIGHT_PROOF).statusCode()).isEqualTo(503);
    auth.forget(outage);
  }

  @Test
  void back6OldLink_givenAuthServiceSaysThatAFreezeVoidedIt_thenItIsRefusedLikeAnExpiredOne_andStaysSo() {
    String token = link();
    String unknown = setPassword(OpaqueToken.random("prl", random).reveal()).asString();
    var frozen = auth.answers(alice.account(), "proof-outdated", 409);
    Response refused = setPassword(token);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.asString()).isEqualTo(unknown);
    auth.forget(frozen);
    assertThat(inspect(token).statusCode()).isEqualTo(403);
    assertThat(setPassword(token).statusCode()).isEqualTo(403);
  }

  @Test
  void safe12_resetLink_givenTheCustomerHasLockedTheSettings_thenItSetsNothing_andStaysGood() {
    String token = link();
    var locked = auth.answers(alice.account(), "settings-locked", 403);
    Response refused = setPassword(token);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.jsonPath().getString("type")).isEqualTo("urn:portcullis:problem:settings-locked");
    auth.forget(locked);
    assertThat(setPassword(token).statusCode()).isEqualTo(204);
  }

  @Test
  void back6OldLink_givenAFreezeVoidedIt_whenItIsInspected_thenItIsShownAsVoid_andStaysSo() {
    String token = link();
    assertThat(inspect(token).statusCode()).isEqualTo(200);
    var frozen = auth.voids(alice.account());
    assertThat(inspect(token).statusCode()).isEqualTo(403);
    auth.forget(frozen);
    assertThat(inspect(token).statusCode()).isEqualTo(403);
    assertThat(setPassword(token).statusCode()).isEqualTo(403);
    assertThat(auth.passwordOrders(alice.account())).isEmpty();
  }

  @Test
  void a34ClockSkew_givenALink_whenItIsUsed_thenAuthServiceIsToldWhatItSaidBefore_notTheTimeAlone() {
    setPassword(link());
    assertThat(auth.passwordOrders(alice.account()).getFirst().getBodyAsString()).contains("\"resetEpoch\":7");
  }

  @Test
  void givenAuthServiceIsAway_whenALinkIsInspected_thenNothingIsClaimedOfIt() {
    String token = link();
    var outage = auth.breaksOn(alice.account().toString());
    assertThat(inspect(token).statusCode()).isEqualTo(503);
    auth.forget(outage);
    assertThat(inspect(token).statusCode()).isEqualTo(200);
  }

  @Test
  void doubleSpend_given64UsesOfOneLinkAtOnce_thenExactlyOneSetsThePassword() throws Exception {
    String token = link();
    var barrier = new CyclicBarrier(64);
    List<Response> answers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(64)) {
      List<Future<Response>> uses = IntStream.range(0, 64).mapToObj(i -> threads.submit(() -> {
        barrier.await();
        return setPassword(token, "correct horse battery staple " + i);
      })).toList();
      for (Future<Response> use : uses) {
        answers.add(use.get());
      }
    }

    assertThat(answers.stream().filter(answer -> answer.statusCode() == 204)).hasSize(1);
    String unknown = setPassword(OpaqueToken.random("prl", random).reveal()).asString();
    assertThat(answers.stream().filter(answer -> answer.statusCode() != 204)).hasSize(63)
        .allSatisfy(loser -> assertThat(loser.statusCode()).isEqualTo(403))
        .allSatisfy(loser -> assertThat(loser.asString()).isEqualTo(unknown));
    assertThat(auth.passwordOrders(alice.account())).hasSize(1);
  }

  @Test
  void staleLink_givenTwentyMinutesHavePassed_thenItIsRefused() {
    String token = link();

    clock.advance(Duration.ofMinutes(20));

    assertThat(inspect(token).statusCode()).isEqualTo(403);
    assertThat(setPassword(token).statusCode()).isEqualTo(403);
    assertThat(auth.passwordOrders(alice.account())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true,false,3", "false,true,4", "true,true,4"})
  void a13Void_givenTheOwnersLink_whenStrangersAskAllTheTime_thenTheOwnersStillWorks(
      boolean asking, boolean solving, int mails) {
    String owners = link();
    for (int minute = 0; minute < 19; minute++) {
      if (asking) {
        request(alice.identifier(), Forgetful.anyNetwork());
      }
      if (solving) {
        proving(alice.identifier(), Forgetful.anyNetwork(), RIGHT_PROOF);
      }
      due.awaitNone();
      clock.advance(Duration.ofMinutes(1));
    }
    assertThat(sent.present(alice.account())).hasSizeGreaterThanOrEqualTo(mails);
    assertThat(inspect(owners).statusCode()).isEqualTo(200);
    assertThat(setPassword(owners).statusCode()).isEqualTo(204);
  }

  @Test
  void staleLink_givenSeveralSideBySide_whenOneIsUsed_thenAllAreVoid() {
    String first = link();
    request(alice);
    String second = sent.awaitToken(alice.account(), 2);
    proving(alice.identifier(), alice.network(), RIGHT_PROOF);
    String third = sent.awaitToken(alice.account(), 3);

    assertThat(setPassword(second).statusCode()).isEqualTo(204);
    for (String link : List.of(first, second, third)) {
      assertThat(inspect(link).statusCode()).isEqualTo(403);
      assertThat(setPassword(link).statusCode()).isEqualTo(403);
    }
    assertThat(auth.passwordOrders(alice.account())).hasSize(1);
  }

  @Test
  void staleLink_givenAuthServiceVoidsAnOldOne_whenItIsUsed_thenANewerOneIsStillGood() {
    String old = link();
    request(alice);
    String newer = sent.awaitToken(alice.account(), 2);
    var frozen = auth.answers(alice.account(), "proof-outdated", 409);
    assertThat(setPassword(old).statusCode()).isEqualTo(403);
    auth.forget(frozen);
    assertThat(setPassword(newer).statusCode()).isEqualTo(204);
  }

  @Test
  void staleLink_givenOneSentWhileAnotherSetsThePassword_thenItDoesNotSurvive() {
    String first = link();
    ClaimedLink inUse = claim(first);
    request(alice);
    String sentMeanwhile = sent.awaitToken(alice.account(), 2);

    links.use(inUse, clock.instant()).subscribeAsCompletionStage().join();

    assertThat(setPassword(sentMeanwhile).statusCode()).isEqualTo(403);
    assertThat(setPassword(first).statusCode()).isEqualTo(403);
  }

  @Test
  void crash_givenAUseThatNeverEnded_thenTheLinkWorksAgainAfterHalfAMinute_andTheLateOneCanNotGiveItBack() {
    String token = link();
    ClaimedLink crashed = claim(token);
    assertThat(setPassword(token).statusCode()).isEqualTo(403);

    clock.advance(Duration.ofSeconds(30));
    ClaimedLink next = claim(token);
    links.release(crashed).subscribeAsCompletionStage().join();
    assertThat(setPassword(token).statusCode()).isEqualTo(403);

    links.release(next).subscribeAsCompletionStage().join();
    assertThat(setPassword(token).statusCode()).isEqualTo(204);
  }

  @Test
  void linkScanner_givenItFetchesEverythingBeforehand_thenTheLinkIsStillGood() {
    String token = link();

    for (int i = 0; i < 3; i++) {
      given().get("/v1/recovery/password?token=" + token).then().statusCode(405);
      assertThat(inspect(token).statusCode()).isEqualTo(200);
    }

    assertThat(setPassword(token).statusCode()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource({"GET,/v1/recovery/password/{token},404", "POST,/v1/recovery/password/{token},404",
      "PUT,/v1/recovery/password/{token},404", "GET,/v1/recovery/password?token={token},405",
      "PUT,/v1/recovery/password?token={token},400", "POST,/v1/recovery/password/inspect?token={token},400",
      "GET,/v1/recovery/password/code?code=12345678,405", "POST,/v1/recovery/password/code?resetId=x&code=12345678,400",
      "GET,/v1/recovery/password/inspect?token={token},405", "GET,/recovery/password/{token},404"})
  void tokenLeak_givenATokenInAUrl_thenNoRouteTakesIt(String method, String path, int status) {
    String token = link();

    Response answer = given().contentType(ContentType.JSON).body("{}").request(method, path.replace("{token}", token));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(inspect(token).statusCode()).isEqualTo(200);
  }

  @Test
  void hostPoisoning_givenAnyHostInTheRequest_thenLinksPointToTheConfiguredOrigin() {
    auth.knows(alice.account(), alice.identifier(), "active", "email", alice.identifier());

    given().contentType(ContentType.JSON)
        .header("Host", "evil.example").header("X-Forwarded-Host", "evil.example").header("X-Forwarded-Proto", "ftp")
        .header("X-Forwarded-Port", "666").header("X-Forwarded-Prefix", "/evil")
        .header("Forwarded", "for=192.0.2.1;host=evil.example;proto=ftp").header("Origin", "https://evil.example")
        .header("X-Original-URL", "https://evil.example/").header("X-Forwarded-For", alice.network())
        .body(Map.of("identifier", alice.identifier())).post("/v1/recovery/password").then().statusCode(202);

    String link = sent.await(alice.account(), 1).get("link").asText();
    assertThat(link).startsWith(origin + "/recovery/password#token=").doesNotContain("evil");
  }

  @ParameterizedTest
  @ValueSource(strings = {"prl_", "", " ", "prl_AAAA", "prt_{body}", "{token}x", "{token} ", "x{token}", "{flipped}", "null"})
  void forgery_givenSomethingLikeAToken_thenItIsRefusedAsAProblem(String shape) {
    String token = OpaqueToken.random("prl", random).reveal();
    String forged = shape.replace("{token}", token).replace("{body}", token.substring(4))
        .replace("{flipped}", token.substring(0, 10) + (token.charAt(10) == 'A' ? 'B' : 'A') + token.substring(11));

    Response answer = setPassword(forged);

    assertThat(answer.statusCode()).isIn(400, 403);
    assertThat(answer.contentType()).startsWith("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "POST|/v1/recovery/password|{|400", "POST|/v1/recovery/password|[]|400", "POST|/v1/recovery/password|null|400",
      "POST|/v1/recovery/password|{}|400", "POST|/v1/recovery/password|{\"identifier\":null}|400",
      "POST|/v1/recovery/password|{\"identifier\":\"\"}|400", "POST|/v1/recovery/password|{\"identifier\":7}|400",
      "POST|/v1/recovery/password|{\"identifier\":{}}|400",
      "POST|/v1/recovery/password|{\"identifier\":\"a@example.org\",\"redirect\":\"https://evil.example\"}|400",
      "PUT|/v1/recovery/password|{\"token\":\"prl_x\"}|400", "PUT|/v1/recovery/password|{\"token\":\"prl_x\",\"password\":\"\"}|400",
      "PUT|/v1/recovery/password|{\"token\":[],\"password\":\"x\"}|400", "DELETE|/v1/recovery/password|{}|405",
      "POST|/v1/recovery/password/code|{}|400", "POST|/v1/recovery/password/code|{\"resetId\":\"prh_x\"}|400",
      "POST|/v1/recovery/password/code|{\"resetId\":\"prh_x\",\"code\":12345678}|400",
      "POST|/v1/recovery/password/code|{\"resetId\":\"prh_x\",\"code\":\"1234567\"}|400",
      "POST|/v1/recovery/password/code|{\"resetId\":\"prh_x\",\"code\":\"\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\"}|400",
      "POST|/v1/recovery/password/inspect|{\"token\":true}|400", "POST|/v1/recovery/nothing|{}|404"})
  void badInput_givenIt_thenAProblem(String method, String path, String body, int status) {
    Response answer = given().contentType(ContentType.JSON).header("X-Forwarded-For", Forgetful.anyNetwork())
        .body(body).request(method, path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.asString()).doesNotContain("Exception", "io.portcullis", "evil");
  }

  @Test
  void badInput_givenALongIdentifier_thenAProblem() {
    assertThat(request("x".repeat(321), alice.network()).statusCode()).isEqualTo(400);
  }

  // A form or plain text is what a page of somebody else may post without asking (no CORS preflight).
  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml"})
  void crossSitePost_givenAnotherMediaType_thenAProblem(String mediaType) {
    for (String path : List.of("/v1/recovery/password", "/v1/recovery/password/code", "/v1/recovery/password/inspect", "/v1/recovery/freeze")) {
      Response answer = given().contentType(mediaType).body("{\"identifier\":\"a\"}").post(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(415);
      assertThat(answer.contentType()).startsWith("application/problem+json");
    }
  }

  // What changes from request to request by its nature.
  private static List<String> headers(Response answer) {
    return answer.headers().asList().stream().map(Header::toString)
        .filter(header -> !header.toLowerCase().startsWith("date=")).sorted().toList();
  }

  private ClaimedLink claim(String token) {
    return links.claim(OpaqueToken.parse("prl", token).orElseThrow(), UUID.randomUUID(), clock.instant(),
        clock.instant().plusSeconds(30)).subscribeAsCompletionStage().join().orElseThrow();
  }

  private String link() {
    auth.knows(alice.account(), alice.identifier(), "active", "email", alice.identifier());
    request(alice);
    return sent.awaitToken(alice.account(), 1);
  }
}
