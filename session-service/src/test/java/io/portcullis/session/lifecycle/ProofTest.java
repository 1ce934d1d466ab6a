package io.portcullis.session.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProofTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.5Z");

  private static Proof proof(String amr) {
    return Proof.of(Arrays.stream(amr.split(" "))
        .map(name -> new Evidence(AuthenticationMethod.valueOf(name.toUpperCase().replace('-', '_')), NOW, Optional.empty())).toList(), NOW);
  }

  @ParameterizedTest
  @CsvSource({
      "pwd, aal1", "otp, aal1", "email, aal1", "sms, aal1", "recovery-code, aal1", "pop, aal1", "pop user, aal1",
      "mfa, aal1", "user mfa, aal1", "pwd user, aal1", "otp sms email, aal1",
      "pwd otp, aal2", "pwd email, aal2", "pwd sms, aal2", "pwd recovery-code, aal2",
      "pop user mfa, phr", "pop mfa, phr", "pwd pop, phr", "pwd pop user, phr", "pwd pop user mfa, phr", "pwd otp pop, phr"})
  void givenWhatWasProved_thenTheAcrIsWorthExactlyThat(String proved, String acr) {
    assertThat(proof(proved).acr()).isEqualTo(acr);
    assertThat(proof(proved).amr()).containsExactlyInAnyOrder(proved.split(" "));
  }

  @ParameterizedTest
  @CsvSource({"pwd recovery-code, true", "pwd recovery-code otp, false", "pwd otp, false", "pwd, false", "pop user mfa, false"})
  void givenARecoveryCode_thenOnlyASecondFactorBesideItFreesTheSession(String proved, boolean restricted) {
    assertThat(proof(proved).isRestricted()).isEqualTo(restricted);
  }

  @ParameterizedTest
  @CsvSource({
      "otp, pwd, aal2, pwd otp", "sms, pwd, aal2, pwd sms", "pop user, pwd, phr, pwd pop user",
      "pop user mfa, pwd, phr, pwd pop user mfa", "pwd, pwd, aal1, pwd", "pwd, pwd otp, aal1, pwd",
      "otp, pop user mfa, aal2, mfa otp", "pop user, pop user mfa, phr, pop user mfa"})
  void a35Downgrade_givenAStepUp_thenOnlyTheFirstFactorOfTheSignInCountsWithIt(
      String fresh, String own, String acr, String amr) {
    Proof together = proof(fresh).onTopOf(List.of(own.split(" "))).orElseThrow();

    assertThat(together.acr()).isEqualTo(acr);
    assertThat(together.amr()).containsExactlyInAnyOrder(amr.split(" "));
  }

  @Test
  void a35Downgrade_givenAPasskeysSession_whenAnSmsCodeIsShown_thenNothingLooksLikeAFreshPasskey() {
    Proof together = proof("sms").onTopOf(List.of("pwd", "pop", "user")).orElseThrow();

    assertThat(together.acr()).isEqualTo("aal2");
    assertThat(together.amr()).doesNotContain("pop", "user");
  }

  @ParameterizedTest
  @CsvSource({"recovery-code, pwd", "pwd recovery-code, pwd", "user, pwd", "mfa, pwd"})
  void givenTooLittle_thenItRaisesNothing(String fresh, String own) {
    assertThat(proof(fresh).onTopOf(List.of(own.split(" ")))).isEmpty();
  }
}
