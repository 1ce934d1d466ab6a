package io.portcullis.recovery.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two persons unlock what the staff locked (BACK-5, A-37).
@RecoveryTest
class UnlockTest {

  private static final int VERSION = 3;

  @Inject Desk desk;
  @Inject MutableClock clock;
  @Inject TopicProbe topics;
  AuthServiceDouble auth;
  StaffProvider provider;

  private final AccountId account = new AccountId(UUID.randomUUID());
  private final String customer = "ada-" + UUID.randomUUID() + "@example.org";
  private final String alice = "alice-" + UUID.randomUUID();
  private final String bob = "bob-" + UUID.randomUUID();

  @BeforeEach
  void aLockedCustomer() {
    auth.deskKnows(account, customer);
    auth.isLocked(account, "locked", VERSION);
  }

  @AfterEach
  void backToRealTime() {
    clock.reset();
  }

  private Response post(String person, String role, String path, Map<String, ?> body) {
    return desk.as(provider.token(person, role)).contentType(ContentType.JSON).body(body).post("/v1/support/" + path);
  }

  private Response propose(String person, String role) {
    assertThat(post(person, role, "accounts/find", Map.of("identifier", customer, "reason", "customer-contact")).statusCode()).isEqualTo(200);
    return post(person, role, "unlocks",
        Map.of("accountId", account.toString(), "words", "Called back on the known number.", "reason", "customer-contact"));
  }

  private String proposed() {
    Response answer = propose(alice, "support");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
    return answer.jsonPath().getString("unlockId");
  }

  private Response confirm(String person, String unlock) {
    return post(person, "reviewer", "unlocks/" + unlock + "/confirm", Map.of("words", "I agree.", "reason", "case-review"));
  }

  private List<String> orders() {
    return auth.callsAboutDesk(account).stream().filter(call -> call.getUrl().endsWith("/unlock")).map(call -> call.getBodyAsString()).toList();
  }

  private static double unlocked() {
    return Management.value("portcullis_desk_acts_total", "act", "unlocked");
  }

  private static String problem(Response answer) {
    return answer.jsonPath().getString("type").replace("urn:portcullis:problem:", "");
  }

  @Test
  void givenTwoPersonsWhoAgree_thenThisVeryLockEndsOnce_andTheTrailNamesThem() {
    String unlock = proposed();
    assertThat(orders()).as("a proposal opens nothing").isEmpty();
    Response shown = post(bob, "reviewer", "unlocks/" + unlock + "/show", Map.of("reason", "case-review"));
    assertThat(shown.jsonPath().getString("words")).isEqualTo("Called back on the known number.");
    assertThat(post(bob, "reviewer", "accounts/" + account + "/overview", Map.of("reason", "case-review")).statusCode()).isEqualTo(200);

    double before = unlocked();
    assertThat(confirm(bob, unlock).statusCode()).isEqualTo(204);
    assertThat(unlocked()).isEqualTo(before + 1);
    assertThat(problem(confirm("carol-" + UUID.randomUUID(), unlock))).isEqualTo("unlock-outdated");

    assertThat(orders()).singleElement().satisfies(order ->
        assertThat(order).contains(unlock, "\"lockVersion\":" + VERSION, "customer-contact"));
    topics.awaitType(account, "io.portcullis.recovery.support-acted.v1");
  }

  @Test
  void a37OneSupportAccountAlone_givenTheProposer_whenTheyConfirmWithAnotherTokenAndRole_thenRefused() {
    String unlock = proposed();

    Response answer = confirm(alice, unlock);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(problem(answer)).isEqualTo("another-person-needed");
    assertThat(orders()).isEmpty();
  }

  @Test
  void a37CloseToTheCustomer_givenOneWhoLockedOrLookedTheCustomerUp_thenTheyDoNotConfirm() {
    post(bob, "lead", "accounts/find", Map.of("identifier", customer, "reason", "fraud-report"));
    assertThat(post(bob, "lead", "accounts/" + account + "/lock", Map.of("reason", "fraud-report")).statusCode()).isEqualTo(204);
    String unlock = proposed();

    assertThat(problem(confirm(bob, unlock))).isEqualTo("another-person-needed");
    assertThat(orders()).isEmpty();
  }

  @Test
  void a37UnlockUndoesAFreeze_givenAnAccountThatItsOwnerFroze_thenNoUnlock_alsoNotOneThatWasProposedBefore() {
    String unlock = proposed();
    auth.isLocked(account, "frozen", VERSION);
    auth.answersUnlock(account, "account-frozen", 403);

    assertThat(problem(propose("carol-" + UUID.randomUUID(), "lead"))).isEqualTo("frozen-by-owner");
    assertThat(problem(confirm(bob, unlock))).isEqualTo("frozen-by-owner");
  }

  @Test
  void back7_givenAnAccountThatWasClosed_thenNoUnlock_alsoNotOneThatWasProposedBefore() {
    String unlock = proposed();
    auth.isClosed(account);

    assertThat(problem(confirm(bob, unlock))).isEqualTo("account-closed");
    assertThat(problem(propose("carol-" + UUID.randomUUID(), "lead"))).isEqualTo("account-closed");
  }

  @Test
  void a37OldProposal_givenALaterLock_thenItStays() {
    String unlock = proposed();
    auth.answersUnlock(account, "proof-outdated", 409);

    assertThat(problem(confirm(bob, unlock))).isEqualTo("unlock-outdated");
  }

  @Test
  void a37OldProposal_givenADayHasPassed_thenItIsOver() {
    String unlock = proposed();
    clock.advance(Duration.ofHours(24));

    assertThat(problem(confirm(bob, unlock))).isEqualTo("unlock-outdated");
    assertThat(orders()).isEmpty();
  }

  @Test
  void a37Race_givenPersonsWhoConfirmAndRefuseAtOnce_thenOneDecides() throws Exception {
    String unlock = proposed();
    try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = together.invokeAll(IntStream.range(0, 8).<Callable<Integer>>mapToObj(i -> () -> post("p" + i + UUID.randomUUID(), "reviewer",
          "unlocks/" + unlock + (i % 2 == 0 ? "/confirm" : "/refuse"), Map.of("words", "So be it.", "reason", "case-review")).statusCode()).toList());
      int decided = 0;
      for (var answer : answers) {
        decided += answer.get() == 204 ? 1 : 0;
      }
      assertThat(decided).isEqualTo(1);
    }
    assertThat(orders()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void givenAuthServiceIsAway_thenNothingIsDecided_andTheSamePersonMayTryAgain() {
    String unlock = proposed();
    var outage = auth.breaksOn("/internal/desk/accounts/" + account + "/unlock");
    assertThat(confirm(bob, unlock).statusCode()).isEqualTo(503);
    auth.forget(outage);

    assertThat(confirm(bob, unlock).statusCode()).isEqualTo(204);
  }

  @Test
  void givenARefusal_thenTheProposalIsGone() {
    String unlock = proposed();
    assertThat(post(bob, "reviewer", "unlocks/" + unlock + "/refuse", Map.of("words", "The voice differs.", "reason", "case-review")).statusCode())
        .isEqualTo(204);

    assertThat(problem(confirm(bob, unlock))).isEqualTo("unlock-outdated");
    assertThat(orders()).isEmpty();
  }

  @Test
  void a37UnseenByTheList_givenProposalsThatWait_thenReviewersSeeThem_withoutAccountAndWords() {
    String unlock = proposed();
    String last = null;
    boolean seen = false;
    do {
      Response page = post(bob, "reviewer", "unlocks/list",
          last == null ? Map.of("reason", "case-review", "limit", 100) : Map.of("reason", "case-review", "limit", 100, "after", last));
      assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
      assertThat(page.asString()).doesNotContain(account.toString(), "Called back on the known number.");
      for (Map<String, Object> each : page.jsonPath().<Map<String, Object>>getList("unlocks")) {
        assertThat(each.keySet()).containsExactlyInAnyOrder("unlockId", "proposedAt", "endsAt", "yours");
        seen |= unlock.equals(each.get("unlockId")) && each.get("yours").equals(false);
      }
      last = page.jsonPath().getString("next");
    } while (last != null);
    assertThat(seen).isTrue();
  }

  @Test
  void a37WordsThatReadOtherwise_givenCharactersThatActOnTheirSurroundings_thenNobodyReadsThem() {
    String unlock = proposed();
    for (String words : List.of("a\u0000b", "Passport does \u202eton\u202c match", "\ud83d", "\u200b")) {
      assertThat(post(alice, "support", "unlocks", Map.of("accountId", account.toString(), "words", words, "reason", "customer-contact"))
          .statusCode()).isEqualTo(400);
      for (String act : List.of("confirm", "refuse")) {
        assertThat(post(bob, "reviewer", "unlocks/" + unlock + "/" + act, Map.of("words", words, "reason", "case-review")).statusCode())
            .as(act).isEqualTo(400);
      }
    }
    assertThat(orders()).isEmpty();
  }

  @Test
  void badInput_givenNoLockNoWordsOrNoSuchProposal_thenProblems() {
    auth.isLocked(account, "locked", VERSION);
    var open = new AccountId(UUID.randomUUID());
    auth.deskKnows(open, open + "@example.org");
    post(alice, "support", "accounts/find", Map.of("identifier", open + "@example.org", "reason", "customer-contact"));
    assertThat(problem(post(alice, "support", "unlocks", Map.of("accountId", open.toString(), "words", "x", "reason", "customer-contact"))))
        .isEqualTo("account-not-locked");
    assertThat(post(alice, "support", "unlocks", Map.of("accountId", open.toString(), "words", " ", "reason", "customer-contact")).statusCode())
        .isEqualTo(400);
    assertThat(post(alice, "support", "unlocks", Map.of("accountId", "x", "words", "x", "reason", "customer-contact")).statusCode()).isEqualTo(404);
    assertThat(problem(confirm(bob, UUID.randomUUID().toString()))).isEqualTo("unlock-unknown");
    assertThat(problem(confirm(bob, "garbage"))).isEqualTo("unlock-unknown");
  }
}
