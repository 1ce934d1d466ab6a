package io.portcullis.recovery.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.AccountLocked;
import io.portcullis.contracts.AuthEvent.AccountUnlocked;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.recovery.AuthServiceDouble;
import io.portcullis.recovery.RecoveryTest;
import io.portcullis.recovery.staff.Desk;
import io.portcullis.recovery.staff.StaffProvider;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.testkit.Management;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.TopicProbe;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What staff may see, how often, and who hears of it (BACK-5, A-37).
@RecoveryTest
class SupportDeskTest {

  /// The default of `portcullis.desk.reads-per-hour`.
  private static final int READS = 40;
  private static final int ACTS = 20;
  private static final int BEFORE_ALARM = 15;
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  @Inject Desk desk;
  @Inject Timelines timelines;
  @Inject Postgres postgres;
  @Inject Ids ids;
  @Inject MutableClock clock;
  @Inject TopicProbe topics;
  AuthServiceDouble auth;
  StaffProvider provider;

  private final AccountId account = new AccountId(UUID.randomUUID());
  private final String customer = "ada-" + UUID.randomUUID() + "@example.org";
  private final String alice = "alice-" + UUID.randomUUID();

  @BeforeEach
  void aCustomer() {
    auth.deskKnows(account, customer);
  }

  @AfterEach
  void backToRealTime() {
    clock.reset();
  }

  private Response post(String token, String path, Map<String, ?> body) {
    return desk.as(token).contentType(ContentType.JSON).body(body).post(path);
  }

  private Response find(String token, String identifier) {
    return post(token, "/v1/support/accounts/find", Map.of("identifier", identifier, "reason", "customer-contact", "ticket", "T-1"));
  }

  private Response signIns(String token, AccountId of) {
    return post(token, "/v1/support/accounts/" + of + "/sign-ins", Map.of("reason", "security-alert"));
  }

  private static String problem(Response answer) {
    return answer.jsonPath().getString("type").replace("urn:portcullis:problem:", "");
  }

  private static double unusual(String pattern) {
    return Management.value("portcullis_desk_unusual_total", "pattern", pattern);
  }

  @Test
  void givenACustomersWholeIdentifier_thenStaffSeeTheAccountWithItsAddressesMasked_andTheTrailSaysWhoLooked() {
    String token = provider.token(alice, "support");
    Response answer = find(token, customer);

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    assertThat(answer.jsonPath().getString("accountId")).isEqualTo(account.toString());
    assertThat(answer.asString()).contains("a•••@example.org").doesNotContain(customer);
    topics.awaitType(account, "io.portcullis.recovery.support-read.v1");
    String person = desk.as(token).get("/v1/support/me").path("person");
    assertThat(topics.present(SecurityEvent.TOPIC, account.toString())).singleElement().satisfies(record ->
        assertThat(new String(record.value())).contains(person, "find-account", "customer-contact").doesNotContain(alice, customer));
  }

  @Test
  void givenAnAccountThatWasFound_thenStaffSeeWhyItsSignInsWereDecidedSo_andNoNetworkAddress() {
    String token = provider.token(alice, "reviewer");
    find(token, customer);

    Response answer = signIns(token, account);

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    assertThat(answer.jsonPath().getString("signIns[0].reasons[0].code")).isEqualTo("new-country");
    assertThat(answer.asString()).contains("Berlin, Germany").doesNotContain("198.51.100.7");
  }

  @Test
  void a37GoingThroughIds_givenAnAccountThatNobodyShowedTheCaller_thenItStaysClosed_andRaisesAnAlarm() {
    find(provider.token(alice, "support"), customer);
    double before = unusual("not_shown");

    Response colleague = signIns(provider.token("bob-" + UUID.randomUUID(), "support", "lead"), account);

    assertThat(colleague.statusCode()).isEqualTo(403);
    assertThat(problem(colleague)).isEqualTo("account-not-found-first");
    assertThat(unusual("not_shown")).isEqualTo(before + 1);
  }

  @Test
  void a37GoingThroughIds_givenAnAccountThatWasFoundYesterday_thenItIsClosedAgain() {
    find(provider.token(alice, "support"), customer);
    clock.advance(Duration.ofHours(7));
    assertThat(signIns(provider.token(alice, "support"), account).statusCode()).as("which keeps it open no longer").isEqualTo(200);
    clock.advance(Duration.ofHours(2));

    assertThat(problem(signIns(provider.token(alice, "support"), account))).isEqualTo("account-not-found-first");
  }

  @Test
  void a37OutOfHours_givenACallAtNight_thenItIsAnswered_andRaisesAnAlarm() {
    standStillAt(11);
    double before = unusual("out_of_hours");
    find(provider.token(alice, "support"), customer);
    assertThat(unusual("out_of_hours")).as("by day").isEqualTo(before);

    standStillAt(3);
    Response atNight = find(provider.token(alice, "support"), customer);

    assertThat(atNight.statusCode()).as(atNight.asString()).isEqualTo(200);
    assertThat(unusual("out_of_hours")).isEqualTo(before + 1);
  }

  /// @param hour of the next day that has one to come, in UTC
  private void standStillAt(int hour) {
    clock.stop();
    ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
    clock.advance(Duration.between(now, now.truncatedTo(ChronoUnit.DAYS).plusDays(1).plusHours(hour)));
  }

  @Test
  void a37EveryOperation_givenEachRole_thenTheTableDecides() {
    for (StaffOperation operation : StaffOperation.values()) {
      for (String role : List.of("support", "reviewer", "lead", "operator", "auditor")) {
        String token = provider.token(UUID.randomUUID().toString(), role);
        Response answer = ask(token, operation);
        boolean open = operation.roles().stream().anyMatch(allowed -> allowed.name().equalsIgnoreCase(role));
        assertThat(answer.statusCode() != 403 || !problem(answer).equals("role-missing")).as(operation + " as " + role + ": " + answer.asString())
            .isEqualTo(open);
      }
    }
  }

  @Test
  void a37OperatorsReason_givenOneWhoMayReadCustomers_whenTheySayOperations_thenNothingIsShown_norCounted() {
    String token = provider.token(alice, "reviewer", "lead", "operator");
    double before = calls("reason_refused");

    Response answer = post(token, "/v1/support/accounts/find", Map.of("identifier", customer, "reason", "operations"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(problem(answer)).isEqualTo("reason-refused");
    assertThat(problem(post(token, "/v1/support/cases/list", Map.of("reason", "operations")))).isEqualTo("reason-refused");
    assertThat(calls("reason_refused")).isEqualTo(before + 2);
    assertThat(desk.as(token).get("/v1/support/me").jsonPath().getInt("leftThisHour.reads")).isEqualTo(READS);
  }

  private static double calls(String outcome) {
    return Management.value("portcullis_desk_calls_total", "outcome", outcome);
  }

  @Test
  void givenAnAccountThatWasFound_thenItsOverviewHasHoldsCasesAndWhatStaffDid() {
    String token = provider.token(alice, "support");
    find(token, customer);

    Response answer = post(token, "/v1/support/accounts/" + account + "/overview", Map.of("reason", "customer-contact"));

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    assertThat(answer.jsonPath().getString("standing.status")).isEqualTo("active");
    assertThat(answer.jsonPath().getString("holds[0].reason")).isEqualTo("password-reset");
    assertThat(answer.jsonPath().getList("cases")).isEmpty();
    assertThat(answer.jsonPath().getList("calls.operation")).containsExactly("read-overview", "find-account");
  }

  @Test
  void givenAnAccountThatWasFound_thenItsTimelineHasWhatHappened_theNewestFirst_pageByPage_andOfNoOtherAccount() {
    String token = provider.token(alice, "support");
    find(token, customer);
    post(token, "/v1/support/accounts/" + account + "/lock", Map.of("reason", "fraud-report"));
    Awaitility.await().atMost(DEADLINE).until(() -> timelines.of(account, Optional.empty(), 10).await().atMost(DEADLINE).size() >= 2);

    String path = "/v1/support/accounts/" + account + "/timeline";
    Response first = post(token, path, Map.of("reason", "customer-contact", "limit", 1));
    assertThat(first.statusCode()).as(first.asString()).isEqualTo(200);
    Response second = post(token, path, Map.of("reason", "customer-contact", "limit", 1, "after", timelines.of(account, Optional.empty(), 10)
        .await().indefinitely().stream().filter(entry -> entry.type().endsWith("support-acted.v1")).findFirst().orElseThrow().id()));

    assertThat(second.jsonPath().getString("entries[0].type")).isEqualTo("io.portcullis.recovery.support-read.v1");
    assertThat(second.jsonPath().getList("entries[0].facts.find { it.name == 'operation' }.values")).containsExactly("find-account");
    assertThat(first.asString() + second.asString()).doesNotContain(customer, alice);
    assertThat(timelines.of(new AccountId(UUID.randomUUID()), Optional.empty(), 10).await().indefinitely()).isEmpty();
  }

  @Test
  void back7_givenAnAccountThatWasClosedSinceItWasFound_thenTheDeskSaysSo() {
    String token = provider.token(alice, "support");
    find(token, customer);
    auth.isClosed(account);

    assertThat(post(token, "/v1/support/accounts/" + account + "/overview", Map.of("reason", "customer-contact"))
        .jsonPath().getString("standing.status")).isEqualTo("closed");
    for (String act : List.of("lock", "end-sessions")) {
      assertThat(problem(post(token, "/v1/support/accounts/" + account + "/" + act, Map.of("reason", "security-alert")))).isEqualTo("account-closed");
    }
  }

  @Test
  void back7_givenAnErasureAndAFactThatIsHeardAtOnce_thenTheTimelineForgets_andStaysEmpty() {
    var before = new AccountLocked(ids.nextEvent(), account, clock.instant(), "fraud-report");
    var during = new AccountUnlocked(ids.nextEvent(), account, clock.instant(), "customer-contact");
    timelines.add(List.of(before)).await().atMost(DEADLINE);
    var forgotten = new CompletableFuture<Void>();
    var mayEnd = new CompletableFuture<Void>();
    var erasure = postgres.withTransaction(tx -> timelines.forget(tx, account).invoke(() -> forgotten.complete(null))
        .chain(() -> Uni.createFrom().completionStage(mayEnd))).subscribeAsCompletionStage();
    forgotten.join();

    var heard = timelines.add(List.of(during)).subscribeAsCompletionStage();
    Awaitility.await().atMost(DEADLINE).until(() -> heard.isDone() || somebodyWaits());
    mayEnd.complete(null);
    erasure.join();
    heard.join();
    timelines.add(List.of(before, during)).await().atMost(DEADLINE);

    assertThat(timelines.of(account, Optional.empty(), 10).await().atMost(DEADLINE)).isEmpty();
  }

  private boolean somebodyWaits() {
    return postgres.pool().query("select 1 from pg_locks where locktype = 'advisory' and not granted").execute()
        .await().atMost(DEADLINE).size() > 0;
  }

  @Test
  void badInput_givenACursorThatIsNone_thenTheTimelineIsRefused() {
    String token = provider.token(alice, "support");
    find(token, customer);

    assertThat(post(token, "/v1/support/accounts/" + account + "/timeline", Map.of("reason", "customer-contact", "after", "x")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void givenAnAccountThatWasFound_whenStaffLockItAndEndItsSessions_thenAuthServiceIsTold_andTheTrailSaysWhoActed() {
    String token = provider.token(alice, "support");
    find(token, customer);

    for (String act : List.of("lock", "end-sessions")) {
      Response answer = post(token, "/v1/support/accounts/" + account + "/" + act, Map.of("reason", "security-alert"));
      assertThat(answer.statusCode()).as(act + answer.asString()).isEqualTo(204);
    }

    assertThat(auth.callsAboutDesk(account)).extracting(call -> call.getUrl().replaceFirst(".*/", ""))
        .containsExactly("lock", "sessions-end");
    topics.awaitType(account, "io.portcullis.recovery.support-acted.v1");
  }

  @Test
  void a37LockAsDenialOfService_givenOneSupportAccount_whenItLocksManyCustomers_thenTheRationStopsIt_andOneAlarmIsRaised() {
    clock.stop();
    String token = provider.token(alice, "support");
    double before = unusual("many_accounts");
    int locked = 0;
    Response answer;
    do {
      var another = new AccountId(UUID.randomUUID());
      auth.deskKnows(another, another + "@example.org");
      find(token, another + "@example.org");
      answer = post(token, "/v1/support/accounts/" + another + "/lock", Map.of("reason", "security-alert"));
      locked += answer.statusCode() == 204 ? 1 : 0;
    } while (answer.statusCode() == 204);

    assertThat(problem(answer)).isEqualTo("ration-used-up");
    assertThat(locked).isEqualTo(ACTS);
    assertThat(unusual("many_accounts")).isEqualTo(before + 1);
  }

  private Response ask(String token, StaffOperation operation) {
    return switch (operation) {
      case FIND_ACCOUNT -> find(token, customer);
      case READ_SIGN_INS -> signIns(token, account);
      case READ_OVERVIEW -> post(token, "/v1/support/accounts/" + account + "/overview", Map.of("reason", "security-alert"));
      case READ_TIMELINE -> post(token, "/v1/support/accounts/" + account + "/timeline", Map.of("reason", "security-alert"));
      case LOCK_ACCOUNT -> post(token, "/v1/support/accounts/" + account + "/lock", Map.of("reason", "security-alert"));
      case END_SESSIONS -> post(token, "/v1/support/accounts/" + account + "/end-sessions", Map.of("reason", "security-alert"));
      case PROPOSE_UNLOCK -> post(token, "/v1/support/unlocks",
          Map.of("accountId", account.toString(), "words", "as heard", "reason", "customer-contact"));
      case LIST_UNLOCKS -> post(token, "/v1/support/unlocks/list", Map.of("reason", "case-review"));
      case SHOW_UNLOCK -> post(token, "/v1/support/unlocks/" + UUID.randomUUID() + "/show", Map.of("reason", "case-review"));
      case CONFIRM_UNLOCK -> post(token, "/v1/support/unlocks/" + UUID.randomUUID() + "/confirm",
          Map.of("words", "as seen", "reason", "case-review"));
      case REFUSE_UNLOCK -> post(token, "/v1/support/unlocks/" + UUID.randomUUID() + "/refuse",
          Map.of("words", "as seen", "reason", "case-review"));
      case OPEN_CASE -> post(token, "/v1/support/cases",
          Map.of("identifier", customer, "loss", "second-factor", "reason", "customer-contact"));
      case SEARCH_AUDIT -> post(token, "/v1/support/audit/search", Map.of("accountId", account.toString(), "reason", "quality-check"));
      case EXPORT_AUDIT -> post(token, "/v1/support/audit/export", Map.of("accountId", account.toString(), "reason", "quality-check"));
      case LIST_CASES -> post(token, "/v1/support/cases/list", Map.of("reason", "case-review"));
      case SHOW_CASE -> post(token, "/v1/support/cases/" + UUID.randomUUID() + "/show", Map.of("reason", "case-review"));
      case LIST_EVIDENCE -> post(token, "/v1/support/cases/" + UUID.randomUUID() + "/evidence", Map.of("reason", "case-review"));
      case READ_EVIDENCE -> post(token, "/v1/support/cases/" + UUID.randomUUID() + "/evidence/" + UUID.randomUUID(),
          Map.of("reason", "case-review"));
      case PROPOSE_DECISION -> post(token, "/v1/support/cases/" + UUID.randomUUID() + "/propose",
          Map.of("decision", "approve", "risk", "standard", "words", "as seen", "reason", "case-review"));
      case CONFIRM_DECISION -> post(token, "/v1/support/cases/" + UUID.randomUUID() + "/confirm",
          Map.of("decision", "approve", "words", "as seen", "reason", "case-review"));
      case OBJECT_TO_DECISION -> post(token, "/v1/support/cases/" + UUID.randomUUID() + "/object",
          Map.of("words", "as seen", "reason", "case-review"));
      case LIST_WEBHOOKS -> post(token, "/v1/support/webhooks/list", Map.of("reason", "operations"));
      case LIST_WEBHOOK_DELIVERIES -> aboutWebhook(token, "deliveries");
      case REGISTER_WEBHOOK -> post(token, "/v1/support/webhooks", Map.of("url", "https://hooks.exchange.example/", "reason", "operations"));
      case RENEW_WEBHOOK_SECRET -> aboutWebhook(token, "secret");
      case PAUSE_WEBHOOK -> aboutWebhook(token, "pause");
      case RESUME_WEBHOOK -> aboutWebhook(token, "resume");
      case REMOVE_WEBHOOK -> aboutWebhook(token, "remove");
      case REPLAY_WEBHOOK -> aboutWebhook(token, "deliveries/" + UUID.randomUUID() + "/replay");
    };
  }

  private Response aboutWebhook(String token, String path) {
    return post(token, "/v1/support/webhooks/" + UUID.randomUUID() + "/" + path, Map.of("reason", "operations"));
  }

  @Test
  void a37BulkReading_givenARationThatIsUsedUp_thenNoMoreUntilTheHourIsOver_alsoWithAnotherToken() {
    clock.stop();
    for (int i = 0; i < READS; i++) {
      assertThat(find(provider.token(alice, "support"), customer).statusCode()).isEqualTo(200);
    }

    Response last = find(provider.token(alice, claims -> claims.setClaim("sid", "another"), "lead"), customer);
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(problem(last)).isEqualTo("ration-used-up");
    assertThat(find(provider.token("bob-" + UUID.randomUUID(), "support"), customer).statusCode()).isEqualTo(200);

    clock.advance(Duration.ofSeconds(Long.parseLong(last.header("Retry-After"))));
    assertThat(find(provider.token(alice, "support"), customer).statusCode()).isEqualTo(200);
  }

  @Test
  void a37BulkReading_givenManyCallsAtOnce_thenTheRationHoldsExactly() throws Exception {
    clock.stop();
    String token = provider.token(alice, "support");
    try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = together.invokeAll(Collections.nCopies(READS + 20, (Callable<Integer>) () -> find(token, customer).statusCode()));
      int admitted = 0;
      for (var answer : answers) {
        admitted += answer.get() == 200 ? 1 : 0;
      }
      assertThat(admitted).isEqualTo(READS);
    }
  }

  @Test
  void a37BulkReading_givenManyAccountsWithinAnHour_thenOneAlarmIsRaised() {
    clock.stop();
    String token = provider.token(alice, "support");
    double before = unusual("many_accounts");
    for (int i = 0; i < BEFORE_ALARM + 3; i++) {
      var another = new AccountId(UUID.randomUUID());
      auth.deskKnows(another, another + "@example.org");
      find(token, another + "@example.org");
    }

    assertThat(unusual("many_accounts")).isEqualTo(before + 1);
  }

  @Test
  void a37UnknownAccounts_givenIdentifiersThatNobodyHas_thenSearchingForThemCostsTheSame() {
    clock.stop();
    String token = provider.token(alice, "support");
    for (int i = 0; i < READS; i++) {
      Response answer = find(token, "nobody-" + i + "@example.org");
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(problem(answer)).isEqualTo("account-unknown");
    }

    assertThat(find(token, customer).statusCode()).isEqualTo(429);
  }

  @Test
  void givenAuthServiceIsAway_thenUnavailable_andTheCallHasCounted() {
    var outage = auth.breaksOn(customer);
    assertThat(find(provider.token(alice, "support"), customer).statusCode()).isEqualTo(503);
    auth.forget(outage);

    assertThat(desk.as(provider.token(alice, "support")).get("/v1/support/me").jsonPath().getInt("leftThisHour.reads")).isEqualTo(READS - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"identifier\":\"a@example.org\"}", "{\"identifier\":\"a@example.org\",\"reason\":\"curiosity\"}",
      "{\"identifier\":\"a@example.org\",\"reason\":\"customer-contact\",\"ticket\":\"' or 1=1\"}",
      "{\"identifier\":null,\"reason\":\"customer-contact\"}", "[]", "{\"identifier\":[\"a@example.org\"],\"reason\":\"customer-contact\"}"})
  void badInput_givenNoReasonOrOneThatIsNone_thenNothingIsLookedFor(String body) {
    Response answer = desk.as(provider.token(alice, "support")).contentType(ContentType.JSON).body(body).post("/v1/support/accounts/find");

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
    assertThat(auth.deskSearches("a@example.org")).isEmpty();
  }

  @Test
  void givenACursorThatIsNone_thenItIsRefused() {
    String token = provider.token(alice, "support");
    find(token, customer);

    Response answer = post(token, "/v1/support/accounts/" + account + "/sign-ins", Map.of("reason", "security-alert", "after", "garbage"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(problem(answer)).isEqualTo("cursor-refused");
  }
}
