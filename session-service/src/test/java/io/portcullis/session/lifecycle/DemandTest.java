package io.portcullis.session.lifecycle;

import static io.portcullis.session.lifecycle.AuthenticationMethod.OTP;
import static io.portcullis.session.lifecycle.AuthenticationMethod.PWD;
import static io.portcullis.session.lifecycle.AuthenticationMethod.RECOVERY_CODE;
import static io.portcullis.session.lifecycle.AuthenticationMethod.VALIDATED_ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.session.lifecycle.Demand.Impossible;
import io.portcullis.session.lifecycle.Demand.MissingFactor;
import io.portcullis.session.lifecycle.Demand.MoreThanUsual;
import io.portcullis.session.lifecycle.Demand.Nothing;
import io.portcullis.session.lifecycle.Demand.SecondFactor;
import io.portcullis.session.risk.Risk.Level;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The table of [Demand], cell by cell.
class DemandTest {

  private static final List<String> NONE = List.of();
  private static final List<String> ENROLLED = List.of("recovery-code", "webauthn", "totp");
  private static final List<String> STRONGEST_FIRST = List.of("webauthn", "totp", "recovery-code");

  @Test
  void usual_givenNoFactor_thenNothing() {
    assertThat(demand(NONE, false, Level.USUAL, PWD)).isEqualTo(new Nothing());
  }

  @Test
  void usual_givenAFactor_thenIt_unlessTheDeviceIsTrusted() {
    assertThat(demand(ENROLLED, false, Level.USUAL, PWD)).isEqualTo(new SecondFactor(STRONGEST_FIRST));
    assertThat(demand(ENROLLED, true, Level.USUAL, PWD)).isEqualTo(new Nothing());
  }

  @Test
  void unusual_givenNoFactor_thenACodeToAnAddress_andThatIsEnough() {
    assertThat(demand(NONE, false, Level.UNUSUAL, PWD)).isEqualTo(new MoreThanUsual(List.of("validated-address")));
    assertThat(demand(NONE, false, Level.UNUSUAL, PWD, VALIDATED_ADDRESS)).isEqualTo(new Nothing());
  }

  @Test
  void unusual_givenAFactor_thenItEvenOnATrustedDevice() {
    assertThat(demand(ENROLLED, true, Level.UNUSUAL, PWD)).isEqualTo(new MoreThanUsual(STRONGEST_FIRST));
    assertThat(demand(ENROLLED, false, Level.UNUSUAL, PWD)).isEqualTo(new SecondFactor(STRONGEST_FIRST));
  }

  @ParameterizedTest
  @EnumSource(value = Level.class, names = {"USUAL", "UNUSUAL"})
  void a35Downgrade_givenAFactor_thenNoCodeToAnAddressTakesItsPlace(Level level) {
    assertThat(demand(ENROLLED, false, level, PWD, VALIDATED_ADDRESS)).isEqualTo(new SecondFactor(STRONGEST_FIRST));
  }

  @ParameterizedTest
  @EnumSource(value = Level.class, names = {"USUAL", "UNUSUAL"})
  void givenTwoFactors_thenNothingMore(Level level) {
    assertThat(demand(ENROLLED, false, level, PWD, OTP)).isEqualTo(new Nothing());
    assertThat(demand(ENROLLED, false, level, PWD, RECOVERY_CODE)).isEqualTo(new Nothing());
  }

  @Test
  void recoveryCodesAloneAreNoFactor() {
    assertThat(demand(List.of("recovery-code"), false, Level.USUAL, PWD)).isEqualTo(new Nothing());
    assertThat(demand(List.of("recovery-code"), false, Level.UNUSUAL, PWD))
        .isEqualTo(new MoreThanUsual(List.of("validated-address")));
  }

  @ParameterizedTest
  @EnumSource(value = Level.class, names = "FORBIDDING", mode = EnumSource.Mode.EXCLUDE)
  void a13LockoutDenialOfService_givenTwoFactors_thenOnlyTheOwnersCircumstancesForbid(Level level) {
    assertThat(demand(ENROLLED, false, level, PWD, OTP)).isEqualTo(new Nothing());
    assertThat(demand(ENROLLED, true, level, PWD, OTP)).isEqualTo(new Nothing());
  }

  @Test
  void twoFactorsOnly_givenAFactorIsEnrolled_thenItIsAskedForOnAnyDevice_andWithoutOneNothingWouldDo() {
    assertThat(demand(ENROLLED, false, Level.TWO_FACTORS_ONLY, PWD)).isEqualTo(new SecondFactor(STRONGEST_FIRST));
    assertThat(demand(ENROLLED, true, Level.TWO_FACTORS_ONLY, PWD)).isEqualTo(new MoreThanUsual(STRONGEST_FIRST));
    assertThat(demand(NONE, false, Level.TWO_FACTORS_ONLY, PWD)).isEqualTo(new Impossible());
    assertThat(demand(NONE, false, Level.TWO_FACTORS_ONLY, PWD, VALIDATED_ADDRESS)).isEqualTo(new Impossible());
  }

  @Test
  void forbidding_thenNoProofIsEnough() {
    assertThat(demand(NONE, false, Level.FORBIDDING, PWD)).isEqualTo(new Impossible());
    assertThat(demand(ENROLLED, true, Level.FORBIDDING, PWD, OTP)).isEqualTo(new Impossible());
  }

  private static Demand demand(List<String> enrolled, boolean trusted, Level risk, AuthenticationMethod... proved) {
    Instant now = Instant.EPOCH;
    return Demand.of(new Proof(EnumSet.copyOf(Set.of(proved)), now, now, Optional.empty()), enrolled, trusted, risk,
        MissingFactor.NO);
  }

  /// The only factor is an address that has just reset the password.
  @Test
  void a36Mailbox_givenRecoveryCodesBesideWhatIsWithheld_thenOneIsAskedFor_unlessTheClaimantDeclines() {
    List<String> codes = List.of("recovery-code");
    assertThat(demand(codes, MissingFactor.WITHHELD, Level.USUAL, PWD)).isEqualTo(new SecondFactor(codes));
    assertThat(demand(codes, MissingFactor.WITHHELD, Level.UNUSUAL, PWD, VALIDATED_ADDRESS)).isEqualTo(new SecondFactor(codes));
    assertThat(demand(codes, MissingFactor.DECLINED, Level.USUAL, PWD)).isEqualTo(new Nothing());
    assertThat(demand(NONE, MissingFactor.WITHHELD, Level.USUAL, PWD)).isEqualTo(new Nothing());
    // What can be asked for is, whatever the claimant declines.
    assertThat(demand(ENROLLED, MissingFactor.DECLINED, Level.USUAL, PWD)).isEqualTo(new SecondFactor(STRONGEST_FIRST));
  }

  private static Demand demand(
      List<String> enrolled, MissingFactor missing, Level risk, AuthenticationMethod... proved) {
    Instant now = Instant.EPOCH;
    return Demand.of(new Proof(EnumSet.copyOf(Set.of(proved)), now, now, Optional.empty()), enrolled, false, risk, missing);
  }
}
