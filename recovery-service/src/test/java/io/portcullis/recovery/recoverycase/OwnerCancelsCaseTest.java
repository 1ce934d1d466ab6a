package io.portcullis.recovery.recoverycase;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.RecoveryEvent.CaseReason;
import io.portcullis.recovery.AuthServiceDouble;
import io.portcullis.recovery.RecoveryTest;
import io.portcullis.recovery.recoverycase.DecideCase.Proposal;
import io.portcullis.recovery.recoverycase.DecideCase.Risk;
import io.portcullis.recovery.recoverycase.DecideCase.Verdict;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.SessionEndings;
import io.portcullis.testkit.TopicProbe;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// BACK-3: the owner signs in with an old factor, or freezes the account, while a case is open.
@RecoveryTest
class OwnerCancelsCaseTest {

  private static final Duration DEADLINE = Duration.ofSeconds(40);
  private static final Duration YEAR = Duration.ofDays(365);

  @Inject MutableClock clock;
  @Inject TopicProbe topics;
  @Inject SessionEndings sessionService;
  @Inject OpenCase openCase;
  @Inject DecideCase decideCase;
  @Inject SweepCases sweepCases;
  AuthServiceDouble auth;

  private final AccountId account = new AccountId(UUID.randomUUID());
  private final String identifier = UUID.randomUUID() + "@example.org";

  @BeforeEach
  void anAccount() {
    auth.knows(account, identifier, "active", "email", identifier);
  }

  @AfterEach
  void backToRealTime() {
    clock.reset();
  }

  private String open(String reason) {
    long before = told("case-opened");
    Response answer = Cases.open(identifier, reason);
    assertThat(answer.statusCode()).isEqualTo(202);
    Awaitility.await("told").atMost(DEADLINE).until(() -> told("case-opened") > before);
    return answer.path("token");
  }

  private String byStaff() {
    return run(() -> openCase.byStaff(new Secret(identifier), CaseReason.LOST_SECOND_FACTOR, "idp|anna", UUID.randomUUID())).token().reveal();
  }

  private static <T> T run(Supplier<Uni<T>> work) {
    try {
      return VertxContextSupport.subscribeAndAwait(work);
    } catch (Throwable failed) {
      throw new AssertionError(failed);
    }
  }

  private long told(String what) {
    return Cases.told(topics, account).stream().filter(what::equals).count();
  }

  private ProducerRecord<String, byte[]> signIn(Instant settledAt) {
    return sessionService.signIn(account, settledAt);
  }

  /// Sends what changes nothing, and then what does: when the second is heard, so is the first.
  private void awaitHeard() {
    var mark = new AccountId(UUID.randomUUID());
    String other = UUID.randomUUID() + "@example.org";
    auth.knows(mark, other, "active", "email", other);
    String token = Cases.open(other, "second-factor").path("token");
    topics.awaitType(mark, "io.portcullis.recovery.case-opened.v1");
    // On every partition there may be another.
    sessionService.send(onPartitionOf(account, sessionService.signIn(mark, clock.instant().minus(YEAR))));
    awaitState(token, "cancelled");
  }

  private ProducerRecord<String, byte[]> onPartitionOf(AccountId other, ProducerRecord<String, byte[]> record) {
    return new ProducerRecord<>(record.topic(), partition(other), record.timestamp(), record.key(), record.value(), record.headers());
  }

  private int partition(AccountId of) {
    return topics.present("portcullis.security-events", of.toString()).getFirst().partition();
  }

  @Test
  void a39OpenCase_givenAThiefsCase_whenTheOwnerFreezesTheAccount_thenItIsCancelled_andOneOpenedAfterwardsIsNot() {
    String thief = open("trading-passphrase");
    clock.advance(Duration.ofSeconds(1));
    ProducerRecord<String, byte[]> freeze = sessionService.freeze(account);
    sessionService.send(freeze);
    awaitState(thief, "cancelled");

    clock.advance(Duration.ofSeconds(1));
    String owner = open("compromised-account");
    sessionService.send(freeze);
    awaitHeard();
    assertThat(Cases.state(owner)).isEqualTo("opened");
  }

  private static void awaitState(String token, String state) {
    Awaitility.await(state).atMost(DEADLINE).until(() -> Cases.state(token), state::equals);
  }

  @Test
  void a36WeakestLink_givenAThiefWhoOpenedCases_whenTheOwnerSignsInWithAnOldFactor_thenEachIsCancelledOnce_andTheThiefCanNotGoOn() {
    List<String> thief = new ArrayList<>();
    for (String reason : List.of("second-factor", "identifier", "compromised-account")) {
      thief.add(open(reason));
    }
    Cases.post("submit", thief.getFirst()).then().statusCode(204);
    clock.advance(Duration.ofSeconds(1));

    ProducerRecord<String, byte[]> owner = signIn(clock.instant().minus(YEAR));
    sessionService.send(owner);
    sessionService.send(owner);

    thief.forEach(token -> awaitState(token, "cancelled"));
    thief.forEach(token -> assertThat(Cases.post("submit", token).statusCode()).isEqualTo(409));
    awaitHeard();
    assertThat(told("case-cancelled")).isEqualTo(3);
    assertThat(topics.present("portcullis.security-events", account.toString()))
        .filteredOn(record -> TopicProbe.type(record).endsWith("case-cancelled.v1"))
        .allSatisfy(record -> assertThat(new String(record.value(), StandardCharsets.UTF_8)).contains("SIGN_IN"));
  }

  @Test
  void a36WeakestLink_givenMoreCasesOfTheDeskThanTheOwnerIsToldOfADay_whenTheOwnerSignsIn_thenTheOneThatWaitsIsCancelledToo() {
    String waiting = "";
    for (int i = 0; i <= CaseShare.A_DAY; i++) {
      waiting = byStaff();
      long heard = Math.min(i + 1, CaseShare.A_DAY);
      Awaitility.await("told").atMost(DEADLINE).until(() -> told("case-opened") == heard);
    }
    String last = waiting;
    clock.advance(Duration.ofSeconds(1));

    // Until it is looked up whose case it is, a sign-in says nothing about it.
    Awaitility.await().atMost(DEADLINE).pollInterval(Duration.ofMillis(500)).until(() -> {
      sessionService.send(signIn(clock.instant().minus(YEAR)));
      return Cases.state(last).equals("cancelled");
    });
  }

  @Test
  void a36WeakestLink_givenMfaServiceIsAwayWhenTheWaitEnds_whenTheOwnerSignsInWithTheOldFactor_thenItIsCancelled_andAFreezeIsAskedAbout() {
    Response thief = Cases.open(identifier, "second-factor");
    String token = thief.path("token");
    topics.awaitType(account, "io.portcullis.recovery.case-opened.v1");
    Cases.post("submit", token).then().statusCode(204);
    UUID id = UUID.fromString(thief.path("caseId"));
    assertThat(run(() -> decideCase.propose(id, "idp|anna", Proposal.APPROVE, Risk.STANDARD, "x"))).isEqualTo(Verdict.DONE);
    assertThat(run(() -> decideCase.confirm(id, "idp|bert", Proposal.APPROVE, "x"))).isEqualTo(Verdict.DONE);
    topics.awaitType(account, "io.portcullis.recovery.case-wait-started.v1");
    var away = auth.recoversHalf(account);
    clock.stop();
    clock.advance(Duration.ofHours(24));
    awaitState(token, "completing");
    Awaitility.await("tried").atMost(DEADLINE).until(() -> auth.recoveries(account).size() == 1);

    sessionService.send(sessionService.freeze(account));
    Awaitility.await("auth-service knows which came first").atMost(DEADLINE).until(() -> auth.recoveries(account).size() == 2);
    assertThat(Cases.state(token)).isEqualTo("completing");
    sessionService.send(signIn(clock.instant().minus(YEAR)));
    awaitState(token, "cancelled");
    auth.forget(away);
    clock.advance(Duration.ofHours(1));
    run(() -> sweepCases.handleNext());
    assertThat(auth.recoveries(account)).hasSize(2);
  }

  @Test
  void a36WeakestLink_givenASignInFromBeforeTheCase_thatIsHeardAgainAfterARestart_thenTheCaseGoesOn() {
    ProducerRecord<String, byte[]> before = signIn(clock.instant().minus(YEAR));
    sessionService.send(before);
    clock.advance(Duration.ofSeconds(1));
    String token = open("second-factor");
    sessionService.send(before);
    awaitHeard();
    assertThat(Cases.state(token)).isEqualTo("opened");
  }

  @Test
  void a36WeakestLink_givenAFactorThatWasFreshWhenTheCaseWasOpened_orAForgedRecord_thenTheOwnersCaseGoesOn() {
    String token = open("second-factor");
    String passphrase = open("trading-passphrase");
    clock.advance(Duration.ofSeconds(1));
    sessionService.send(signIn(clock.instant()));
    awaitHeard();
    assertThat(Cases.state(token)).isEqualTo("opened");

    ProducerRecord<String, byte[]> forged = signIn(clock.instant().minus(YEAR));
    forged.headers().remove("pc_mac_recovery-service");
    sessionService.send(forged);
    awaitHeard();
    assertThat(Cases.state(token)).isEqualTo("opened");

    sessionService.send(signIn(clock.instant().minus(YEAR)));
    awaitState(token, "cancelled");
    assertThat(Cases.state(passphrase)).as("nobody signs in with a trading passphrase").isEqualTo("opened");
  }
}
