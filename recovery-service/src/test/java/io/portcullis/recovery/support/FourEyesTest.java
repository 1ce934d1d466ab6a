package io.portcullis.recovery.support;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.recovery.AuthServiceDouble;
import io.portcullis.recovery.RecoveryTest;
import io.portcullis.recovery.staff.Desk;
import io.portcullis.recovery.staff.StaffProvider;
import io.portcullis.testkit.Management;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.TopicProbe;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two persons of the staff decide on a case, and neither is close to the customer.
@RecoveryTest
class FourEyesTest {

  private static final int CASES_A_DAY = 5;
  /// The default of `portcullis.desk.decisions-per-hour`.
  private static final int DECISIONS = 5;
  private static final int DECISIONS_A_DAY = 15;

  @Inject Desk desk;
  @Inject MutableClock clock;
  @Inject TopicProbe topics;
  AuthServiceDouble auth;
  StaffProvider provider;

  private final AccountId account = new AccountId(UUID.randomUUID());
  private final String customer = "ada-" + UUID.randomUUID() + "@example.org";
  private final String alice = "alice-" + UUID.randomUUID();
  private final String bob = "bob-" + UUID.randomUUID();
  private final String carol = "carol-" + UUID.randomUUID();

  @BeforeEach
  void aCustomer() {
    auth.knows(account, customer, "active", "email", customer);
    auth.deskKnows(account, customer);
  }

  @AfterEach
  void backToRealTime() {
    clock.reset();
  }

  private Response post(String person, String path, Map<String, ?> body) {
    return desk.as(provider.token(person, "support", "reviewer")).contentType(ContentType.JSON).body(body).post("/v1/support/" + path);
  }

  private Response open(String person) {
    return post(person, "cases", Map.of("identifier", customer, "loss", "second-factor", "reason", "customer-contact"));
  }

  private Response show(String person, String id) {
    return post(person, "cases/" + id + "/show", Map.of("reason", "case-review"));
  }

  private Response propose(String person, String id) {
    return post(person, "cases/" + id + "/propose",
        Map.of("decision", "approve", "risk", "standard", "words", "Voice and papers match.", "reason", "case-review"));
  }

  private Response confirm(String person, String id) {
    return post(person, "cases/" + id + "/confirm", Map.of("decision", "approve", "words", "I agree.", "reason", "case-review"));
  }

  private static double ownCases() {
    return Management.value("portcullis_desk_unusual_total", "pattern", "own_case");
  }

  private static String problem(Response answer) {
    return answer.jsonPath().getString("type").replace("urn:portcullis:problem:", "");
  }

  /// A case that alice opened and the customer handed over.
  private String caseInReview() {
    Response opened = open(alice);
    assertThat(opened.statusCode()).as(opened.asString()).isEqualTo(202);
    given().contentType(ContentType.JSON).body(Map.of("token", opened.jsonPath().getString("claimToken")))
        .post("/v1/recovery/cases/submit").then().statusCode(204);
    String id = opened.jsonPath().getString("caseId");
    Awaitility.await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(300))
        .until(() -> show("watcher-" + UUID.randomUUID(), id).statusCode() == 200);
    return id;
  }

  @Test
  void givenTwoPersonsWhoAgree_thenTheCaseGoesOnByItself_andTheOtherHandsSeeWhoDecided() {
    String id = caseInReview();

    assertThat(propose(bob, id).statusCode()).isEqualTo(204);
    assertThat(show(carol, id).jsonPath().getString("state")).isEqualTo("approval-proposed");
    assertThat(confirm(carol, id).statusCode()).isEqualTo(204);

    Response shown = show(carol, id);
    assertThat(shown.jsonPath().getString("state")).isIn("approved", "cooling-off");
    assertThat(shown.jsonPath().getString("decisions.first.person")).isNotEqualTo(shown.jsonPath().getString("decisions.second.person"));
    assertThat(shown.asString()).doesNotContain(customer, bob, carol);
  }

  @Test
  void a37OneReviewerAlone_givenTheOneWhoProposed_whenTheyConfirmInAnotherTab_thenRefused() {
    String id = caseInReview();
    propose(bob, id);

    Response alone = confirm(bob, id);

    assertThat(alone.statusCode()).isEqualTo(403);
    assertThat(problem(alone)).isEqualTo("another-person-needed");
    assertThat(show(carol, id).jsonPath().getString("state")).isEqualTo("approval-proposed");
  }

  @Test
  void a37OpenerAsApprover_givenTheOneWhoOpened_thenTheyNeitherProposeNorConfirm() {
    String id = caseInReview();

    double before = ownCases();
    assertThat(problem(propose(alice, id))).isEqualTo("another-person-needed");
    assertThat(ownCases()).as("alarms").isEqualTo(before + 1);
    propose(bob, id);
    assertThat(problem(confirm(alice, id))).isEqualTo("another-person-needed");
  }

  @Test
  void a37CloseToTheCustomer_givenOneWhoLookedTheCustomerUp_thenTheyDecideNothingForSevenDays() {
    String id = caseInReview();
    post(carol, "accounts/find", Map.of("identifier", customer, "reason", "customer-contact"));

    assertThat(problem(propose(carol, id))).isEqualTo("another-person-needed");
    propose(bob, id);
    assertThat(problem(confirm(carol, id))).isEqualTo("another-person-needed");

    clock.advance(Duration.ofDays(8));
    assertThat(confirm(carol, id).statusCode()).isEqualTo(204);
  }

  /// That the customer opened and handed over.
  private String ownCaseInReview() {
    Response opened = given().contentType(ContentType.JSON).body(Map.of("identifier", customer, "reason", "identifier",
        "humanProof", Map.of("method", "altcha", "solution", AuthServiceDouble.RIGHT_PROOF))).post("/v1/recovery/cases");
    given().contentType(ContentType.JSON).body(Map.of("token", opened.jsonPath().getString("token")))
        .post("/v1/recovery/cases/submit").then().statusCode(204);
    String id = opened.jsonPath().getString("caseId");
    Awaitility.await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(300))
        .until(() -> show("watcher-" + UUID.randomUUID(), id).statusCode() == 200);
    return id;
  }

  @Test
  void a37CloseToTheCustomer_givenOneWhoOpenedACase_thenTheyDecideOnNoOtherCaseOfThisCustomer_andTheCallNamesTheAccount() {
    String own = ownCaseInReview();
    caseInReview();

    assertThat(problem(propose(alice, own))).isEqualTo("another-person-needed");
    assertThat(propose(bob, own).statusCode()).isEqualTo(204);
    assertThat(problem(confirm(alice, own))).isEqualTo("another-person-needed");
    show(bob, own);
    assertThat(post(bob, "accounts/" + account + "/overview", Map.of("reason", "case-review")).jsonPath().<String>getList("calls.operation"))
        .containsOnlyOnce("open-case");
    topics.awaitType(account, "io.portcullis.recovery.support-acted.v1");
  }

  @Test
  void a37StarvedCase_givenOneWhoOpenedFiveCasesOfACustomer_thenAColleaguesCaseIsReviewedAtOnce_andTheirSixthWaits() {
    for (int i = 0; i < CASES_A_DAY; i++) {
      assertThat(open(bob).statusCode()).isEqualTo(202);
    }
    Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> casesOf(account) == CASES_A_DAY);

    String colleagues = caseInReview();

    assertThat(propose(carol, colleagues).statusCode()).isEqualTo(204);
    double before = beyondTheDesksShare();
    open(bob);
    Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> beyondTheDesksShare() == before + 1);
  }

  private long casesOf(AccountId owner) {
    return topics.present(SecurityEvent.TOPIC, owner.toString()).stream().map(TopicProbe::type).filter(type -> type.contains("case-opened")).count();
  }

  private static double beyondTheDesksShare() {
    return Pattern.compile("^portcullis_recovery_cases_beyond_share_total\\{(?:.*,)?share=\"desk\".*\\} (\\S+)", Pattern.MULTILINE)
        .matcher(Management.metrics()).results().mapToDouble(found -> Double.parseDouble(found.group(1))).findFirst().orElseThrow();
  }

  @Test
  void a37ReplayedConfirm_givenADecision_whenItIsSentAgain_thenNothingMoreHappens() {
    String id = caseInReview();
    propose(bob, id);
    assertThat(confirm(carol, id).statusCode()).isEqualTo(204);

    Response again = confirm(carol, id);

    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(problem(again)).isEqualTo("case-state");
  }

  @Test
  void a37Race_givenTenPersonsWhoConfirmAtOnce_thenOneDoes() throws Exception {
    String id = caseInReview();
    propose(bob, id);
    try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
      var confirmations = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < 10; i++) {
        String person = carol + i;
        confirmations.add(() -> confirm(person, id).statusCode());
      }
      var statuses = new ArrayList<Integer>();
      for (var answer : together.invokeAll(confirmations)) {
        statuses.add(answer.get());
      }
      assertThat(statuses).containsOnlyOnce(204);
      assertThat(statuses.stream().filter(status -> status != 204)).containsOnly(409);
    }
  }

  @Test
  void a37BulkApprovals_givenMoreDecisionsThanOnePersonMayMake_thenNoMoreInThatHour() {
    clock.stop();
    for (int i = 0; i < DECISIONS; i++) {
      assertThat(propose(bob, UUID.randomUUID().toString()).statusCode()).isEqualTo(404);
    }

    Response tooMany = propose(bob, UUID.randomUUID().toString());

    assertThat(tooMany.statusCode()).isEqualTo(429);
    assertThat(problem(tooMany)).isEqualTo("ration-used-up");
  }

  @Test
  void a37BulkApprovals_givenTheRationOfADay_thenNoMoreOnThatDay_alsoInAnotherHour() {
    clock.stop();
    ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
    clock.advance(Duration.between(now, now.truncatedTo(ChronoUnit.DAYS).plusDays(1)));
    for (int hour = 0; hour < DECISIONS_A_DAY / DECISIONS; hour++) {
      for (int i = 0; i < DECISIONS; i++) {
        assertThat(propose(bob, UUID.randomUUID().toString()).statusCode()).isEqualTo(404);
      }
      clock.advance(Duration.ofMinutes(61));
    }

    Response tooMany = propose(bob, UUID.randomUUID().toString());

    assertThat(problem(tooMany)).isEqualTo("ration-used-up");
  }

  @Test
  void givenObjection_thenTheCaseWaitsForAFirstDecisionAgain() {
    String id = caseInReview();
    propose(bob, id);

    assertThat(post(carol, "cases/" + id + "/object", Map.of("words", "The voice differs.", "reason", "case-review")).statusCode()).isEqualTo(204);

    assertThat(show(carol, id).jsonPath().getString("state")).isEqualTo("review");
  }

  @Test
  void givenCasesThatWait_thenReviewersSeeThem() {
    String id = caseInReview();
    var seen = new ArrayList<String>();
    String after = null;
    do {
      Response page = post(bob, "cases/list", after == null ? Map.of("reason", "case-review", "limit", 100)
          : Map.of("reason", "case-review", "limit", 100, "after", after));
      assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
      seen.addAll(page.jsonPath().<String>getList("cases.caseId"));
      after = page.jsonPath().getString("next");
    } while (after != null);
    assertThat(seen).contains(id).doesNotHaveDuplicates();
  }

  @Test
  void a37UnseenByTheList_givenACaseWithWordsOfAReviewer_thenTheListHasNoAccountAndNoWords_andSaysWhoseProposalItIs() {
    String id = caseInReview();
    propose(bob, id);

    Map<String, Object> bobs = listed(bob, id);
    Map<String, Object> carols = listed(carol, id);

    assertThat(carols.keySet()).containsExactlyInAnyOrder("caseId", "loss", "state", "openedAt", "yours");
    assertThat(carols).containsEntry("state", "approval-proposed").containsEntry("yours", false);
    assertThat(bobs).containsEntry("yours", true);
    assertThat(listed(alice, id)).as("who opened it").containsEntry("yours", true);
    assertThat(problem(post(carol, "accounts/" + account + "/overview", Map.of("reason", "case-review")))).isEqualTo("account-not-found-first");
  }

  private Map<String, Object> listed(String person, String id) {
    String after = null;
    do {
      Response page = post(person, "cases/list", after == null ? Map.of("reason", "case-review", "limit", 100)
          : Map.of("reason", "case-review", "limit", 100, "after", after));
      assertThat(page.asString()).doesNotContain(account.toString(), "Voice and papers match.");
      for (Map<String, Object> each : page.jsonPath().<Map<String, Object>>getList("cases")) {
        if (id.equals(each.get("caseId"))) {
          return each;
        }
      }
      after = page.jsonPath().getString("next");
    } while (after != null);
    throw new AssertionError("not listed: " + id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "Passport does \u202eton\u202c match", "\ud83d", "x\u2028y", "\u200b", "\u001b[31mred"})
  void a37WordsThatReadOtherwise_givenCharactersThatActOnTheirSurroundings_thenNobodyReadsThem(String words) {
    String own = UUID.randomUUID().toString();
    for (String act : List.of("propose", "confirm", "object")) {
      var body = new HashMap<String, String>(Map.of("words", words, "reason", "case-review"));
      if (!act.equals("object")) {
        body.put("decision", "approve");
      }
      if (act.equals("propose")) {
        body.put("risk", "standard");
      }
      assertThat(post(bob, "cases/" + own + "/" + act, body).statusCode()).as(act).isEqualTo(400);
    }
  }

  @Test
  void a37WordsThatReadOtherwise_givenLinesAndWhatNobodySees_thenTheSecondPersonReadsTheLinesAlone() {
    String id = caseInReview();

    assertThat(post(bob, "cases/" + id + "/propose", Map.of("decision", "approve", "risk", "standard",
        "words", "Voice matches.\nPass\u200bport too. ", "reason", "case-review")).statusCode()).isEqualTo(204);

    assertThat(show(carol, id).jsonPath().getString("decisions.first.words")).isEqualTo("Voice matches.\nPassport too.");
  }

  @Test
  void badInput_givenNoDecisionOrNoWords_thenNothingIsDecided() {
    String id = caseInReview();
    for (Map<String, ?> body : List.<Map<String, ?>>of(Map.of(), Map.of("decision", "approve", "reason", "case-review", "risk", "standard"),
        Map.of("decision", "perhaps", "risk", "standard", "words", "x", "reason", "case-review"))) {
      assertThat(post(bob, "cases/" + id + "/propose", body).statusCode()).isEqualTo(400);
    }
    assertThat(show(carol, id).jsonPath().getString("state")).isEqualTo("review");
  }
}
