package io.portcullis.acceptance.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.SignInStep.SecondFactor;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.devstack.Service;
import io.portcullis.devstack.ServiceProcess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// Second factors under parallel fire, with two instances of mfa-service behind the gateway.
@AgainstTheHouse
@TestInstance(Lifecycle.PER_CLASS)
class SecondFactorRaceAttackTest {
  private static final int SECOND_PORT = 28094;
  private static final int AT_ONCE = 64;
  /// GuessBudget of mfa-service: wrong guesses in twenty minutes, whatever the challenge; recovery codes apart.
  private static final int GUESSES = 10;

  private final House house;
  private ServiceProcess second;

  SecondFactorRaceAttackTest(House house) {
    this.house = house;
  }

  @BeforeAll
  void startSecondInstance() {
    second = house.suite().startAnother(Service.MFA.fullName(), SECOND_PORT);
  }

  @AfterAll
  void stopSecondInstance() {
    if (second != null) second.stop();
  }

  @Test
  void codeGuessing_givenManyChallengesAtOnce_whenGuessedInParallel_thenNoMoreThanTheBudgetIsEvaluated() {
    Customer victim = withApp();
    List<SecondFactor> challenges = Stream.generate(() -> victim.offerPassword().secondFactor()).limit(16).toList();

    // Codes of the app and recovery codes have counters apart. Neither is looked at past its own.
    var evaluated = new HashMap<String, Integer>();
    for (int round = 0; round < 4; round++) {
      int from = round * AT_ONCE;
      List<String> methods = IntStream.range(from, from + AT_ONCE).mapToObj(guess -> guess % 3 == 0 ? "recovery-code" : "totp").toList();
      var volley = Volley.of(IntStream.range(from, from + AT_ONCE).mapToObj(guess ->
          verify(house.stranger(), challenges.get(guess % challenges.size()), methods.get(guess - from),
              guess % 3 == 0 ? "K7QM3X0VR2TD%04d".formatted(guess) : "%06d".formatted(guess))).toList());
      for (int i = 0; i < AT_ONCE; i++) {
        if (volley.answers().get(i).json().has("triesLeft")) evaluated.merge(methods.get(i), 1, Integer::sum);
      }
      assertThat(volley.count(200)).isZero();
    }
    assertThat(evaluated.get("totp")).isBetween(1, GUESSES);
    assertThat(evaluated.get("recovery-code")).isBetween(1, GUESSES);

    // Neither a new challenge nor the right code gets past a spent budget.
    assertThat(verify(victim.client(), victim.offerPassword().secondFactor(), "totp", victim.totp().current()).send().status())
        .isEqualTo(429);
    assertThat(verify(victim.client(), victim.offerPassword().secondFactor(), "recovery-code", victim.recoveryCodes().getFirst())
        .send().status()).isEqualTo(429);
  }

  @Test
  void doubleSpend_givenOneRecoveryCode_whenUsedAtOnceInManySignIns_thenOneSessionIsOpened() {
    // Fewer at a time than the budget of guesses has room for, or that would decide instead of the code.
    for (int round = 0; round < 3; round++) {
      Customer victim = withApp();
      String code = victim.recoveryCodes().getFirst();
      List<SecondFactor> challenges = Stream.generate(() -> victim.offerPassword().secondFactor()).limit(4).toList();
      var volley = Volley.of(IntStream.range(0, 8).mapToObj(number ->
          verify(house.stranger(), challenges.get(number % challenges.size()), "recovery-code", code)).toList());
      assertThat(volley.count(200)).isEqualTo(1);
    }
  }

  @Test
  void doubleSpend_givenOneTotpCode_whenUsedAtOnceInManySignIns_thenOneSessionIsOpened() {
    Customer victim = withApp();
    String code = victim.totp().next();
    List<SecondFactor> challenges = Stream.generate(() -> victim.offerPassword().secondFactor()).limit(4).toList();
    var volley = Volley.of(IntStream.range(0, 8).mapToObj(number ->
        verify(house.stranger(), challenges.get(number % challenges.size()), "totp", code)).toList());
    assertThat(volley.count(200)).isEqualTo(1);
  }

  @Test
  void doubleSpend_givenOneAssertion_whenShownManyTimesAtOnce_thenOneSessionIsOpened() {
    Customer victim = house.signedIn();
    victim.enrolSecurityKey("key");
    Client.Call assertion = victim.touching(victim.offerPassword().secondFactor());
    var volley = Volley.of(Stream.generate(() -> assertion).limit(AT_ONCE).toList());
    assertThat(volley.count(200)).isEqualTo(1);
    assertThat(assertion.send().status()).isEqualTo(403);
  }

  @Test
  void doubleSpend_givenOnePasskeyAssertion_whenShownManyTimesAtOnce_thenOneSessionIsOpened() {
    Customer victim = house.signedIn();
    victim.enrolSecurityKey("key");
    var begun = victim.client().post("/v1/sign-in/passkey").json(Map.of()).expect(200).json();
    Client.Call assertion = victim.client().post("/v1/sign-in/passkey/verify").json(Map.of(
        "signInId", begun.path("signInId").asText(), "credential", victim.securityKey().get(begun.path("publicKey"))));
    var volley = Volley.of(Stream.generate(() -> assertion).limit(AT_ONCE).toList());
    assertThat(volley.count(200)).isEqualTo(1);
    assertThat(volley.count(403)).isEqualTo(AT_ONCE - 1);
  }

  private Customer withApp() {
    Customer customer = house.signedIn();
    customer.confirmTotp(customer.beginTotp());
    return customer;
  }

  private static Client.Call verify(Client client, SecondFactor asked, String method, String code) {
    return client.post("/v1/sign-in/" + asked.signInId() + "/verify").json(Map.of("method", method, "code", code));
  }
}
