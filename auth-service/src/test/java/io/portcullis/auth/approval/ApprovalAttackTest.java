package io.portcullis.auth.approval;

import static io.portcullis.auth.approval.Withdrawals.HALF_A_BITCOIN;
import static io.portcullis.auth.approval.Withdrawals.approve;
import static io.portcullis.auth.approval.Withdrawals.challenge;
import static io.portcullis.auth.approval.Withdrawals.consume;
import static io.portcullis.auth.approval.Withdrawals.propose;
import static io.portcullis.auth.approval.Withdrawals.show;
import static io.portcullis.auth.approval.Withdrawals.showKey;
import static io.portcullis.auth.approval.Withdrawals.system;
import static io.portcullis.auth.approval.Withdrawals.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.approval.Withdrawals.Owner;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.NeighboursDouble;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.ServiceTokenFiles;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Ways to have money leave that its owner did not approve.
@AuthTest
class ApprovalAttackTest {

  NeighboursDouble neighbours;

  @Inject Withdrawals withdrawals;
  @Inject Customers customers;
  @Inject MutableClock clock;

  private Owner ann;

  @BeforeEach
  void open() {
    ann = withdrawals.owner(neighbours);
  }

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  private static final Map<String, Object> API_KEY = Map.of("type", "api-key", "name", "bot", "scopes", List.of("read"),
      "expiresAt", "2027-01-01T00:00:00Z");

  private record Asked(String id, String hash) {}

  private Asked proposed(Map<String, ?> details) {
    Answer answer = propose(ann.account(), details);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return new Asked(answer.text("approvalId"), answer.text("actionHash"));
  }

  private Asked approved() {
    Asked asked = proposed(HALF_A_BITCOIN);
    assertThat(approve(ann.client(), asked.id()).status()).isEqualTo(200);
    return asked;
  }

  @ParameterizedTest
  @ValueSource(strings = {"amount", "address", "network", "asset"})
  void changedField_givenAnApprovedAction_whenItsSystemIsToExecuteAnother_thenItIsRefused_toldOnce_andTheRightOneStands(String field) {
    Asked asked = approved();
    Asked other = proposed(with(field, field.equals("amount") ? "0.55" : "XMR"));
    for (int i = 0; i < 3; i++) {
      Answer refused = consume("withdrawals", asked.id(), other.hash());
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.problem()).isEqualTo("another-action-approved");
    }
    assertThat(consume("withdrawals", asked.id(), asked.hash()).status()).isEqualTo(200);
    assertThat(withdrawals.events(ann.account(), 5)).containsExactly(
        "approval-proposed", "approval-granted", "approval-proposed", "approval-refused", "approval-consumed");
    assertThat(withdrawals.refusals(ann.account(), 5)).containsExactly("OTHER_ACTION");
  }

  @Test
  void approveAConsumeB_givenTwoProposals_thenApprovingOneReleasesNeitherTheOtherNorInItsName() {
    Asked a = approved();
    Asked b = proposed(with("address", "bc1qmallory"));
    assertThat(consume("withdrawals", b.id(), b.hash()).problem()).isEqualTo("approval-not-given");
    assertThat(consume("withdrawals", b.id(), a.hash()).problem()).isEqualTo("another-action-approved");
    assertThat(consume("withdrawals", a.id(), b.hash()).problem()).isEqualTo("another-action-approved");
  }

  @Test
  void approveAConsumeB_givenMalloryApprovesTheVerySameDetails_thenHerApprovalFitsNoOtherAccountsAction() {
    Asked anns = proposed(HALF_A_BITCOIN);
    Owner mallory = withdrawals.owner(neighbours);
    Answer hers = propose(mallory.account(), HALF_A_BITCOIN);
    approve(mallory.client(), hers.text("approvalId"));
    assertThat(hers.text("actionHash")).isNotEqualTo(anns.hash());
    assertThat(consume("withdrawals", hers.text("approvalId"), anns.hash()).problem()).isEqualTo("another-action-approved");
  }

  @Test
  void replay_givenAnApproval_thenItIsGivenOnce_andConsumedOnce() {
    Asked asked = approved();
    assertThat(approve(ann.client(), asked.id()).problem()).isEqualTo("approval-given");
    assertThat(consume("withdrawals", asked.id(), asked.hash()).status()).isEqualTo(200);
    assertThat(consume("withdrawals", asked.id(), asked.hash()).problem()).isEqualTo("approval-consumed");
    assertThat(approve(ann.client(), asked.id()).problem()).isEqualTo("approval-consumed");
    assertThat(ann.client().post("/v1/approvals/" + asked.id() + "/decline", Map.of("notMe", true)).problem())
        .isEqualTo("approval-consumed");
  }

  @Test
  void a06_givenManyConsumersAtOnce_thenOneWins() {
    for (int round = 0; round < 5; round++) {
      Asked asked = approved();
      List<Answer> answers = system("withdrawals").postAtOnce(32, "/internal/approvals/" + asked.id() + "/consume",
          Map.of("actionHash", asked.hash()));
      assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
      assertThat(answers.stream().filter(answer -> answer.status() != 200 && !answer.isTurnedAway()).map(Answer::problem))
          .containsOnly("approval-consumed");
    }
  }

  @Test
  void a06_givenTheOwnerDeclinesWhileItIsConsumed_thenExactlyOneOfThemHappens() {
    for (int round = 0; round < 5; round++) {
      Asked asked = approved();
      var consuming = CompletableFuture.supplyAsync(() -> consume("withdrawals", asked.id(), asked.hash()));
      Answer declined = ann.client().post("/v1/approvals/" + asked.id() + "/decline", Map.of());
      Answer consumed = consuming.join();
      assertThat(List.of(declined.status(), consumed.status())).isIn(List.of(204, 409), List.of(409, 200));
      assertThat(consumed.problem()).isEqualTo(declined.status() == 204 ? "approval-declined" : "");
    }
  }

  private String approvedKey() {
    String approval = ann.client().post("/v1/approvals", Map.of("system", "portcullis", "authorizationDetails", API_KEY)).text("approvalId");
    assertThat(approve(ann.client(), approval).status()).isEqualTo(200);
    return approval;
  }

  @Test
  void a41Declined_givenAnApiKeyThatWasApproved_whenItsOwnerDeclinesIt_thenItsStatementIsVoided() {
    String approval = approvedKey();
    assertThat(ann.client().post("/v1/approvals/" + approval + "/decline", Map.of("notMe", true)).status()).isEqualTo(204);
    assertThat(neighbours.voidingsAsked(ann.account())).hasSize(1).allSatisfy(request ->
        assertThat(request.getBodyAsString()).contains(approval));
    assertThat(customers.count("select count(*) from approval_void_owed where account_id = $1", ann.account().value())).isZero();
  }

  @Test
  void a41Declined_givenSessionServiceIsAway_thenEachStatementIsOwed_untilItIsVoided() {
    List<String> approvals = List.of(approvedKey(), approvedKey());
    var away = neighbours.away("/internal/voided-approvals");
    approvals.forEach(approval ->
        assertThat(ann.client().post("/v1/approvals/" + approval + "/decline", Map.of()).status()).isEqualTo(204));
    assertThat(customers.count("select cardinality(approvals) from approval_void_owed where account_id = $1", ann.account().value())).isEqualTo(2);
    neighbours.forget(away);
    customers.query("update approval_void_owed set next_try_at = 'epoch' where account_id = $1", ann.account().value());
    Awaitility.await().atMost(Duration.ofSeconds(40)).until(() ->
        customers.count("select count(*) from approval_void_owed where account_id = $1", ann.account().value()) == 0);
    assertThat(neighbours.voidingsAsked(ann.account()).getLast().getBodyAsString()).contains(approvals);
  }

  @Test
  void a41Declined_givenNothingWasSigned_orTheExchangeConsumesIt_thenNothingIsOwed() {
    String open = ann.client().post("/v1/approvals", Map.of("system", "portcullis", "authorizationDetails", API_KEY)).text("approvalId");
    for (String approval : List.of(open, approved().id())) {
      assertThat(ann.client().post("/v1/approvals/" + approval + "/decline", Map.of()).status()).isEqualTo(204);
    }
    assertThat(neighbours.voidingsAsked(ann.account())).isEmpty();
  }

  @Test
  void proposalFlood_givenASystemProposesWithoutEnd_thenItWaits_andOthersDoNot() {
    List<Answer> answers = system("withdrawals").postAtOnce(30, "/internal/approvals",
        Map.of("accountId", ann.account(), "authorizationDetails", HALF_A_BITCOIN));
    assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(10);
    Answer refused = propose(ann.account(), HALF_A_BITCOIN);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.problem()).isEqualTo("too-many-approvals");
    assertThat(Long.parseLong(refused.header("retry-after"))).isBetween(500L, 600L);

    Map<String, Object> own = Map.of("system", "withdrawals", "authorizationDetails", HALF_A_BITCOIN);
    assertThat(ann.client().post("/v1/approvals", own).status()).isEqualTo(201);
    assertThat(system("p2p").post("/internal/approvals", Map.of("accountId", ann.account(), "authorizationDetails", HALF_A_BITCOIN))
        .status()).isEqualTo(201);
    withdrawals.runOut(ann.account());
    assertThat(propose(ann.account(), HALF_A_BITCOIN).status()).isEqualTo(201);
  }

  @Test
  void proposalFlood_givenEachIsDeclinedAtOnce_thenTheHoursShareEndsAllTheSame() {
    IntStream.range(0, 60).forEach(_ -> ann.client().post("/v1/approvals/" + proposed(HALF_A_BITCOIN).id() + "/decline", Map.of()));
    Answer refused = propose(ann.account(), HALF_A_BITCOIN);
    assertThat(refused.problem()).isEqualTo("too-many-approvals");
    assertThat(Long.parseLong(refused.header("retry-after"))).isBetween(3000L, 3600L);
  }

  private static void proposeAndDecline(Client client, int times) {
    IntStream.range(0, times).forEach(_ -> {
      Answer proposed = client.post("/v1/approvals", Map.of("system", "portcullis", "authorizationDetails", API_KEY));
      assertThat(proposed.status()).as(proposed.body()).isEqualTo(201);
      client.post("/v1/approvals/" + proposed.text("approvalId") + "/decline", Map.of());
    });
  }

  private static void assertBarred(Client client) {
    Answer refused = client.post("/v1/approvals", Map.of("system", "portcullis", "authorizationDetails", API_KEY));
    assertThat(refused.problem()).isEqualTo("too-many-approvals");
    assertThat(Long.parseLong(refused.header("retry-after"))).isBetween(3000L, 3600L);
  }

  @Test
  void proposalFlood_givenAStolenSessionDeclinesEachAtOnce_thenItsOwnShareEnds_andTheOwnersDoesNot() {
    Client thief = withdrawals.inASession(ann.account());
    proposeAndDecline(thief, 60);
    assertBarred(thief);
    proposeAndDecline(ann.client(), 60);
    assertBarred(ann.client());
  }

  @Test
  void proposalFlood_givenAThiefWithManySessions_thenTheAccountAsAWholeHasABound() {
    IntStream.range(0, 4).forEach(_ -> proposeAndDecline(withdrawals.inASession(ann.account()), 60));
    assertBarred(withdrawals.inASession(ann.account()));
    assertThat(propose(ann.account(), HALF_A_BITCOIN).status()).as("a system's share").isEqualTo(201);
  }

  @Test
  void proposalFlood_givenAStolenSessionLetsTenWait_thenAnotherSessionStillProposes() {
    Client thief = withdrawals.inASession(ann.account());
    Map<String, Object> own = Map.of("system", "withdrawals", "authorizationDetails", HALF_A_BITCOIN);
    assertThat(thief.postAtOnce(30, "/v1/approvals", own).stream().filter(answer -> answer.status() == 201)).hasSize(10);
    assertThat(ann.client().post("/v1/approvals", own).status()).isEqualTo(201);
  }

  @Test
  void confusedDeputy_givenAnotherSystem_thenItNeitherSeesNorConsumesTheApproval_andThatIsTold() {
    Asked asked = approved();
    Answer foreign = consume("p2p", asked.id(), asked.hash());
    Answer unknown = consume("p2p", UUID.randomUUID().toString(), asked.hash());
    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.body()).isEqualTo(unknown.body());
    assertThat(system("p2p").get("/internal/approvals/" + asked.id()).status()).isEqualTo(404);
    assertThat(withdrawals.refusals(ann.account(), 3)).containsExactly("FOREIGN");
    assertThat(consume("withdrawals", asked.id(), asked.hash()).status()).isEqualTo(200);
  }

  @Test
  void confusedDeputy_givenASystemOfTheExchange_thenNoOtherInternalDoorIsOpenToIt_howeverThePathIsSpelt() {
    String account = ann.account().toString();
    for (String path : List.of("/internal/accounts/" + account + "/freeze", "/internal/accounts/lookup", "/internal//accounts/lookup",
        "/internal/accounts;a=b/lookup", "/internal/human/verifications", "/internal/approvals/../accounts/lookup")) {
      assertThat(system("withdrawals").post(path, Map.of("identifier", ann.customer().identifier())).status()).as(path).isIn(403, 404, 405);
    }
    Client recovery = Client.fromANewNetwork().bearer(ServiceTokenFiles.token("recovery-service", "auth-service"));
    Asked asked = approved();
    for (String path : List.of("/internal/approvals/", "/internal//approvals/", "/internal/approvals;a=b/")) {
      assertThat(recovery.post(path + asked.id() + "/consume", Map.of("actionHash", asked.hash())).status()).as(path).isIn(403, 404);
    }
    assertThat(ann.client().post("/internal/approvals/" + asked.id() + "/consume", Map.of("actionHash", asked.hash())).status())
        .isEqualTo(403);
    assertThat(consume("withdrawals", asked.id(), asked.hash()).status()).isEqualTo(200);
  }

  @Test
  void confusedDeputy_givenPortcullisItself_thenCustomersAloneProposeForIt_andOnlyWhatItCarriesOut() {
    Map<String, Object> entry = Map.of("type", "address-book-entry", "label", "Cold wallet", "asset", "BTC", "network", "bitcoin",
        "address", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq");
    Answer own = ann.client().post("/v1/approvals", Map.of("system", "portcullis", "authorizationDetails", entry));
    assertThat(own.status()).as(own.body()).isEqualTo(201);
    assertThat(approve(ann.client(), own.text("approvalId")).status()).isEqualTo(200);
    assertThat(consume("withdrawals", own.text("approvalId"), own.text("actionHash")).status()).isEqualTo(404);
    // The audience of access tokens is in no statement.
    assertThat(neighbours.statementsAsked(ann.account())).singleElement()
        .satisfies(asked -> assertThat(asked.getBodyAsString()).contains("\"audience\":\"portcullis-approvals\""));
    Answer withdrawal = ann.client().post("/v1/approvals", Map.of("system", "portcullis", "authorizationDetails", HALF_A_BITCOIN));
    assertThat(withdrawal.problem()).isEqualTo("system-unknown");
  }

  @Test
  void a40_givenAThiefWithASessionAlone_thenNoneOfTheOwnersTriesOfThePassphraseIsSpent() {
    Asked asked = proposed(HALF_A_BITCOIN);
    for (int i = 0; i < 5; i++) {
      challenge(ann.client(), asked.id(), "totp");
      Answer refused = show(ann.client(), asked.id(), "00000" + i, NeighboursDouble.RIGHT_PASSPHRASE);
      assertThat(refused.problem()).isEqualTo("code-refused");
      assertThat(refused.json().get("triesLeft").asInt()).isEqualTo(3);
    }
    assertThat(neighbours.passphrasesTried(ann.account())).isZero();
    assertThat(withdrawals.refusals(ann.account(), 2)).containsExactly("WRONG_FACTOR");
  }

  @Test
  void a40_givenAPassphraseThatIsNone_thenNothingIsTriedAtAll() {
    Asked asked = proposed(HALF_A_BITCOIN);
    challenge(ann.client(), asked.id(), "totp");
    for (String passphrase : List.of("", "48392", "4839200", "48392x", "٤٨٣٩٢٠")) {
      assertThat(show(ann.client(), asked.id(), NeighboursDouble.RIGHT_CODE, passphrase).status()).isEqualTo(400);
    }
    assertThat(neighbours.codesAsked(ann.account())).isEmpty();
    assertThat(neighbours.passphrasesTried(ann.account())).isZero();
  }

  @Test
  void a35FreshFactor_givenASettledOne_thenAFreshOneApprovesNothing_andNeverGetsToThePassphrase() {
    Asked asked = proposed(HALF_A_BITCOIN);
    Instant settledAt = clock.instant().plus(Duration.ofHours(3));
    var proved = neighbours.actionsProved(ann.account(), "[\"otp\"]", settledAt);
    Answer refused = approve(ann.client(), asked.id());
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.problem()).isEqualTo("factor-not-settled");
    assertThat(refused.text("settledAt")).isEqualTo(settledAt.toString());
    assertThat(refused.json().get("methods").toString()).isEqualTo("[\"webauthn\",\"totp\"]");
    assertThat(neighbours.passphrasesTried(ann.account())).isZero();

    neighbours.enrols(ann.account(), List.of("webauthn", "totp"), List.of("totp"));
    assertThat(challenge(ann.client(), asked.id(), "webauthn").problem()).isEqualTo("method-not-offered");
    neighbours.enrols(ann.account(), List.of("totp"), List.of());
    assertThat(approve(ann.client(), asked.id()).status()).as("nothing older stands behind it").isEqualTo(200);
    neighbours.forget(proved);
  }

  @Test
  void a35Downgrade_givenALargeAmount_thenNoCodeApprovesIt() {
    Asked asked = proposed(with("amount", "2"));
    assertThat(challenge(ann.client(), asked.id(), "totp").problem()).isEqualTo("method-not-offered");
    challenge(ann.client(), asked.id(), "webauthn");
    Answer weak = showKey(ann.client(), asked.id());
    assertThat(weak.status()).as("proved, says mfa-service, by a code").isEqualTo(409);
    assertThat(weak.problem()).isEqualTo("step-up-out-of-reach");
    assertThat(neighbours.passphrasesTried(ann.account())).isZero();

    neighbours.enrols(ann.account(), List.of("totp", "recovery-code"), List.of("totp"));
    assertThat(challenge(ann.client(), asked.id(), "webauthn").problem()).isEqualTo("step-up-out-of-reach");
  }

  @Test
  void a35RecoveryCode_givenItAlone_thenItApprovesNothing() {
    Asked asked = proposed(HALF_A_BITCOIN);
    neighbours.enrols(ann.account(), List.of("recovery-code"), List.of());
    assertThat(challenge(ann.client(), asked.id(), "recovery-code").problem()).isEqualTo("step-up-out-of-reach");
  }

  @Test
  void a35Restricted_givenARestrictedSession_thenItDecidesNothing() {
    Asked asked = proposed(HALF_A_BITCOIN);
    Client restricted = withdrawals.inARestrictedSession(ann.account());
    assertThat(challenge(restricted, asked.id(), "totp").status()).isEqualTo(403);
    assertThat(approve(restricted, asked.id()).status()).isEqualTo(403);
    assertThat(restricted.post("/v1/approvals", Map.of("system", "withdrawals", "authorizationDetails", HALF_A_BITCOIN)).status())
        .isEqualTo(403);
  }

  @Test
  void a31_givenAFactorShownInOneSession_thenAnotherSessionsChallengeIsNotIt() {
    Asked asked = proposed(HALF_A_BITCOIN);
    challenge(ann.client(), asked.id(), "totp");
    Client thief = withdrawals.inASession(ann.account());
    assertThat(show(thief, asked.id(), NeighboursDouble.RIGHT_CODE, NeighboursDouble.RIGHT_PASSPHRASE).problem())
        .isEqualTo("approval-challenge-ended");
    challenge(thief, asked.id(), "totp");
    assertThat(show(ann.client(), asked.id(), NeighboursDouble.RIGHT_CODE, NeighboursDouble.RIGHT_PASSPHRASE).status())
        .as("the owner's own challenge goes on").isEqualTo(200);
  }

  @Test
  void a44_givenTheAccountIsFrozenAfterTheApproval_thenNothingIsConsumed() {
    Asked asked = approved();
    customers.query("update account set status = 'frozen', reset_epoch = reset_epoch + 1 where id = $1", ann.account().value());
    Answer refused = consume("withdrawals", asked.id(), asked.hash());
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.problem()).isEqualTo("account-frozen");
    assertThat(propose(ann.account(), HALF_A_BITCOIN).problem()).isEqualTo("account-frozen");
    customers.query("update account set status = 'active' where id = $1", ann.account().value());
    assertThat(consume("withdrawals", asked.id(), asked.hash()).problem()).as("thawed meanwhile").isEqualTo("proof-outdated");
  }

  @Test
  void a44_givenThePasswordIsResetAfterTheApproval_evenByAClockThatIsBehind_thenNothingIsConsumed() {
    Asked asked = approved();
    Client recovery = Client.fromANewNetwork().bearer(ServiceTokenFiles.token("recovery-service", "auth-service"));
    Answer reset = recovery.put("/internal/accounts/" + ann.account() + "/password", Map.of("password", "another lantern ferry moss",
        "requestId", UUID.randomUUID(), "issuedAt", clock.instant().toString()));
    assertThat(reset.status()).as(reset.body()).isLessThan(300);
    customers.query("update password_credential set changed_at = changed_at - interval '1 minute' where account_id = $1", ann.account().value());
    assertThat(consume("withdrawals", asked.id(), asked.hash()).problem()).isEqualTo("proof-outdated");
    assertThat(withdrawals.refusals(ann.account(), 4)).containsExactly("ACCOUNT_CHANGED");
  }

  @Test
  void safe12_withdrawalLock_givenItWasSetAfterTheApproval_thenNothingIsConsumedWhileItIsOn_andItIsToldWhy() {
    Asked asked = approved();
    for (String lock : List.of("{\"state\":\"locked\",\"kind\":\"strict\",\"opensAt\":\"2027-01-01T00:00:00Z\"}", "{\"state\":\"?\"}", "{}")) {
      StubMapping rule = neighbours.withdrawalLockAnswered(ann.account(), lock);
      Answer refused = consume("withdrawals", asked.id(), asked.hash());
      assertThat(refused.status()).as(lock).isEqualTo(409);
      assertThat(refused.problem()).isEqualTo("withdrawals-locked");
      neighbours.forget(rule);
    }
    assertThat(consume("withdrawals", asked.id(), asked.hash()).status()).as("open again").isEqualTo(200);
    assertThat(withdrawals.refusals(ann.account(), 4)).containsExactly("WITHDRAWALS_LOCKED");
  }

  @Test
  void safe12_failsClosed_givenSessionServiceGivesNoAnswerAboutTheLock_thenNothingIsConsumed() {
    Asked asked = approved();
    StubMapping away = neighbours.away("/internal/accounts/" + ann.account() + "/locks/withdrawal");
    assertThat(consume("withdrawals", asked.id(), asked.hash()).status()).isEqualTo(503);
    neighbours.forget(away);
    assertThat(consume("withdrawals", asked.id(), asked.hash()).status()).isEqualTo(200);
  }

  @Test
  void a44_givenThePasswordIsResetBetweenTheProofsAndTheApproval_thenItMustBeginAnew() {
    Asked asked = proposed(HALF_A_BITCOIN);
    challenge(ann.client(), asked.id(), "totp");
    customers.query("update account set reset_epoch = reset_epoch + 1 where id = $1", ann.account().value());
    Answer refused = show(ann.client(), asked.id(), NeighboursDouble.RIGHT_CODE, NeighboursDouble.RIGHT_PASSPHRASE);
    assertThat(refused.problem()).isEqualTo("approval-challenge-ended");
    assertThat(consume("withdrawals", asked.id(), asked.hash()).problem()).isEqualTo("approval-not-given");
    assertThat(approve(ann.client(), asked.id()).status()).isEqualTo(200);
  }

  @Test
  void a44_givenTheSessionHasEnded_andOnlySessionServiceKnows_thenNothingIsApproved() {
    Asked asked = proposed(HALF_A_BITCOIN);
    var ended = neighbours.nothingIsSigned(ann.account());
    assertThat(approve(ann.client(), asked.id()).problem()).isEqualTo("approval-challenge-ended");
    neighbours.forget(ended);
    assertThat(consume("withdrawals", asked.id(), asked.hash()).problem()).isEqualTo("approval-not-given");
  }

  @Test
  void a44_givenTheOwnerSignsOutEverywhereAfterTheApproval_thenNothingIsConsumed_andItIsTold() {
    Asked asked = approved();
    var ended = neighbours.sessionsEnded(ann.account());
    Answer refused = consume("withdrawals", asked.id(), asked.hash());
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("approval-session-ended");
    assertThat(withdrawals.refusals(ann.account(), 3)).containsExactly("SESSION_ENDED");
    neighbours.forget(ended);
  }

  @Test
  void a44_givenSessionServiceIsAway_orSaysNothing_thenNobodyKnows_andNothingIsConsumed() {
    Asked asked = approved();
    var away = neighbours.away("/internal/accounts/" + ann.account() + "/sessions/[^/]+");
    assertThat(consume("withdrawals", asked.id(), asked.hash()).status()).isEqualTo(503);
    neighbours.forget(away);
    assertThat(consume("withdrawals", asked.id(), asked.hash()).status()).as("and it is still good").isEqualTo(200);
  }

  @Test
  void a44_givenAnApprovalThatNamesNoSession_thenNothingIsConsumed() {
    Asked asked = approved();
    customers.query("update approval set session_id = null where account_id = $1", ann.account().value());
    assertThat(consume("withdrawals", asked.id(), asked.hash()).problem()).isEqualTo("approval-session-ended");
  }

  @Test
  void a44_givenTheAccountIsFrozenWhileItIsApproved_thenItIsNot() {
    Asked asked = proposed(HALF_A_BITCOIN);
    customers.query("update account set status = 'frozen' where id = $1", ann.account().value());
    assertThat(approve(ann.client(), asked.id()).problem()).isEqualTo("account-frozen");
  }

  @Test
  void a30_givenAnotherCustomersApproval_thenItAnswersLikeOneThatIsNotThere() {
    Asked asked = proposed(HALF_A_BITCOIN);
    Client mallory = withdrawals.owner(neighbours).client();
    String none = UUID.randomUUID().toString();
    assertThat(mallory.get("/v1/approvals/" + asked.id()).body()).isEqualTo(mallory.get("/v1/approvals/" + none).body());
    for (String step : List.of("challenge", "decline")) {
      Answer foreign = mallory.post("/v1/approvals/" + asked.id() + "/" + step, Map.of());
      assertThat(foreign.status()).isEqualTo(404);
      assertThat(foreign.body()).isEqualTo(mallory.post("/v1/approvals/" + none + "/" + step, Map.of()).body());
    }
    assertThat(show(mallory, asked.id(), NeighboursDouble.RIGHT_CODE, NeighboursDouble.RIGHT_PASSPHRASE).status()).isEqualTo(404);
    assertThat(mallory.get("/v1/approvals").json().get("approvals").size()).isZero();
  }

  @Test
  void challengeFlood_givenASessionAsksWithoutEnd_thenItWaits() {
    Asked asked = proposed(HALF_A_BITCOIN);
    IntStream.range(0, 30).forEach(_ -> assertThat(challenge(ann.client(), asked.id(), "totp").status()).isEqualTo(200));
    assertThat(challenge(ann.client(), asked.id(), "totp").status()).isEqualTo(429);
    assertThat(challenge(withdrawals.inASession(ann.account()), asked.id(), "totp").status()).isEqualTo(200);
  }

  static List<Object> oddDetails() {
    return List.of("text", 7, List.of(), Map.of(), Map.of("type", "heist"), Map.of("type", 7), with("amount", 0.5), with("amount", "1e3"),
        with("amount", "-1"), with("amount", "0,5"), with("amount", ""), with("amount", List.of("0.5")), with("hidden", "field"),
        with("memo", "\u202Ebc1q"), with("memo", "a\u200Bb"), with("memo", " padded "), with("memo", "e\u0301"), with("memo", "x".repeat(121)),
        with("memo", true), with("address", "bc1q with blanks"), with("asset", "btc"), with("network", ""),
        Map.of("type", "withdrawal", "asset", "BTC"),
        Map.of("type", "api-key", "name", "n", "expiresAt", "2027-01-01T00:00:00Z", "scopes", List.of("read", 1)));
  }

  @ParameterizedTest
  @MethodSource("oddDetails")
  void badInput_givenDetailsThatAreNone_thenTheyAreRefused_withoutTheirValues(Object details) {
    Answer answer = system("withdrawals").post("/internal/approvals", Map.of("accountId", ann.account(), "authorizationDetails", details));
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.problem()).isIn("action-refused", "action-type-unknown", "malformed-request", "invalid-fields");
    assertThat(answer.body()).doesNotContain("bc1q", "heist", "padded");
  }

  @Test
  void badInput_givenNoSuchAccount_orSystem_orHash_thenItIsRefused() {
    assertThat(system("withdrawals").post("/internal/approvals",
        Map.of("accountId", UUID.randomUUID(), "authorizationDetails", HALF_A_BITCOIN)).status()).isEqualTo(404);
    for (String system : List.of("recovery-service", "nobody", "", "x".repeat(65))) {
      assertThat(ann.client().post("/v1/approvals", Map.of("system", system, "authorizationDetails", HALF_A_BITCOIN)).status()).isEqualTo(400);
    }
    Asked asked = approved();
    for (String hash : List.of("", "short", asked.hash() + "=", asked.hash().substring(1) + "!")) {
      assertThat(consume("withdrawals", asked.id(), hash).status()).isEqualTo(400);
    }
    for (String id : List.of("1", "%00", asked.id().toUpperCase(Locale.ROOT))) {
      assertThat(consume("withdrawals", id, asked.hash()).status()).as(id).isIn(400, 404);
    }
  }
}
