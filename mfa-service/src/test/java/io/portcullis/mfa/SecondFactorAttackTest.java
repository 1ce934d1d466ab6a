package io.portcullis.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.mfa.Customers.Customer;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.StackResource;
import io.portcullis.testkit.TopicProbe;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class SecondFactorAttackTest {

  private static final String FAILURES = "select wrong_in_a_row from account where account_id = $1";

  @Inject Customers customers;
  @Inject MutableClock clock;
  @Inject TopicProbe topics;
  @Inject Rows rows;
  @Inject RedisAPI redis;

  @AfterEach
  void realTime() {
    clock.reset();
  }

  @Test
  void totpReplay_givenACodeThatProved_whenUsedAgain_thenRefusedInEveryChallenge() {
    Customer alice = customers.withAuthenticator();
    String code = customers.code(alice);
    String challenge = customers.challenge(alice.account());
    String openedBefore = customers.challenge(alice.account());
    var proved = customers.verify(challenge, alice, "totp", code);
    assertThat(proved.getString("outcome")).isEqualTo("proved");
    assertThat(proved.getList("amr")).containsExactly("otp");
    assertThat(proved.getString("method")).isEqualTo("totp");

    assertThat(customers.verify(challenge, alice, "totp", code).getString("outcome")).isEqualTo("ended");
    assertThat(customers.verify(openedBefore, alice, "totp", code).getString("outcome")).isEqualTo("refused");
    assertThat(customers.outcome(alice, "totp", code)).isEqualTo("refused");
  }

  @Test
  void totpReplay_givenRedisLostTheChallenge_whenTheCodeIsUsedAgain_thenStillRefused() {
    Customer alice = customers.withAuthenticator();
    String code = customers.code(alice);
    String challenge = customers.challenge(alice.account());
    assertThat(customers.verify(challenge, alice, "totp", code).getString("outcome")).isEqualTo("proved");
    redis.del(List.of("mfa:challenge:" + challenge)).await().indefinitely();

    assertThat(customers.outcome(alice, "totp", code)).isEqualTo("refused");
  }

  @Test
  void totpReplay_givenACodeThatProvedASignIn_whenUsedForAStepUp_evenAfterRedisLostEverything_thenRefused() {
    Customer alice = customers.withAuthenticator();
    String code = customers.code(alice);
    assertThat(customers.outcome(alice, "totp", code)).isEqualTo("proved");
    var answer = new HashMap<>(Customers.answer(alice.account(), "totp", code));
    answer.put("purpose", "step-up");
    for (int i = 0; i < 2; i++) {
      String stepUp = customers.challenge(alice.account(), "step-up").then().statusCode(201).extract().path("challengeId");
      assertThat(customers.verify(stepUp, answer).jsonPath().getString("outcome")).isEqualTo("refused");
      redis.flushall(List.of()).await().indefinitely();
    }
    assertThat(customers.outcome(alice, "totp", code)).isEqualTo("refused");
  }

  @Test
  void totpReplay_givenANewerCodeProved_whenAnOlderUnusedOneComes_thenRefused() {
    Customer alice = customers.withAuthenticator();
    String older = customers.code(alice);
    clock.advance(Customers.STEP);
    assertThat(customers.outcome(alice, "totp", customers.code(alice))).isEqualTo("proved");

    assertThat(customers.outcome(alice, "totp", older)).as("inside the window, before the watermark").isEqualTo("refused");
  }

  @Test
  void totpReplay_givenTheClockIsSetBack_whenTheCodeIsUsedAgain_thenRefused() {
    Customer alice = customers.withAuthenticator();
    String code = customers.code(alice);
    assertThat(customers.outcome(alice, "totp", code)).isEqualTo("proved");
    clock.advance(Customers.STEP.negated());

    assertThat(customers.outcome(alice, "totp", code)).isEqualTo("refused");
  }

  @Test
  void doubleSpend_given64ParallelUsesOfOneTotpCode_thenExactlyOneProves() {
    Customer alice = customers.withAuthenticator();
    List<String> outcomes = customers.race(
        customers.challengesFor(alice.account(), 64), alice, "totp", customers.code(alice));

    assertThat(Collections.frequency(outcomes, "proved")).isOne();
    assertThat(outcomes).doesNotContainNull().hasSize(64);
  }

  @Test
  void doubleSpend_given64ParallelUsesOfOneRecoveryCode_thenExactlyOneProvesAndIsTold() {
    Customer alice = customers.withAuthenticator();
    List<String> outcomes = customers.race(
        customers.challengesFor(alice.account(), 64), alice, "recovery-code", alice.recoveryCodes().getFirst());

    assertThat(Collections.frequency(outcomes, "proved")).isOne();
    assertThat(customers.overview(alice.account()).getInt("recoveryCodes.left")).isEqualTo(9);
    topics.awaitType(alice.account(), "io.portcullis.mfa.recovery-code-used.v1");
    assertThat(topics.present("portcullis.security-events", alice.account().toString()).stream()
        .filter(event -> TopicProbe.type(event).endsWith("recovery-code-used.v1"))).hasSize(1);
  }

  @Test
  void doubleSpend_givenOneChallengeAndTwoRightCodesAtOnce_thenItIsProvedOnce() {
    Customer alice = customers.withAuthenticator();
    String challenge = customers.challenge(alice.account());
    List<String> outcomes = customers.raceTwo(challenge, alice, customers.code(alice), alice.recoveryCodes().getFirst());

    assertThat(outcomes).containsExactlyInAnyOrder("proved", "ended");
  }

  @Test
  void totpGuessing_given64ParallelGuessesAtOneChallenge_thenFiveAreEvaluated() {
    Customer alice = customers.withAuthenticator();
    List<String> outcomes = customers.race(
        Collections.nCopies(64, customers.challenge(alice.account())), alice, "totp", customers.wrongCode(alice));

    assertThat(Collections.frequency(outcomes, "refused")).isEqualTo(5);
    assertThat(Collections.frequency(outcomes, "ended")).isEqualTo(59);
    assertThat(rows.number(FAILURES, alice.account().value())).isEqualTo(5);
  }

  @Test
  void totpGuessing_given64ParallelGuessesAtManyChallenges_thenTenAreEvaluated_andNoNewChallengeGivesMore() {
    clock.advance(Duration.ofMinutes(-30)); // what follows needs service tokens that are valid now
    Customer alice = customers.withAuthenticator();
    List<String> outcomes = customers.race(
        customers.challengesFor(alice.account(), 64), alice, "totp", customers.wrongCode(alice));

    assertThat(Collections.frequency(outcomes, "refused")).isEqualTo(10);
    assertThat(Collections.frequency(outcomes, "throttled")).isEqualTo(54);
    assertThat(rows.number(FAILURES, alice.account().value())).isEqualTo(10);
    assertThat(customers.outcome(alice, "totp", customers.code(alice))).as("right, but not looked at").isEqualTo("throttled");
    var throttled = customers.verify(customers.challenge(alice.account()), alice, "totp", customers.code(alice));

    clock.advance(Duration.ofSeconds(throttled.getLong("retryAfter")));
    assertThat(customers.outcome(alice, "totp", customers.code(alice))).isEqualTo("proved");
    assertThat(topics.awaitType(alice.account(), "io.portcullis.mfa.verification-throttled.v1").stream()
        .filter(type -> type.endsWith("verification-throttled.v1"))).as("told once").hasSize(1);
  }

  @Test
  void totpGuessing_givenSlowGuesses_thenNoTwentyMinutesHoldMoreThanTen() {
    clock.advance(Duration.ofMinutes(-40));
    Customer alice = customers.withAuthenticator();
    for (int i = 0; i < 10; i++) {
      assertThat(customers.outcome(alice, "totp", customers.wrongCode(alice))).isEqualTo("refused");
      clock.advance(Duration.ofMinutes(1));
    }
    clock.advance(Duration.ofMinutes(9));
    assertThat(customers.outcome(alice, "totp", customers.wrongCode(alice))).isEqualTo("throttled");
    clock.advance(Duration.ofMinutes(1));
    assertThat(customers.outcome(alice, "totp", customers.wrongCode(alice))).as("the oldest left").isEqualTo("refused");
    assertThat(customers.outcome(alice, "totp", customers.wrongCode(alice))).isEqualTo("throttled");
  }

  @Test
  void totpGuessing_givenRightCodes_thenTheyCostNothing_butGiveNoGuessBack() {
    Customer alice = customers.withAuthenticator();
    for (int i = 0; i < 9; i++) {
      assertThat(customers.outcome(alice, "totp", customers.wrongCode(alice))).isEqualTo("refused");
    }
    assertThat(customers.outcome(alice, "totp", customers.code(alice))).isEqualTo("proved");
    assertThat(rows.number(FAILURES, alice.account().value())).isZero();

    assertThat(customers.outcome(alice, "totp", customers.wrongCode(alice))).isEqualTo("refused");
    assertThat(customers.outcome(alice, "totp", customers.wrongCode(alice))).isEqualTo("throttled");
  }

  @Test
  void totpGuessing_givenAHundredWrongCodesInARow_thenTheAuthenticatorIsStoppedForGood_andTheSecondFactorStays() {
    Customer alice = customers.withAuthenticator();
    rows.of("update account set wrong_in_a_row = 99 where account_id = $1", alice.account().value());
    assertThat(customers.outcome(alice, "totp", customers.wrongCode(alice))).isEqualTo("refused");
    assertThat(customers.outcome(alice, "totp", customers.code(alice))).as("the 101st").isEqualTo("refused");
    assertThat(customers.methods(alice.account())).as("still asked for").containsExactly("totp", "recovery-code");
    assertThat(customers.overview(alice.account()).getString("advice")).isEqualTo("replace-authenticator");

    assertThat(customers.outcome(alice, "recovery-code", alice.recoveryCodes().getFirst())).isEqualTo("proved");
    Customer anew = customers.enrol(alice.account(), customers.strong(alice.account()));
    assertThat(customers.outcome(anew, "totp", customers.code(anew))).isEqualTo("proved");
    assertThat(customers.outcome(alice, "totp", customers.code(alice))).as("never again").isEqualTo("refused");
  }

  @Test
  void sealedSecrets_givenTwoRowsAreSwapped_thenNeitherOpens_andOthersStillWork() {
    Customer alice = customers.withAuthenticator();
    Customer mallory = customers.withAuthenticator();
    Customer tablet = customers.enrol(alice.account(), customers.strong(alice.account()));
    rows.of("update totp_authenticator a set sealed_secret = b.sealed_secret from totp_authenticator b "
        + "where a.id = any($1::uuid[]) and b.id = any($1::uuid[]) and a.id <> b.id",
        (Object) new UUID[] {UUID.fromString(alice.authenticator()), UUID.fromString(mallory.authenticator())});

    var asMallory = new Customer(alice.account(), alice.authenticator(), mallory.app(), List.of());
    assertThat(customers.outcome(asMallory, "totp", customers.code(mallory))).isEqualTo("refused");
    assertThat(customers.outcome(alice, "totp", customers.code(alice))).isEqualTo("refused");
    assertThat(customers.outcome(tablet, "totp", customers.code(tablet))).isEqualTo("proved");
  }

  @Test
  void recoveryCodeDigests_givenARowIsMovedToAnotherAccount_thenItProvesNothingThere() {
    Customer alice = customers.withAuthenticator();
    Customer mallory = customers.withAuthenticator();
    rows.of("delete from recovery_code where account_id = $1", alice.account().value());
    rows.of("update recovery_code set account_id = $1 where account_id = $2", alice.account().value(), mallory.account().value());

    assertThat(customers.outcome(alice, "recovery-code", mallory.recoveryCodes().getFirst())).isEqualTo("refused");
  }
}
