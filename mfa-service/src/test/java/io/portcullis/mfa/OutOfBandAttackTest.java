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
import io.restassured.response.Response;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class OutOfBandAttackTest {

  @Inject Customers customers;
  @Inject CustomerTokens tokens;
  @Inject Messages messages;
  @Inject MutableClock clock;
  @Inject TopicProbe topics;
  @Inject Rows rows;
  @Inject RedisAPI redis;

  @AfterEach
  void realTime() {
    clock.reset();
  }

  private AccountId withEmail() {
    AccountId account = customers.withoutFactor();
    customers.withEmail(account, tokens.of(account), Customers.emailAddress());
    return account;
  }

  private String send(String challenge, AccountId account) {
    return customers.codeIn(account, customers.prepare(challenge, account, "email").getString("messageId"));
  }

  @Test
  void codeGuessing_given64ParallelGuessesOverManyChallengesAndMethods_thenTenAreEvaluated_andNothingGivesMore() {
    Customer alice = customers.withAuthenticator();
    customers.withEmailBesideStronger(alice.account(), customers.strong(alice.account()), Customers.emailAddress());
    List<String> challenges = customers.challengesFor(alice.account(), 64);
    String code = send(challenges.getFirst(), alice.account());
    var guesses = new ArrayList<Supplier<String>>();
    for (int i = 0; i < 64; i++) {
      String challenge = challenges.get(i);
      boolean byMail = i % 2 == 0;
      guesses.add(() -> byMail
          ? customers.verify(challenge, alice, "email", Messages.wrong(code)).getString("outcome")
          : customers.verify(challenge, alice, "totp", customers.wrongCode(alice)).getString("outcome"));
    }
    List<String> outcomes = Customers.atOnce(guesses);

    assertThat(Collections.frequency(outcomes, "refused")).isEqualTo(10);
    assertThat(Collections.frequency(outcomes, "throttled")).isEqualTo(54);
    String fresh = customers.challenge(alice.account());
    String freshCode = send(fresh, alice.account());
    assertThat(customers.verify(fresh, alice, "email", freshCode).getString("outcome"))
        .as("neither a new challenge nor a new code brings new guesses").isEqualTo("throttled");
    assertThat(customers.outcome(alice, "totp", customers.code(alice))).isEqualTo("throttled");
  }

  @Test
  void codeGuessing_givenFiveWrongOnes_whenTheRightOneComes_thenTheChallengeHasEnded_andSendsNothingMore() {
    AccountId account = withEmail();
    String challenge = customers.challenge(account);
    String code = send(challenge, account);
    List<String> outcomes = customers.race(Collections.nCopies(32, challenge), account, "email", Messages.wrong(code));
    assertThat(Collections.frequency(outcomes, "refused")).isEqualTo(5);
    assertThat(customers.verify(challenge, account, "email", code).getString("outcome")).isEqualTo("ended");
    clock.advance(Duration.ofSeconds(31));
    assertThat(customers.prepare(challenge, account, "email").getString("outcome")).isEqualTo("ended");
  }

  @Test
  void codeGuessing_givenAnEnrolmentWithFiveWrongTries_whenResent_thenTheNewCodeBringsNone() {
    AccountId account = customers.withoutFactor();
    String token = tokens.of(account);
    String address = Customers.emailAddress();
    String code = customers.codeIn(account, customers.putEmail(token, address).then().extract().path("messageId"));
    for (int left = 4; left >= 0; left--) {
      customers.confirmAddress(token, "email", Messages.wrong(code))
          .then().statusCode(403).body("type", endsWith(":code-refused")).body("triesLeft", equalTo(left));
    }
    customers.putEmail(token, address).then().statusCode(429);
    clock.advance(Duration.ofSeconds(30));
    String resent = customers.codeIn(account, customers.putEmail(token, address).then().statusCode(202)
        .extract().path("messageId"));
    customers.confirmAddress(token, "email", resent)
        .then().statusCode(403).body("type", endsWith(":enrolment-ended"));
    assertThat(customers.methods(account)).isEmpty();
  }

  @Test
  void doubleSpend_given64ParallelUsesOfOneCode_thenExactlyOneProves() {
    AccountId account = withEmail();
    String challenge = customers.challenge(account);
    String code = send(challenge, account);
    List<String> outcomes = customers.race(Collections.nCopies(64, challenge), account, "email", code);

    assertThat(Collections.frequency(outcomes, "proved")).isOne();
    // A machine that is too busy for 64 at once refuses some of them: 503 has no outcome.
    assertThat(outcomes.stream().filter(Objects::nonNull)).isSubsetOf("proved", "refused", "ended");
  }

  @Test
  void doubleSpend_given16ParallelConfirmations_thenExactlyOneCounts_andIsTold() {
    AccountId account = customers.withoutFactor();
    String token = tokens.of(account);
    String code = customers.codeIn(account,
        customers.putEmail(token, Customers.emailAddress()).then().extract().path("messageId"));
    List<Integer> answers = Customers.atOnce(Collections.nCopies(16,
        () -> customers.confirmAddress(token, "email", code).statusCode()));

    assertThat(Collections.frequency(answers, 200)).isOne();
    topics.awaitType(account, "io.portcullis.mfa.recovery-codes-issued.v1");
    assertThat(topics.present("portcullis.security-events", account.toString()).stream().map(TopicProbe::type)
        .filter(type -> type.endsWith("authenticator-enrolled.v1"))).hasSize(1);
  }

  @Test
  void resendRace_given32ParallelRequests_thenOneCodeIsSent() {
    AccountId account = withEmail();
    String challenge = customers.challenge(account);
    List<JsonPath> answers = Customers.atOnce(Collections.nCopies(32, () -> customers.prepare(challenge, account, "email")));

    List<JsonPath> sent = answers.stream().filter(answer -> answer.getString("outcome").equals("sent")).toList();
    assertThat(sent).hasSize(1);
    assertThat(answers.stream().filter(answer -> answer.getString("outcome").equals("wait"))).hasSize(31);
    String code = customers.codeIn(account, sent.getFirst().getString("messageId"));
    assertThat(messages.present(account)).as("one for the enrolment, one for the challenge").hasSize(2);
    assertThat(customers.verify(challenge, account, "email", code).getString("outcome")).isEqualTo("proved");
  }

  @Test
  void crossUse_givenACodeOfAnotherChallengeOrOfAnEnrolment_thenItIsWrong() {
    AccountId account = withEmail();
    String one = customers.challenge(account);
    String other = customers.challenge(account);
    String code = send(one, account);
    String codeOfOther = send(other, account);
    assertThat(customers.verify(other, account, "email", code).getString("outcome"))
        .isEqualTo(code.equals(codeOfOther) ? "proved" : "refused");
    assertThat(customers.verify(one, account, "sms", code).getString("outcome")).isEqualTo("not-offered");
    assertThat(customers.verify(one, account, "totp", code).getString("outcome")).isEqualTo("refused");
    assertThat(customers.verify(one, account, "email", code).getString("outcome")).isEqualTo("proved");
  }

  @Test
  void redisDump_givenASentCode_thenNeitherCodeNorAddressStandsThere() {
    AccountId account = customers.withoutFactor();
    String address = Customers.emailAddress();
    customers.withEmail(account, tokens.of(account), address);
    String challenge = customers.challenge(account);
    String code = send(challenge, account);
    String digest = redis.hget("mfa:code:challenge:" + challenge + ":email", "digest").await().indefinitely().toString();
    assertThat(digest).doesNotContain(code, address).matches("[^.]+\\.[A-Za-z0-9_-]{43}");
    redis.del(List.of("mfa:code:challenge:" + challenge + ":email")).await().indefinitely();
    assertThat(customers.verify(challenge, account, "email", code).getString("outcome")).as("lost is dead").isEqualTo("refused");
  }

  @Test
  void sealedAddresses_givenTwoRowsAreSwapped_thenNoCodeGoesAnywhere() {
    AccountId alice = withEmail();
    AccountId mallory = withEmail();
    rows.of("update code_address a set sealed_address = b.sealed_address from code_address b "
        + "where a.account_id = any($1::uuid[]) and b.account_id = any($1::uuid[]) and a.account_id <> b.account_id",
        (Object) new UUID[] {alice.value(), mallory.value()});

    for (AccountId account : List.of(alice, mallory)) {
      assertThat(customers.prepare(customers.challenge(account), account, "email").getString("outcome"))
          .isEqualTo("not-offered");
      assertThat(messages.present(account)).as("the enrolment's alone").hasSize(1);
    }
  }

  @Test
  void downgrade_givenSmsBesideAStrongerFactorWithoutPermission_thenItIsNeitherOfferedNorSentNorAccepted() {
    AccountId account = customers.withoutFactor();
    customers.withSms(account, tokens.of(account), false);
    String challenge = customers.challenge(account);
    String code = customers.codeIn(account, customers.prepare(challenge, account, "sms").getString("messageId"));
    Customer alice = customers.enrol(account, customers.token(account, "aal2", "pwd", "sms"));
    rows.of("update totp_authenticator set confirmed_at = confirmed_at - interval '48 hours' where account_id = $1",
        account.value());

    assertThat(customers.methods(account)).containsExactly("totp", "recovery-code");
    assertThat(customers.verify(challenge, account, "sms", code).getString("outcome"))
        .as("sent before the stronger one was there").isEqualTo("not-offered");
    assertThat(customers.prepare(customers.challenge(account), account, "sms").getString("outcome"))
        .isEqualTo("not-offered");
    assertThat(customers.outcome(alice, "totp", customers.code(alice))).isEqualTo("proved");
  }

  @Test
  void downgrade_givenTheOwnersPermission_thenSmsIsOfferedLast() {
    Customer alice = customers.withAuthenticator();
    customers.withEmailBesideStronger(alice.account(), customers.strong(alice.account()), Customers.emailAddress());
    customers.withSms(alice.account(), customers.strong(alice.account()), true);

    assertThat(customers.methods(alice.account())).containsExactly("totp", "email", "sms", "recovery-code");
    String challenge = customers.challenge(alice.account());
    String code = customers.codeIn(alice.account(), customers.prepare(challenge, alice.account(), "sms").getString("messageId"));
    assertThat(customers.verify(challenge, alice, "sms", code).getString("outcome")).isEqualTo("proved");
  }

  @Test
  void stolenSession_givenThePasswordAlone_whenItAddsAnAddressBesideAFactor_thenRefused_andNothingIsSent() {
    Customer alice = customers.withAuthenticator();
    Response[] refused = {
        customers.putEmail(tokens.of(alice.account()), Customers.emailAddress()),
        customers.putSms(tokens.of(alice.account()), Customers.phoneNumber(), true)};
    for (Response answer : refused) {
      answer.then().statusCode(401).body("acrValues", equalTo("aal2"));
    }
    assertThat(messages.present(alice.account())).isEmpty();
  }
}
