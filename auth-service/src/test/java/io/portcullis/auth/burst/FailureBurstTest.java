package io.portcullis.auth.burst;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.TopicProbe;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Bursts of wrong passwords are told to their owner, once.
@AuthTest
class FailureBurstTest {

  private static final String PASSWORD_FAILURES = "io.portcullis.auth.password-failures.v1";

  @Inject
  Customers customers;

  @Inject
  TellFailureBursts tellFailureBursts;

  @Inject
  CustomerTokens tokens;

  @Inject
  TopicProbe topics;

  @Inject
  MutableClock clock;

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  private static void fail(String identifier, int times) {
    Client stranger = Client.fromANewNetwork();
    IntStream.range(0, times).forEach(i ->
        stranger.post("/v1/sign-in", Map.of("identifier", identifier, "password", "guess number " + i)));
  }

  /// What the outbox held is published at any moment: the mark in the same transaction stays.
  private long told(Customer owner) {
    tellFailureBursts.tell().await().indefinitely();
    return customers.count("select count(*) from password_failures_told where account_id = $1 and failures = 10",
        owner.account().value());
  }

  private long noted() {
    return customers.count("select count(*) from password_failures_noted");
  }

  @Test
  void burst_givenTenWrongPasswords_thenTheOwnerIsTold_andNotForNine() {
    Customer ann = customers.active();
    fail(ann.identifier(), 9);
    assertThat(told(ann)).isZero();
    fail(ann.identifier(), 1);
    assertThat(told(ann)).isOne();
  }

  @Test
  void burst_givenAnAccountWithTwoIdentifiers_whenFailuresAreSpreadOverThem_thenTheyCountTogether() {
    Customer ann = customers.active();
    Customer again = customers.alsoKnownAs(ann, Customers.freshEmail());
    fail(ann.identifier(), 5);
    fail(again.identifier(), 4);
    assertThat(told(ann)).isZero();
    fail(again.identifier(), 1);
    assertThat(told(ann)).isOne();
  }

  @Test
  void mailBomb_givenANightOfFailures_whenToldOnce_thenNotAgainWithinADay() {
    Customer ann = customers.active();
    fail(ann.identifier(), 10);
    assertThat(told(ann)).isOne();
    String toldAt = toldAt(ann);
    for (int hour = 0; hour < 3; hour++) {
      clock.advance(Duration.ofHours(2));
      fail(ann.identifier(), 10);
      told(ann);
      assertThat(toldAt(ann)).isEqualTo(toldAt);
    }
    clock.advance(Duration.ofHours(19));
    fail(ann.identifier(), 10);
    told(ann);
    assertThat(toldAt(ann)).isNotEqualTo(toldAt);
  }

  private String toldAt(Customer owner) {
    return customers.query("select told_at::text as told_at from password_failures_told where account_id = $1",
        owner.account().value()).iterator().next().getString("told_at");
  }

  /// Nine in a step-up, the last one beside a new password: each wrong.
  private void failSignedIn(Customer owner) {
    Client stolen = Client.fromANewNetwork().bearer(tokens.of(owner.account()));
    String stepUp = stolen.post("/v1/step-up", Map.of("acrValues", "aal1")).text("stepUpId");
    for (int i = 0; i < 9; i++) {
      stolen.post("/v1/step-up/" + stepUp + "/verify", Map.of("method", "password", "password", "guess number " + i));
    }
    assertThat(told(owner)).isZero();
    assertThat(stolen.bearer(tokens.of(owner.account(), "aal1", clock.instant()))
        .put("/v1/account/password", Map.of("currentPassword", "guess", "newPassword", "violet harbour pencil storm")).problem())
        .isEqualTo("credentials-refused");
  }

  @Test
  void stolenSession_givenGuessesAtStepUpAndBesideANewPassword_thenTheOwnerIsTold() {
    Customer ann = customers.active();
    failSignedIn(ann);
    assertThat(told(ann)).isOne();
    topics.awaitType(ann.account(), PASSWORD_FAILURES);
    assertThat(topics.present("portcullis.security-events", ann.account().toString()))
        .filteredOn(record -> TopicProbe.type(record).equals(PASSWORD_FAILURES)).singleElement()
        .satisfies(record -> assertThat(new String(record.value(), StandardCharsets.UTF_8)).contains("SESSION"));
  }

  @Test
  void a43Silence_givenAStrangersFailuresWereToldToday_whenASessionGuesses_thenThatIsToldToo() {
    Customer ann = customers.active();
    fail(ann.identifier(), 10);
    assertThat(told(ann)).isOne();
    for (int i = 0; i < 10; i++) {
      Client.fromANewNetwork().bearer(tokens.of(ann.account(), "aal1", clock.instant()))
          .put("/v1/account/password", Map.of("currentPassword", "guess", "newPassword", "violet harbour pencil storm"));
    }
    assertThat(told(ann)).as("each place once").isEqualTo(2);
  }

  @Test
  void a03SideEffects_givenAnUnknownIdentifier_thenItIsNotedLikeAKnownOne_andForgotten() {
    tellFailureBursts.tell().await().indefinitely();
    fail(Customers.freshEmail(), 9);
    long before = customers.count("select count(*) from password_failures_told");
    String nobody = Customers.freshEmail();
    fail(nobody, 10);
    tellFailureBursts.tell().await().indefinitely();
    assertThat(noted()).isZero();
    assertThat(customers.count("select count(*) from password_failures_told")).isEqualTo(before);
  }

  @Test
  void burst_givenTheOwnerTypesTheRightPassword_thenItIsNoFailure() {
    Customer ann = customers.active();
    fail(ann.identifier(), 9);
    Client own = Client.fromANewNetwork();
    for (int i = 0; i < 5; i++) {
      assertThat(own.post("/v1/sign-in", ann.credentials()).text("status")).isEqualTo("complete");
    }
    assertThat(told(ann)).isZero();
  }
}
