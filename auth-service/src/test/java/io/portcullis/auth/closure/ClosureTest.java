package io.portcullis.auth.closure;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.auth.fixture.NeighboursDouble;
import io.portcullis.contracts.NotificationEvent.NotificationDataErased;
import io.portcullis.contracts.RecoveryEvent.CaseExpired;
import io.portcullis.contracts.RecoveryEvent.CaseApproved;
import io.portcullis.contracts.RecoveryEvent.CaseOpened;
import io.portcullis.contracts.RecoveryEvent.CaseOpener;
import io.portcullis.contracts.RecoveryEvent.CaseReason;
import io.portcullis.contracts.RecoveryEvent.RecoveryDataErased;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.runtime.event.Ids;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.OthersFacts;
import io.portcullis.testkit.ServiceTokenFiles;
import io.portcullis.testkit.TopicProbe;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// BACK-7: closing an account. The rows' times are moved, not the clock: the topics take no event from so far in the future.
@AuthTest
class ClosureTest {

  private static final String CLOSURE = "/v1/account/closure";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  NeighboursDouble neighbours;

  @Inject
  Customers customers;

  @Inject
  CustomerTokens tokens;

  @Inject
  TopicProbe topics;

  @Inject
  CarryOutClosures carryOut;

  @Inject
  AwaitedErasures erasures;

  @Inject
  OthersFacts others;

  @Inject
  Ids ids;

  @Inject
  MutableClock clock;

  private final Client stranger = Client.fromANewNetwork();
  private Customer ann;

  @BeforeEach
  void register() {
    ann = customers.active();
  }

  @AfterEach
  void realTime() {
    clock.reset();
  }

  private Client owner() {
    return stranger.bearer(tokens.sign(tokens.claims(ann.account(), "aal1", clock.instant()), "at+jwt"));
  }

  private Answer ask() {
    return owner().post(CLOSURE, Map.of());
  }

  private void pass(Duration time) {
    customers.query("update account_closure set closes_at = closes_at - make_interval(secs => $2) where account_id = $1",
        ann.account().value(), (double) time.toSeconds());
  }

  private void round() {
    carryOut.handle().await().indefinitely();
  }

  private long of(String table) {
    return customers.count("select count(*) from " + table + " where account_id = $1", ann.account().value());
  }

  private String status() {
    return customers.query("select status from account where id = $1", ann.account().value()).iterator().next().getString(0);
  }

  /// To its end.
  private void close() {
    assertThat(ask().status()).isEqualTo(202);
    pass(AskClosure.COOLING_OFF.minusHours(1));
    round();
    pass(Duration.ofHours(13));
    round();
  }

  @Test
  void back7_givenAWish_whenTwoWeeksPass_thenTheAccountIsGone_itsTracesToo_andEachServiceConfirms() {
    assertThat(owner().post("/v1/account/exports", Map.of()).status()).isEqualTo(202);
    Answer asked = ask();
    assertThat(asked.status()).isEqualTo(202);
    assertThat(Instant.parse(asked.text("closesAt"))).isAfter(clock.instant().plus(Duration.ofDays(13)));
    assertThat(ask().text("closesAt")).as("again").isEqualTo(asked.text("closesAt"));
    assertThat(owner().get(CLOSURE).text("closesAt")).isEqualTo(asked.text("closesAt"));
    round();
    assertThat(status()).isEqualTo("active");

    pass(AskClosure.COOLING_OFF.minusHours(1));
    round();
    round();
    assertThat(status()).as("told again, twelve hours at least").isEqualTo("active");
    pass(Duration.ofHours(13));
    round();

    assertThat(status()).isEqualTo("closed");
    for (String table : List.of("identifier", "password_credential", "account_closure", "known_device", "protection_change",
        "account_export")) {
      assertThat(of(table)).as(table).isZero();
    }
    assertThat(stranger.post("/v1/sign-in", ann.credentials()).problem()).isEqualTo("credentials-refused");
    assertThat(topics.awaitType(ann.account(), "io.portcullis.auth.account-closure-change.v1")).isNotEmpty();
    Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
      assertThat(neighbours.erasures(ann.account())).isEqualTo(2);
      assertThat(of("erasure_owed")).isZero();
    });
    assertThat(neighbours.standings(ann.account()).getLast().getBodyAsString()).contains("\"barred\":true");
  }

  @Test
  void back7_givenASignIn_orACancellation_thenTheAccountStays() {
    assertThat(ask().status()).isEqualTo(202);
    assertThat(stranger.post("/v1/sign-in", ann.credentials()).status()).isEqualTo(200);
    assertThat(owner().get(CLOSURE).status()).isEqualTo(404);

    assertThat(ask().status()).isEqualTo(202);
    assertThat(owner().send("DELETE", CLOSURE, "").status()).isEqualTo(204);
    assertThat(owner().send("DELETE", CLOSURE, "").status()).isEqualTo(204);
    pass(Duration.ofDays(30));
    round();
    assertThat(status()).isEqualTo("active");
  }

  @Test
  void back7ThiefCloses_givenAHold_anOpenApproval_orAPassphrase_thenRefused() {
    customers.query("insert into protection_change (account_id, kind, changed_at, held_until) values ($1, 'recovery', now(), now() + interval '1 day')",
        ann.account().value());
    assertThat(ask().text("reason")).isEqualTo("held");
    customers.query("delete from protection_change where account_id = $1", ann.account().value());
    customers.query("""
        insert into approval (id, account_id, consumer, proposer, type, action, action_hash, state, proposed_at, ends_at)
        values (gen_random_uuid(), $1, 'withdrawals', 'consumer', 'withdrawal', '{}', 'x', 'open', now(), now() + interval '5 minutes')""",
        ann.account().value());
    assertThat(ask().text("reason")).isEqualTo("approvals-open");
    customers.query("delete from approval where account_id = $1", ann.account().value());
    neighbours.hasPassphrase(ann.account());
    assertThat(ask().problem()).isEqualTo("passphrase-refused");
    assertThat(owner().post(CLOSURE, Map.of("passphrase", "111111")).problem()).isEqualTo("passphrase-refused");
    assertThat(owner().post(CLOSURE, Map.of("passphrase", NeighboursDouble.RIGHT_PASSPHRASE)).status()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "48392", "4839201", "48392a", "483920\n", "\u0664\u0668\u0663\u0669\u0662\u0660"})
  void badInput_givenWhatNoPassphraseLooksLike_thenItIsRefusedAsAField_andNothingIsTried(String passphrase) {
    neighbours.hasPassphrase(ann.account());
    Answer refused = owner().post(CLOSURE, Map.of("passphrase", passphrase));
    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.problem()).isEqualTo("invalid-fields");
  }

  @Test
  void back7ThiefCloses_givenAnOldSession_orASecondFactorThatWasNotShown_thenAStepUpIsAskedFor() {
    neighbours.enrols(ann.account());
    assertThat(ask().status()).isEqualTo(401);
    assertThat(ask().problem()).isEqualTo("insufficient-user-authentication");
  }

  @Test
  void back7Funds_givenFundsRemain_thenRefused_andWhatCameMeanwhileCancelsTheClosing() {
    var some = neighbours.funds(ann.account(), 200, "{\"funds\":\"remain\"}", 0);
    assertThat(ask().text("reason")).isEqualTo("funds-remain");
    neighbours.forget(some);
    assertThat(ask().status()).isEqualTo(202);

    neighbours.funds(ann.account(), 200, "{\"funds\":\"remain\"}", 0);
    assertCancelledAtTheEnd();
  }

  @Test
  void safe12ThiefCloses_givenTheOwnerLocksTheSettingsMeanwhile_thenTheClosingIsCancelled() {
    assertThat(ask().status()).isEqualTo(202);

    neighbours.settingsLockAnswered(ann.account(), "{\"state\":\"locked\"}");
    assertCancelledAtTheEnd();
  }

  private void assertCancelledAtTheEnd() {
    pass(AskClosure.COOLING_OFF.minusHours(1));
    round();
    pass(Duration.ofHours(13));
    round();
    assertThat(status()).isEqualTo("active");
    assertThat(of("account_closure")).isZero();
    Awaitility.await().atMost(PATIENCE).until(this::said, said -> said.contains("IMMINENT") && said.contains("CANCELLED"));
  }

  private String said() {
    return String.join("\n", topics.present(SecurityEvent.TOPIC, ann.account().toString()).stream().map(record -> new String(record.value())).toList());
  }

  @Test
  void back7Funds_givenAnExchangeThatIsAway_slow_talksOn_orSaysNothingClear_thenNothingIsClosed() {
    String none = "{\"funds\":\"none\"}";
    for (var lie : List.<Supplier<StubMapping>>of(
        () -> neighbours.funds(ann.account(), 200, "{\"funds\":\"maybe\"}", 0), () -> neighbours.funds(ann.account(), 200, "[]", 0),
        () -> neighbours.funds(ann.account(), 200, none.replace("}", ",\"x\":\"" + "x".repeat(200_000) + "\"}"), 0),
        () -> neighbours.funds(ann.account(), 302, none, 0), () -> neighbours.funds(ann.account(), 500, none, 0),
        () -> neighbours.funds(ann.account(), 200, none, 60_000))) {
      StubMapping told = lie.get();
      assertThat(ask().problem()).isEqualTo("unavailable");
      neighbours.forget(told);
    }
    assertThat(ask().status()).isEqualTo(202);

    var away = neighbours.away("/funds/" + ann.account());
    pass(AskClosure.COOLING_OFF.minusHours(1));
    round();
    pass(Duration.ofHours(13));
    round();
    assertThat(status()).isEqualTo("active");
    assertThat(of("account_closure")).as("it waits").isEqualTo(1);
    neighbours.forget(away);
    pass(Duration.ofHours(1));
    round();
    assertThat(status()).isEqualTo("closed");
  }

  @Test
  void back7Void_givenAFreezeMeanwhile_thenTheWishIsVoid() {
    assertThat(ask().status()).isEqualTo(202);
    stranger.bearer(ServiceTokenFiles.token("recovery-service", "auth-service")).post("/internal/accounts/" + ann.account() + "/freeze",
        Map.of("requestId", UUID.randomUUID().toString(), "reason", "compromised"));
    pass(Duration.ofDays(30));
    round();
    assertThat(status()).isEqualTo("frozen");
    assertThat(of("account_closure")).isZero();
  }

  private static Client recovery() {
    return Client.fromANewNetwork().bearer(ServiceTokenFiles.token("recovery-service", "auth-service"));
  }

  @Test
  void back7Void_givenStaffWhoLockTheAccountMeanwhile_thenTheWishIsVoid_andTheDeskSeesIt() {
    assertThat(ask().status()).isEqualTo(202);
    String desk = "/internal/desk/accounts/" + ann.account();
    assertThat(recovery().get(desk + "/standing").text("closesAt")).isEqualTo(owner().get(CLOSURE).text("closesAt"));

    assertThat(recovery().put(desk + "/lock", Map.of("reason", "fraud-report")).status()).isEqualTo(204);
    assertThat(recovery().get(desk + "/standing").json().has("closesAt")).isFalse();
    assertThat(ask().problem()).isEqualTo("account-locked");
    assertThat(owner().post("/v1/account/exports", Map.of()).problem()).isEqualTo("account-locked");
    pass(Duration.ofDays(30));
    round();
    assertThat(status()).isEqualTo("active");
    assertThat(of("account_closure")).isZero();
  }

  @Test
  void back7_givenAClosedAccount_thenStaffSeeThatItIs_andNothingOpensIt() {
    close();
    String desk = "/internal/desk/accounts/" + ann.account();

    assertThat(recovery().get(desk + "/standing").text("status")).isEqualTo("closed");
    for (String act : List.of("lock", "sessions-end")) {
      assertThat(recovery().put(desk + "/" + act, Map.of("reason", "fraud-report")).status()).as(act).isEqualTo(404);
    }
    assertThat(recovery().put(desk + "/unlock",
        Map.of("requestId", UUID.randomUUID().toString(), "lockVersion", 1, "reason", "customer-contact")).status()).isEqualTo(404);
    assertThat(recovery().post("/internal/recoveries", Map.of("accountId", ann.account().toString(), "requestId", UUID.randomUUID().toString(),
        "lost", List.of("second-factors"))).status()).isEqualTo(404);
    assertThat(status()).isEqualTo("closed");
    assertThat(of("protection_change")).as("no hold of nobody").isZero();
  }

  @Test
  void back7Replicas_givenManyRoundsAtOnce_thenTheAccountIsClosedOnce() {
    assertThat(ask().status()).isEqualTo(202);
    customers.query("update account_closure set closes_at = now() - interval '1 minute', reminded_at = now() where account_id = $1",
        ann.account().value());
    List<CompletableFuture<Void>> rounds = IntStream.range(0, 6).mapToObj(_ -> CompletableFuture.runAsync(this::round)).toList();
    rounds.forEach(CompletableFuture::join);
    round();
    assertThat(status()).isEqualTo("closed");
    assertThat(customers.count("select standing_version from account where id = $1", ann.account().value())).isEqualTo(1);
  }

  @Test
  void back7Quarantine_givenAClosedAccountsAddress_whenItIsRegistered_thenTheAnswerIsThatOfAFreshOne() {
    close();
    assertThat(status()).isEqualTo("closed");

    Answer again = stranger.post("/v1/accounts", Map.of("identifier", ann.identifier(), "password", "slate harbour meadow crown"));
    Answer fresh = Client.fromANewNetwork().post("/v1/accounts",
        Map.of("identifier", Customers.freshEmail(), "password", "slate harbour meadow crown"));

    assertThat(again.status()).isEqualTo(fresh.status());
    assertThat(again.json().fieldNames()).toIterable().containsExactlyElementsOf(() -> fresh.json().fieldNames());
    assertThat(customers.count("select count(*) from quarantined_identifier where ends_at > now() + interval '89 days'")).isPositive();
  }

  private void hear(SecurityEvent fact) {
    others.publish(fact);
  }

  @Test
  void back7_givenAnOpenRecoveryCase_thenRefused_andAfterItsEndNotAnyMore_inWhateverOrderTheyAreHeard() {
    UUID recoveryCase = UUID.randomUUID();
    var opened = new CaseOpened(ids.nextEvent(), ann.account(), clock.instant(), recoveryCase, CaseReason.values()[0], Optional.of(CaseOpener.MAILBOX));
    hear(opened);
    Awaitility.await().atMost(PATIENCE).until(() -> of("heard_case") == 1);
    assertThat(ask().text("reason")).isEqualTo("recovery-case-open");

    hear(new CaseExpired(ids.nextEvent(), ann.account(), clock.instant(), recoveryCase));
    Awaitility.await().atMost(PATIENCE).until(() -> customers.count("select count(*) from heard_case where account_id = $1 and ended_at is not null",
        ann.account().value()) == 1);
    hear(opened);
    hear(new CaseOpened(ids.nextEvent(), ann.account(), clock.instant(), UUID.randomUUID(), CaseReason.values()[0], Optional.empty()));
    Awaitility.await().atMost(PATIENCE).until(() -> of("heard_case") == 2);
    customers.query("delete from heard_case where account_id = $1 and case_id <> $2", ann.account().value(), recoveryCase);
    assertThat(ask().status()).isEqualTo(202);
  }

  @Test
  void back7StrangersCase_givenAStrangerOpensCases_thenTheAccountCanBeClosed_untilStaffApproveOne() {
    UUID recoveryCase = UUID.randomUUID();
    hear(new CaseOpened(ids.nextEvent(), ann.account(), clock.instant(), recoveryCase, CaseReason.values()[0], Optional.of(CaseOpener.STRANGER)));
    UUID owners = UUID.randomUUID();
    hear(new CaseOpened(ids.nextEvent(), ann.account(), clock.instant(), owners, CaseReason.values()[0], Optional.of(CaseOpener.DEVICE)));
    Awaitility.await().atMost(PATIENCE).until(() -> of("heard_case") == 1);
    assertThat(ask().text("reason")).isEqualTo("recovery-case-open");
    hear(new CaseExpired(ids.nextEvent(), ann.account(), clock.instant(), owners));
    Awaitility.await().atMost(PATIENCE).until(() -> customers.count("select count(*) from heard_case where account_id = $1 and ended_at is not null",
        ann.account().value()) == 1);
    assertThat(ask().status()).isEqualTo(202);

    hear(new CaseApproved(ids.nextEvent(), ann.account(), clock.instant(), recoveryCase));
    Awaitility.await().atMost(PATIENCE).until(() -> of("heard_case") == 2);
    assertThat(ask().text("reason")).isEqualTo("recovery-case-open");
  }

  @Test
  void back7Confirmed_givenAClosedAccount_thenTheOtherServicesAreAskedUntilTheyConfirm() {
    close();
    assertThat(of("erasure_awaited")).isEqualTo(2);
    hear(new RecoveryDataErased(ids.nextEvent(), ann.account(), clock.instant()));
    Awaitility.await().atMost(PATIENCE).until(() -> of("erasure_awaited") == 1);

    customers.query("update erasure_awaited set asked_at = now() - interval '2 hours' where account_id = $1", ann.account().value());
    List<CompletableFuture<Void>> rounds = IntStream.range(0, 4)
        .mapToObj(_ -> CompletableFuture.runAsync(() -> erasures.askAgain().await().indefinitely())).toList();
    rounds.forEach(CompletableFuture::join);
    // Requested, imminent, closed, and closed once more.
    assertThat(topics.await("portcullis.security-events", ann.account().toString(), 1).size()).isPositive();
    Awaitility.await().atMost(PATIENCE).until(() -> closings() == 4);

    hear(new NotificationDataErased(ids.nextEvent(), ann.account(), clock.instant()));
    Awaitility.await().atMost(PATIENCE).until(() -> of("erasure_awaited") == 0);
    erasures.askAgain().await().indefinitely();
    assertThat(closings()).isEqualTo(4);
  }

  private long closings() {
    return topics.present("portcullis.security-events", ann.account().toString()).stream().map(TopicProbe::type)
        .filter("io.portcullis.auth.account-closure-change.v1"::equals).count();
  }

  @Test
  void back7Canary_givenAClosedAccount_thenNoTableHasItsIdentifier() {
    close();
    Awaitility.await().atMost(PATIENCE).until(() -> of("erasure_owed") == 0);
    List<String> found = new ArrayList<>();
    for (Row table : customers.query("select table_name::text from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'")) {
      String name = table.getString(0);
      if (customers.count("select count(*) from \"" + name + "\" as t where strpos(t::text, $1) > 0", ann.identifier()) > 0) {
        found.add(name);
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void back7ThiefCloses_givenAMailboxAndANewPassword_thenTheHoldAfterTheResetKeepsTheAccountOpen() {
    assertThat(ask().status()).as("asked by its owner before").isEqualTo(202);
    assertThat(stranger.bearer(ServiceTokenFiles.token("recovery-service", "auth-service"))
        .put("/internal/accounts/" + ann.account() + "/password", Map.of("password", "tundra lantern cobalt ferry",
            "requestId", UUID.randomUUID().toString(), "issuedAt", clock.instant().toString())).status()).isEqualTo(204);

    assertThat(owner().get(CLOSURE).status()).as("void by the reset").isEqualTo(404);
    assertThat(ask().text("reason")).isEqualTo("held");
    pass(Duration.ofDays(30));
    round();
    assertThat(status()).isEqualTo("active");
  }

  @Test
  void back7Race_givenASignInWhileTwoReplicasClose_thenTheAccountStays_orIsClosedAndBarred() {
    for (int turn = 0; turn < 5; turn++) {
      ann = customers.active();
      assertThat(ask().status()).isEqualTo(202);
      customers.query("update account_closure set closes_at = now() - interval '1 minute', reminded_at = now() where account_id = $1",
          ann.account().value());
      var all = List.of(CompletableFuture.runAsync(this::round), CompletableFuture.runAsync(this::round),
          CompletableFuture.runAsync(() -> Client.fromANewNetwork().post("/v1/sign-in", ann.credentials())));
      all.forEach(CompletableFuture::join);

      assertThat(of("account_closure")).isZero();
      if (status().equals("closed")) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(neighbours.standings(ann.account())).isNotEmpty()
            .last().extracting(LoggedRequest::getBodyAsString).asString().contains("\"barred\":true"));
        assertThat(stranger.post("/v1/sign-in", ann.credentials()).problem()).isEqualTo("credentials-refused");
      } else {
        assertThat(stranger.post("/v1/sign-in", ann.credentials()).status()).isEqualTo(200);
      }
    }
  }
}
