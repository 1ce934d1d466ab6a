package io.portcullis.recovery.recoverycase;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.RecoveryEvent.CaseReason;
import io.portcullis.recovery.AuthServiceDouble;
import io.portcullis.recovery.RecoveryTest;
import io.portcullis.recovery.freeze.FreezeKey;
import io.portcullis.recovery.recoverycase.DecideCase.Proposal;
import io.portcullis.recovery.recoverycase.DecideCase.Risk;
import io.portcullis.recovery.recoverycase.DecideCase.Verdict;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.TopicProbe;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// BACK-3: a case from its opening to its end, and who tries to bend it.
@RecoveryTest
class RecoveryCaseTest {

  private static final String ANNA = "https://idp.example.org|anna";
  private static final String BERT = "https://idp.example.org|bert";
  private static final String CLEO = "https://idp.example.org|cleo";
  private static final Duration DEADLINE = Duration.ofSeconds(40);

  @Inject MutableClock clock;
  @Inject TopicProbe topics;
  @Inject DecideCase decideCase;
  @Inject ReviewCases reviewCases;
  @Inject OpenCase openCase;
  @Inject SweepCases sweepCases;
  @Inject RecoveryCases cases;
  AuthServiceDouble auth;

  private final AccountId account = new AccountId(UUID.randomUUID());
  private final String identifier = UUID.randomUUID() + "@example.org";

  @BeforeEach
  void anAccount() {
    auth.knows(account, identifier, "active", "email", identifier);
    auth.recovers(account, identifier);
  }

  @AfterEach
  void backToRealTime() {
    clock.reset();
  }

  private record Opened(UUID id, String token) {}

  private Opened open(String reason) {
    Opened opened = opened(Cases.open(identifier, reason));
    awaitTold("case-opened");
    return opened;
  }

  private Opened submitted(String reason) {
    Opened opened = open(reason);
    Cases.post("submit", opened.token()).then().statusCode(204);
    return opened;
  }

  private Opened waiting(String reason) {
    Opened opened = submitted(reason);
    assertThat(propose(opened, ANNA)).isEqualTo(Verdict.DONE);
    assertThat(confirm(opened, BERT)).isEqualTo(Verdict.DONE);
    awaitTold("case-wait-started");
    return opened;
  }

  private Verdict propose(Opened opened, String person) {
    return run(() -> decideCase.propose(opened.id(), person, Proposal.APPROVE, Risk.STANDARD, "documents match"));
  }

  private Verdict confirm(Opened opened, String person) {
    return run(() -> decideCase.confirm(opened.id(), person, Proposal.APPROVE, "so do I"));
  }

  private static <T> T run(Supplier<Uni<T>> work) {
    try {
      return VertxContextSupport.subscribeAndAwait(work);
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Throwable failed) {
      throw new AssertionError(failed);
    }
  }

  private void awaitTold(String what) {
    topics.awaitType(account, "io.portcullis.recovery." + what + ".v1");
  }

  private static void awaitState(Opened opened, String state) {
    Awaitility.await(state).atMost(DEADLINE).until(() -> Cases.state(opened.token()), state::equals);
  }

  @Test
  void a36WeakestLink_givenALostSecondFactor_whenTwoApprove_thenTheWaitIsWhole_andEveryStepIsToldOnce() {
    Opened opened = waiting("second-factor");
    assertThat(Cases.state(opened.token())).isEqualTo("cooling-off");

    clock.advance(Duration.ofHours(24).minusSeconds(90));
    run(() -> sweepCases.handleNext());
    assertThat(Cases.state(opened.token())).as("a minute before its time").isEqualTo("cooling-off");
    assertThat(auth.recoveries(account)).isEmpty();

    clock.advance(Duration.ofSeconds(90));
    awaitState(opened, "completed");
    awaitTold("case-completed");

    assertThat(Cases.told(topics, account)).containsExactly("case-opened", "case-approved", "case-wait-started", "case-wait-ended",
        "case-completed");
    assertThat(auth.recoveries(account)).hasSize(1).allSatisfy(order ->
        assertThat(order.getBodyAsString()).contains(opened.id().toString(), "[\"second-factors\"]").doesNotContain("\"unlockedBy\":\""));
    topics.await("portcullis.messages", account.toString(), 1);
    Cases.post("link", opened.token()).then().statusCode(409);
  }

  @Test
  void a36WeakestLink_givenALostIdentifier_orAReviewerWhoSeesARisk_thenTheWaitIs72Hours() {
    Opened other = waiting("identifier");
    clock.advance(Duration.ofHours(72).minusSeconds(90));
    run(() -> sweepCases.handleNext());
    assertThat(Cases.state(other.token())).isEqualTo("cooling-off");
    Cases.post("link", other.token()).then().statusCode(409);
    clock.advance(Duration.ofSeconds(90));
    awaitState(other, "completed");
    assertThat(topics.present("portcullis.messages", account.toString())).as("nothing goes to the lost mailbox").isEmpty();
    String link = Cases.post("link", other.token()).then().statusCode(200).extract().path("token");
    assertThat(link).startsWith("prl_");
    Cases.post("link", other.token()).then().statusCode(409);
    assertThat(auth.recoveries(account)).allSatisfy(order -> assertThat(order.getBodyAsString()).contains("\"lost\":[]"));
    given().contentType(ContentType.JSON).body(Map.of("token", link)).post("/v1/recovery/password/inspect").then().statusCode(200);
  }

  @Test
  void back5_givenALockedAccount_thenTheOrderNamesTheDecision_soThatALaterLockStays() {
    Instant before = clock.instant();
    Opened locked = waiting("locked-account");
    Instant after = clock.instant();
    clock.advance(Duration.ofHours(24));
    awaitState(locked, "completed");
    String order = auth.recoveries(account).getFirst().getBodyAsString();
    assertThat(Instant.parse(JsonPath.from(order).getString("unlockedBy"))).isBetween(before.minusMillis(1), after);
  }

  @Test
  void a36WeakestLink_givenAReviewerWhoSeesARisk_thenTheWaitIs72Hours() {
    Opened opened = submitted("second-factor");
    run(() -> decideCase.propose(opened.id(), ANNA, Proposal.APPROVE, Risk.HIGH, "a new country"));
    assertThat(confirm(opened, BERT)).isEqualTo(Verdict.DONE);
    awaitTold("case-wait-started");
    clock.advance(Duration.ofHours(71));
    run(() -> sweepCases.handleNext());
    assertThat(Cases.state(opened.token())).isEqualTo("cooling-off");
  }

  @Test
  void a36WeakestLink_givenASignInThatWasTooRiskyLately_thenTheWaitIs72Hours_thoughNoReviewerSaidSo() {
    auth.blockedSignIn(account, clock.instant().minus(Duration.ofDays(29)));
    Opened opened = waiting("second-factor");
    clock.advance(Duration.ofHours(71));
    run(() -> sweepCases.handleNext());
    assertThat(Cases.state(opened.token())).isEqualTo("cooling-off");
    clock.advance(Duration.ofHours(1));
    awaitState(opened, "completed");
  }

  @Test
  void a36WeakestLink_givenAnAddressThatWasChangedLately_thenTheWaitIs72Hours() {
    auth.changedAddresses(account, clock.instant().minus(Duration.ofDays(29)));
    Opened opened = waiting("trading-passphrase");
    clock.advance(Duration.ofHours(71));
    run(() -> sweepCases.handleNext());
    assertThat(Cases.state(opened.token())).isEqualTo("cooling-off");
  }

  @Test
  void outage_givenSessionServiceIsAway_thenNoWaitBegins_untilItHasAnswered() {
    var outage = auth.breaksOn(account + "/sign-ins");
    Opened opened = submitted("second-factor");
    propose(opened, ANNA);
    assertThat(confirm(opened, BERT)).isEqualTo(Verdict.DONE);
    run(() -> sweepCases.handleNext());
    assertThat(Cases.state(opened.token())).isEqualTo("approved");
    auth.forget(outage);
    clock.advance(Duration.ofMinutes(20));
    awaitState(opened, "cooling-off");
  }

  @Test
  void a39OpenCase_givenTheAccountIsFrozenDuringTheCase_thenTheCaseIsCancelled_alsoWhenNoEventTellsSo() {
    Opened opened = waiting("second-factor");
    auth.isFrozenSince(account, clock.instant().plus(Duration.ofHours(1)));
    clock.advance(Duration.ofHours(24));
    awaitState(opened, "cancelled");
    awaitTold("case-cancelled");
    assertThat(auth.recoveries(account)).isEmpty();
  }

  @Test
  void a39OpenCase_givenTheCaseWasOpenedForAFrozenAccount_thenItGoesOn() {
    auth.isFrozenSince(account, clock.instant().minus(Duration.ofHours(1)));
    Opened opened = waiting("second-factor");
    clock.advance(Duration.ofHours(24));
    awaitState(opened, "completed");
  }

  @Test
  void a37FourEyes_givenOnePerson_orTheOneWhoOpened_whenTheyConfirm_thenRefused() {
    Opened opened = submitted("second-factor");
    assertThat(confirm(opened, BERT)).as("nothing proposed yet").isEqualTo(Verdict.NOT_NOW);
    assertThat(propose(opened, ANNA)).isEqualTo(Verdict.DONE);
    assertThat(propose(opened, BERT)).as("proposed already").isEqualTo(Verdict.NOT_NOW);
    assertThat(confirm(opened, ANNA)).isEqualTo(Verdict.NOT_THIS_PERSON);
    assertThat(run(() -> decideCase.confirm(opened.id(), BERT, Proposal.REJECT, "x"))).as("not what was proposed")
        .isEqualTo(Verdict.NOT_NOW);
    assertThat(Cases.state(opened.token())).as("a proposal is not shown").isEqualTo("review");
    assertThat(run(() -> decideCase.object(opened.id(), ANNA, "x"))).isEqualTo(Verdict.NOT_THIS_PERSON);
    assertThat(run(() -> decideCase.object(opened.id(), BERT, "blurred"))).isEqualTo(Verdict.DONE);
    assertThat(confirm(opened, CLEO)).as("it was objected to").isEqualTo(Verdict.NOT_NOW);
  }

  @Test
  void a37FourEyes_givenACaseThatStaffOpened_thenThatPersonCanNotDecideIt() {
    Opened opened = byStaff();
    awaitTold("case-opened");
    Cases.post("submit", opened.token()).then().statusCode(204);
    assertThat(propose(opened, ANNA)).isEqualTo(Verdict.NOT_THIS_PERSON);
    assertThat(propose(opened, BERT)).isEqualTo(Verdict.DONE);
    assertThat(confirm(opened, ANNA)).isEqualTo(Verdict.NOT_THIS_PERSON);
    assertThat(run(() -> reviewCases.show(opened.id()))).hasValueSatisfying(shown -> {
      assertThat(shown.account()).isEqualTo(account);
      assertThat(shown.openedBy()).contains(ANNA);
      assertThat(shown.proposal().orElseThrow().person()).isEqualTo(BERT);
    });
  }

  @Test
  void race_givenTwentyConfirmAtOnce_thenOneDoes_andTheOwnerIsToldOnce() throws Exception {
    Opened opened = submitted("second-factor");
    assertThat(propose(opened, ANNA)).isEqualTo(Verdict.DONE);
    List<Verdict> verdicts = atOnce(20, () -> confirm(opened, BERT));
    assertThat(verdicts).containsOnlyOnce(Verdict.DONE);
    awaitTold("case-wait-started");
    assertThat(Cases.told(topics, account)).containsOnlyOnce("case-approved", "case-wait-started");
  }

  @Test
  void race_givenManySweepsAtOnce_whenTheWaitIsOver_thenEachStepHappensOnce() throws Exception {
    Opened opened = waiting("second-factor");
    clock.advance(Duration.ofHours(24));
    atOnce(16, () -> run(() -> sweepCases.handleNext()));
    awaitState(opened, "completed");
    awaitTold("case-completed");
    assertThat(Cases.told(topics, account)).containsOnlyOnce("case-wait-ended", "case-completed");
    assertThat(auth.recoveries(account)).hasSize(1);
  }

  @Test
  void race_givenTheOwnerCancelsWhileTheWaitEnds_thenOneOfBothHappens() throws Exception {
    Opened opened = waiting("second-factor");
    String link = link(opened.id());
    clock.advance(Duration.ofHours(24));
    List<Integer> answers = atOnce(4, () -> Cases.post("cancel", link).statusCode());
    Awaitility.await().atMost(DEADLINE).until(() -> Cases.state(opened.token()), state -> List.of("completed", "cancelled").contains(state));
    assertThat(answers).allMatch(status -> status == (Cases.state(opened.token()).equals("cancelled") ? 204 : 409));
  }

  private static <T> List<T> atOnce(int times, Callable<T> work) throws Exception {
    try (var threads = Executors.newFixedThreadPool(times)) {
      var results = new ArrayList<T>();
      for (Future<T> done : threads.invokeAll(Stream.generate(() -> work).limit(times).toList())) {
        results.add(done.get());
      }
      return results;
    }
  }

  @Test
  void accountEnumeration_givenNobody_thenTheCaseLooksTheSame_untilAReviewCouldHaveRejectedIt() {
    Response nobody = Cases.open("nobody-" + UUID.randomUUID() + "@example.org", "second-factor");
    Response somebody = Cases.open(identifier, "second-factor");
    assertThat(nobody.statusCode()).isEqualTo(somebody.statusCode()).isEqualTo(202);
    assertThat(nobody.jsonPath().getMap("").keySet()).isEqualTo(somebody.jsonPath().getMap("").keySet());
    awaitTold("case-opened");

    String token = nobody.path("token");
    assertThat(Cases.state(token)).isEqualTo(Cases.state(somebody.path("token"))).isEqualTo("opened");
    assertThat(Cases.post("submit", token).statusCode()).isEqualTo(Cases.post("submit", somebody.path("token")).statusCode());
    assertThat(Cases.state(token)).isEqualTo(Cases.state(somebody.path("token"))).isEqualTo("review");
    assertThat(run(() -> reviewCases.show(UUID.fromString(nobody.path("caseId"))))).as("the staff are not bothered").isEmpty();

    clock.advance(Duration.ofHours(23));
    run(() -> sweepCases.handleNext());
    assertThat(Cases.state(token)).isEqualTo("review");
    clock.advance(Duration.ofHours(50));
    Awaitility.await().atMost(DEADLINE).until(() -> Cases.state(token), "rejected"::equals);
  }

  @Test
  void robot_givenNoProof_orAWrongOne_thenNothingIsOpened() {
    for (Map<String, Object> body : List.<Map<String, Object>>of(Map.of("identifier", identifier, "reason", "second-factor"),
        Map.of("identifier", identifier, "reason", "second-factor", "humanProof", Map.of("method", "altcha", "solution", "wrong")))) {
      Response answer = given().contentType(ContentType.JSON).body(body).post("/v1/recovery/cases");
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.<String>path("type")).endsWith("human-verification");
    }
    assertThat(auth.lookups(identifier)).isEmpty();
    given().contentType(ContentType.JSON).body(Map.of("identifier", identifier, "reason", "boredom")).post("/v1/recovery/cases")
        .then().statusCode(400);
  }

  @Test
  void mailFlood_givenAStrangerWhoOpensManyCases_thenTheOwnerIsToldOfFiveADay_andOfNoneOfTheOthersEver() {
    List<Opened> cases = strangersCases(7);
    assertThat(Cases.told(topics, account)).containsOnly("case-opened").hasSize(5);
    assertThat(cases).filteredOn(opened -> run(() -> reviewCases.show(opened.id())).isPresent()).hasSize(5);
    clock.advance(Duration.ofHours(25));
    cases.forEach(opened -> Cases.post("submit", opened.token()).then().statusCode(204));
    run(() -> sweepCases.handleNext());
    assertThat(cases).allSatisfy(opened -> assertThat(Cases.state(opened.token())).isEqualTo("review"));
    assertThat(Cases.told(topics, account)).as("what could keep the account from being closed").hasSize(5);
  }

  /// Opened by strangers from as many networks, and looked up.
  private List<Opened> strangersCases(int many) {
    List<Opened> cases = Stream.generate(() -> opened(Cases.open(identifier, "second-factor"))).limit(many).toList();
    Awaitility.await("looked up").atMost(DEADLINE).until(() -> cases.stream().allMatch(opened -> isLookedUp(opened.id())));
    Awaitility.await("told").atMost(DEADLINE).until(() -> Cases.told(topics, account).size() >= 5);
    return cases;
  }

  private static Opened opened(Response answer) {
    assertThat(answer.statusCode()).isEqualTo(202);
    return new Opened(UUID.fromString(answer.path("caseId")), answer.path("token"));
  }

  private boolean isLookedUp(UUID id) {
    return run(() -> Panache.withSession(() -> cases.findById(id))).lookedUpAt != null;
  }

  private boolean isHeard(Opened opened) {
    Awaitility.await("looked up").atMost(DEADLINE).until(() -> isLookedUp(opened.id()));
    return run(() -> reviewCases.show(opened.id())).isPresent();
  }

  @Test
  void back5StarvedCase_givenStrangersWhoUsedUpTheirShare_thenTheOwnersDevices_theMailbox_aSessionAndTheDesk_haveSharesOfTheirOwn() {
    strangersCases(6);
    auth.knowsDevice(account, "pdt_phone");
    auth.knowsDevice(account, "pdt_laptop");

    assertThat(isHeard(opened(Cases.open(identifier, "second-factor", "altcha", Map.of("deviceToken", "pdt_stolen"), Map.of()))))
        .as("a device of a stranger's").isFalse();
    for (int i = 0; i < CaseShare.A_DAY; i++) {
      assertThat(isHeard(opened(Cases.open(identifier, "second-factor", "altcha", Map.of("deviceToken", "pdt_phone"), Map.of())))).isTrue();
    }
    assertThat(isHeard(opened(Cases.open(identifier, "second-factor", "altcha", Map.of("deviceToken", "pdt_phone"), Map.of()))))
        .as("the phone was lost, and its finder used it up").isFalse();
    String cookie = "__Host-portcullis-device=pdt_laptop";
    assertThat(isHeard(opened(Cases.open(identifier, "second-factor", "altcha", Map.of(), Map.of("Cookie", cookie)))))
        .as("no page of ours sent it").isFalse();
    assertThat(isHeard(opened(Cases.open(identifier, "second-factor", "altcha", Map.of(),
        Map.of("Cookie", cookie, "Sec-Fetch-Site", "same-origin"))))).as("the owner's other device").isTrue();
    assertThat(isHeard(opened(Cases.open(identifier, "second-factor", "email-code", Map.of(), Map.of())))).as("the mailbox").isTrue();
    assertThat(isHeard(byStaff())).as("the desk").isTrue();
    var session = (OpenCase.Verdict.Opened) run(() -> openCase.inSession(account, CaseReason.LOST_SECOND_FACTOR));
    assertThat(isHeard(new Opened(session.id(), session.token().reveal()))).as("signed in").isTrue();
  }

  private Opened byStaff() {
    var started = run(() -> openCase.byStaff(new Secret(identifier), CaseReason.LOST_SECOND_FACTOR, ANNA, UUID.randomUUID()));
    return new Opened(started.id(), started.token().reveal());
  }

  @Test
  void back5StarvedCase_givenAuthServiceWasAwayForEightDays_thenTheTimeForEvidenceBeginsWhenTheCaseIsRecognised() {
    var outage = auth.breaksOn(identifier);
    Opened opened = byStaff();
    clock.advance(Duration.ofDays(8));
    auth.forget(outage);
    awaitTold("case-opened");
    run(() -> sweepCases.handleNext());
    assertThat(Cases.state(opened.token())).isEqualTo("opened");
    Cases.post("submit", opened.token()).then().statusCode(204);
  }

  @Test
  void a36WeakestLink_givenTheLinkInAMessage_whenItIsUsed_thenTheCaseIsCancelled_andNothingCanFollow() throws Exception {
    Opened opened = waiting("second-factor");
    String link = link(opened.id());
    given().get("/v1/recovery/cases/cancel?token=" + link).then().statusCode(405);
    assertThat(Cases.state(opened.token())).as("a mail scanner changes nothing").isEqualTo("cooling-off");

    Cases.post("cancel", link).then().statusCode(204);
    Cases.post("cancel", link).then().statusCode(204);
    assertThat(Cases.state(opened.token())).isEqualTo("cancelled");
    clock.advance(Duration.ofDays(4));
    run(() -> sweepCases.handleNext());
    assertThat(Cases.state(opened.token())).isEqualTo("cancelled");
    assertThat(Cases.post("submit", opened.token()).statusCode()).isEqualTo(409);
    assertThat(auth.recoveries(account)).isEmpty();
    awaitTold("case-cancelled");
    assertThat(Cases.told(topics, account)).containsOnlyOnce("case-cancelled");
  }

  @Test
  void confusion_givenAnotherCasesToken_orALinkOfAnotherKind_thenRefused() throws Exception {
    Opened opened = open("second-factor");
    Opened other = open("second-factor");
    Cases.post("cancel", other.token()).then().statusCode(204);
    assertThat(Cases.state(opened.token())).isEqualTo("opened");
    for (String wrong : List.of(sign(opened.id(), "portcullis-freeze", "case+jwt"), sign(opened.id(), "portcullis-case", "freeze+jwt"),
        "prc_none", opened.token().replace('a', 'b') + "x")) {
      assertThat(Cases.post("cancel", wrong).statusCode()).isEqualTo(403);
      assertThat(Cases.post("inspect", wrong.length() > 200 ? "prc_x" : wrong).statusCode()).isEqualTo(403);
    }
    assertThat(Cases.state(opened.token())).isEqualTo("opened");
  }

  @Test
  void givenNobodyGoesOn_thenTheCaseExpires_andTheOwnerIsTold() {
    Opened opened = open("second-factor");
    clock.advance(Duration.ofDays(7));
    awaitState(opened, "expired");
    awaitTold("case-expired");
  }

  @Test
  void outage_givenAuthServiceIsAwayWhenTheWaitEnds_thenTheCaseIsCompletedAfterwards_andOnce() {
    Opened opened = waiting("second-factor");
    var outage = auth.breaksOn("\"requestId\":\"" + opened.id());
    clock.advance(Duration.ofHours(24));
    awaitState(opened, "completing");
    awaitTold("case-wait-ended");
    auth.forget(outage);
    clock.advance(Duration.ofMinutes(10));
    awaitState(opened, "completed");
    awaitTold("case-completed");
    assertThat(Cases.told(topics, account)).containsOnlyOnce("case-wait-ended", "case-completed");
  }

  @Test
  void safe12SupportOpens_givenTheOwnerLockedTheSettings_whenTheWaitEnds_thenTheCaseWaitsForTheLock() throws Exception {
    Opened opened = waiting("second-factor");
    var lock = auth.hasLockedSettings(account);
    clock.stop();
    clock.advance(Duration.ofHours(24));
    awaitState(opened, "completing");
    Awaitility.await("tried").atMost(DEADLINE).until(() -> !auth.recoveries(account).isEmpty());
    clock.advance(Duration.ofMinutes(59));
    run(() -> sweepCases.handleNext());
    assertThat(auth.recoveries(account)).hasSize(1);
    assertThat(Cases.state(opened.token())).isEqualTo("completing");
    assertThat(Cases.told(topics, account)).doesNotContain("case-completed");
    auth.forget(lock);
    clock.advance(Duration.ofHours(1));
    awaitState(opened, "completed");
    assertThat(auth.recoveries(account)).hasSize(2);
  }

  @Test
  void a39OpenCase_givenMfaServiceIsAwayWhenTheWaitEnds_whenTheOwnerFreezesTheAccount_thenTheCaseIsCancelled_andNoLinkIsSent() throws Exception {
    Opened opened = waiting("second-factor");
    var away = auth.recoversHalf(account);
    clock.advance(Duration.ofHours(24));
    awaitState(opened, "completing");
    Awaitility.await("tried").atMost(DEADLINE).until(() -> !auth.recoveries(account).isEmpty());
    String order = auth.recoveries(account).getFirst().getBodyAsString();
    assertThat(Instant.parse(JsonPath.from(order).getString("askedAt"))).isBefore(clock.instant().minus(Duration.ofHours(23)));
    assertThat(Cases.post("cancel", opened.token()).statusCode()).as("the claimant comes too late").isEqualTo(409);
    assertThat(Cases.post("cancel", link(opened.id())).statusCode()).as("a link shows nothing that is still there").isEqualTo(409);

    auth.refusesRecovery(account);
    auth.forget(away);
    clock.advance(Duration.ofMinutes(20));
    awaitState(opened, "cancelled");
    awaitTold("case-cancelled");
    assertThat(Cases.told(topics, account)).doesNotContain("case-completed");
    assertThat(topics.present("portcullis.messages", account.toString())).isEmpty();
  }

  private String link(UUID recoveryCase) throws Exception {
    return sign(recoveryCase, "portcullis-case", "case+jwt");
  }

  private String sign(UUID recoveryCase, String audience, String type) throws Exception {
    var claims = new JwtClaims();
    claims.setAudience(audience);
    claims.setSubject(account.toString());
    claims.setJwtId(UUID.randomUUID().toString());
    claims.setClaim("case", recoveryCase.toString());
    claims.setExpirationTime(NumericDate.fromMilliseconds(clock.instant().plus(Duration.ofDays(14)).toEpochMilli()));
    var jws = new JsonWebSignature();
    jws.setPayload(claims.toJson());
    jws.setHeader("typ", type);
    jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    jws.setKey(FreezeKey.read().getPrivateKey());
    return jws.getCompactSerialization();
  }
}
