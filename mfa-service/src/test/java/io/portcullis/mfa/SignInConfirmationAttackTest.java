package io.portcullis.mfa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.Customers.Customer;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.StackResource;
import io.portcullis.testkit.TopicProbe;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class SignInConfirmationAttackTest {

  @Inject Customers customers;
  @Inject Confirmations confirmations;
  @Inject CustomerTokens tokens;
  @Inject Messages messages;
  @Inject MutableClock clock;
  @Inject TopicProbe topics;
  @Inject Rows rows;
  @Inject RedisAPI redis;

  private final String address = Customers.emailAddress();

  @AfterEach
  void realTime() {
    clock.reset();
  }

  private String attempt(String challenge, AccountId account, String code) {
    return customers.verify(challenge, Confirmations.answer(account, address, code)).jsonPath().getString("outcome");
  }

  @Test
  void a05CodeGuessing_givenAnAccountWithoutFactor_when64GuessAtOnce_thenTenAreEvaluated_andNothingGivesMore() {
    AccountId account = customers.withoutFactor();
    List<String> challenges = IntStream.range(0, 13).mapToObj(_ -> confirmations.challenge(account, address)).toList();
    String code = confirmations.send(challenges.getFirst(), account, address);
    List<String> outcomes = new ArrayList<>(Customers.atOnce(IntStream.range(0, 64).<Supplier<String>>mapToObj(i ->
        () -> attempt(challenges.get(i / 5), account, Messages.wrong(code))).toList()));
    // A machine that is too busy for 64 at once refuses some of them: 503 has no outcome, and may or may not have cost a guess.
    String afterwards = confirmations.challenge(account, address);
    String others = confirmations.challenge(account, address);
    for (int i = 0; i < 10; i++) {
      outcomes.add(attempt(i < 5 ? afterwards : others, account, Messages.wrong(code)));
    }

    assertThat(Collections.frequency(outcomes, "refused")).isBetween(1, 10);
    assertThat(outcomes.stream().filter(Objects::nonNull)).isSubsetOf("refused", "throttled");
    topics.awaitType(account, "io.portcullis.mfa.verification-throttled.v1");
    String fresh = confirmations.challenge(account, address);
    assertThat(confirmations.outcome(fresh, account, address, confirmations.send(fresh, account, address)))
        .as("neither a new challenge nor a new code brings new guesses").isEqualTo("throttled");
  }

  @Test
  void a05CodeGuessing_givenGuessesAtAnotherFactor_whenTheBudgetIsSpent_thenItIsForBoth() {
    Customer alice = customers.withAuthenticator();
    String challenge = confirmations.challenge(alice.account(), address);
    String code = confirmations.send(challenge, alice.account(), address);
    String signIn = customers.challenge(alice.account());
    for (int i = 0; i < 5; i++) {
      assertThat(customers.verify(signIn, alice, "totp", customers.wrongCode(alice)).getString("outcome")).isEqualTo("refused");
      assertThat(confirmations.outcome(challenge, alice.account(), address, Messages.wrong(code))).isEqualTo("refused");
    }

    assertThat(customers.outcome(alice, "totp", customers.code(alice))).isEqualTo("throttled");
    String fresh = confirmations.challenge(alice.account(), address);
    assertThat(confirmations.outcome(fresh, alice.account(), address, confirmations.send(fresh, alice.account(), address)))
        .isEqualTo("throttled");
  }

  @Test
  void a05CodeGuessing_givenFiveTries_whenACodeIsSentBetween_thenItBringsNoMore() {
    AccountId account = customers.withoutFactor();
    String challenge = confirmations.challenge(account, address);
    String code = confirmations.send(challenge, account, address);
    for (int i = 0; i < 3; i++) {
      assertThat(confirmations.outcome(challenge, account, address, Messages.wrong(code))).isEqualTo("refused");
    }
    clock.advance(Duration.ofSeconds(30));
    String resent = confirmations.send(challenge, account, address);
    for (int i = 0; i < 2; i++) {
      assertThat(confirmations.outcome(challenge, account, address, Messages.wrong(resent))).isEqualTo("refused");
    }
    assertThat(confirmations.outcome(challenge, account, address, resent)).isEqualTo("ended");
    assertThat(confirmations.prepare(challenge, account, address).getString("outcome")).isEqualTo("ended");
  }

  @Test
  void a06DoubleSpend_given64ParallelUsesOfOneCode_thenExactlyOneProves() {
    AccountId account = customers.withoutFactor();
    for (int round = 0; round < 3; round++) {
      String challenge = confirmations.challenge(account, address);
      String code = confirmations.send(challenge, account, address);
      List<String> outcomes = Customers.atOnce(Collections.nCopies(64, () -> attempt(challenge, account, code)));

      assertThat(Collections.frequency(outcomes, "proved")).isOne();
    }
  }

  @Test
  void a06DoubleSpend_given32ParallelPreparations_thenOneCodeIsSent() {
    AccountId account = customers.withoutFactor();
    String challenge = confirmations.challenge(account, address);
    List<JsonPath> answers = Customers.atOnce(Collections.nCopies(32,
        () -> confirmations.prepare(challenge, Confirmations.preparation(account, address)).jsonPath()));

    List<JsonPath> sent = answers.stream().filter(answer -> "sent".equals(answer.getString("outcome"))).toList();
    assertThat(sent).hasSize(1);
    messages.await(account, sent.getFirst().getString("messageId"));
    assertThat(messages.present(account)).hasSize(1);
  }

  @Test
  void a08CrossUse_givenTheSameAddressAsAFactor_thenNoCodeIsRightForAnythingElse_andTheFactorIsNotUsed() {
    AccountId account = customers.withoutFactor();
    String enrolment = customers.codeIn(account,
        customers.putEmail(tokens.of(account), address).then().extract().path("messageId"));
    String confirmation = confirmations.challenge(account, address);
    String code = confirmations.send(confirmation, account, address);
    assertThat(confirmations.outcome(confirmation, account, address, enrolment)).isEqualTo("refused");
    customers.confirmAddress(tokens.of(account), "email", code)
        .then().statusCode(403).body("type", endsWith(":code-refused"));
    customers.confirmAddress(tokens.of(account), "email", enrolment).then().statusCode(200);

    String signIn = customers.challenge(account);
    String stepUp = customers.challenge(account, "step-up").then().extract().path("challengeId");
    String signInCode = customers.codeIn(account, customers.prepare(signIn, account, "email").getString("messageId"));
    String stepUpCode = customers.codeIn(account,
        customers.prepare(stepUp, account, "step-up", "email").getString("messageId"));
    assertThat(confirmations.outcome(confirmation, account, address, signInCode)).isEqualTo("refused");
    assertThat(confirmations.outcome(confirmation, account, address, stepUpCode)).isEqualTo("refused");
    assertThat(customers.verify(signIn, account, "email", code).getString("outcome")).isEqualTo("refused");
    var steppingUp = Confirmations.with(Customers.answer(account, "email", code), "purpose", "step-up");
    customers.verify(stepUp, steppingUp).then().body("outcome", equalTo("refused"));

    assertThat(confirmations.outcome(confirmation, account, address, code)).isEqualTo("proved");
    assertThat(rows.of("select from code_address where account_id = $1 and last_used_at is not null", account.value()))
        .as("an address was confirmed, a factor was not used").isEmpty();
    assertThat(customers.verify(signIn, account, "email", signInCode).getString("outcome")).isEqualTo("proved");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sign-in", "step-up"})
  void a08CrossUse_givenAChallengeOfOnePurpose_whenShownForAnother_thenItEnds(String purpose) {
    AccountId account = customers.withoutFactor();
    customers.withEmail(account, tokens.of(account), address);
    String confirmation = confirmations.challenge(account, address);
    String code = confirmations.send(confirmation, account, address);
    var otherwise = Confirmations.with(Customers.answer(account, "email", code), "purpose", purpose);
    customers.verify(confirmation, otherwise).then().body("outcome", equalTo("ended"));
    assertThat(confirmations.outcome(confirmation, account, address, code)).isEqualTo("ended");

    String other = customers.challenge(account, purpose).then().extract().path("challengeId");
    String otherCode = customers.codeIn(account,
        customers.prepare(other, account, purpose, "email").getString("messageId"));
    assertThat(confirmations.outcome(other, account, address, otherCode)).isEqualTo("ended");
    customers.verify(other, Confirmations.with(Customers.answer(account, "email", otherCode), "purpose", purpose))
        .then().body("outcome", equalTo("ended"));
  }

  @Test
  void a08StepSkip_givenAChallengeForOneAddress_whenShownWithAnother_thenItEnds_alsoForTheRightOne() {
    AccountId account = customers.withoutFactor();
    String mallorys = Customers.emailAddress();
    String prepared = confirmations.challenge(account, address);
    assertThat(confirmations.prepare(prepared, account, mallorys).getString("outcome")).isEqualTo("ended");
    assertThat(confirmations.prepare(prepared, account, address).getString("outcome")).isEqualTo("ended");
    assertThat(messages.present(account)).isEmpty();

    String verified = confirmations.challenge(account, address);
    String code = confirmations.send(verified, account, address);
    assertThat(confirmations.outcome(verified, account, mallorys, code)).isEqualTo("ended");
    assertThat(confirmations.outcome(verified, account, address, code)).isEqualTo("ended");
  }

  @Test
  void a11MailBomb_givenOneAccountAndManyAddresses_thenTheStrangersBudgetHolds_andTheOwnerStillEnrols() {
    AccountId account = customers.withoutFactor();
    List<String> outcomes = IntStream.range(0, 12).mapToObj(_ -> Customers.emailAddress())
        .map(mailbox -> confirmations.prepare(confirmations.challenge(account, mailbox), account, mailbox))
        .map(answer -> answer.getString("outcome")).toList();

    assertThat(outcomes.subList(0, 10)).containsOnly("sent");
    assertThat(outcomes.subList(10, 12)).containsOnly("wait");
    customers.putEmail(tokens.of(account), Customers.emailAddress()).then().statusCode(202);
  }

  @Test
  void a11MailBomb_givenOneMailboxAndManyAccounts_thenTheMailboxsBudgetHolds_inAnySpelling() {
    for (int i = 0; i < 5; i++) {
      AccountId account = customers.withoutFactor();
      assertThat(confirmations.prepare(confirmations.challenge(account, address), account, address).getString("outcome"))
          .isEqualTo("sent");
    }
    AccountId sixth = customers.withoutFactor();
    String tagged = address.replace("@", "+tag@");
    JsonPath answer = confirmations.prepare(confirmations.challenge(sixth, tagged), sixth, tagged);
    assertThat(answer.getString("outcome")).isEqualTo("wait");
    assertThat(answer.getInt("retryAfter")).isBetween(1, 3600);
    assertThat(messages.present(sixth)).isEmpty();
  }

  @Test
  void a12SmsPumping_givenOneNumberAndManyAccounts_thenTheNumbersBudgetHolds() {
    String number = Customers.phoneNumber();
    List<String> outcomes = IntStream.range(0, 7).mapToObj(_ -> customers.withoutFactor())
        .map(account -> confirmations.prepare(confirmations.challenge(account, number), account, number))
        .map(answer -> answer.getString("outcome")).toList();

    assertThat(outcomes).containsExactly("sent", "sent", "sent", "sent", "sent", "wait", "wait");
  }

  @Test
  void a29SecretLeak_givenASentCode_thenNeitherCodeNorAddressStandsInRedisOrTheDatabase() {
    AccountId account = customers.withoutFactor();
    String one = confirmations.challenge(account, address);
    String other = confirmations.challenge(account, address);
    String code = confirmations.send(one, account, address);
    String name = address.substring(0, address.indexOf('@'));

    String bindingOfOne = hash("mfa:challenge:" + one);
    assertThat(bindingOfOne).contains(account.toString()).doesNotContain(name, code);
    assertThat(hash("mfa:code:challenge:" + one + ":email")).contains("digest").doesNotContain(name, code);
    assertThat(digest(one)).matches("[A-Za-z0-9_-]{43}").as("equal addresses can't be told").isNotEqualTo(digest(other));
    String everything = rows.of("select to_jsonb(a)::text from account a where account_id = $1 "
        + "union all select payload from outbox where aggregateid = $2", account.value(), account.toString())
        .stream().map(row -> row.getString(0)).toList().toString();
    assertThat(everything).doesNotContain(name);
  }

  private String hash(String key) {
    return redis.hgetall(key).await().indefinitely().toString();
  }

  private String digest(String challenge) {
    String binding = redis.hget("mfa:challenge:" + challenge, "binding").await().indefinitely().toString();
    return binding.substring(binding.lastIndexOf('/') + 1);
  }
}
