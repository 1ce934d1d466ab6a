package io.portcullis.mfa.totp;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.mfa.policy.AssuranceProfile;
import io.portcullis.mfa.policy.AssuranceProfile.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeStepsTest {

  private static final TotpKey KEY =
      new TotpKey(TotpAlgorithm.SHA1, new TotpSecret("12345678901234567890".getBytes(StandardCharsets.US_ASCII)));
  private static final long NOW = 37_037_036;

  private static TimeSteps steps(Level profile) {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW * 30 + 7), ZoneOffset.UTC);
    return new TimeSteps(clock, new AssuranceProfile(profile));
  }

  private static OptionalLong match(Level profile, long codeOf, long watermark) {
    return steps(profile).match(KEY, codeOf(codeOf), watermark);
  }

  private static TotpCode codeOf(long step) {
    return new TotpCode(KEY.code(step));
  }

  @Test
  void codesOfThePreviousTheCurrentAndTheNextStepAreRight() {
    for (long step = NOW - 1; step <= NOW + 1; step++) {
      assertThat(match(Level.STANDARD, step, -1)).hasValue(step);
    }
  }

  @Test
  void codesOutsideTheDriftWindowAreWrong() {
    assertThat(match(Level.STANDARD, NOW - 2, -1)).isEmpty();
    assertThat(match(Level.STANDARD, NOW + 2, -1)).isEmpty();
  }

  @Test
  void strictProfile_takesCodesOfTheCurrentStepAlone() {
    assertThat(match(Level.STRICT, NOW, -1)).hasValue(NOW);
    assertThat(match(Level.STRICT, NOW - 1, -1)).isEmpty();
    assertThat(match(Level.STRICT, NOW + 1, -1)).isEmpty();
  }

  @Test
  void aStepAtOrBeforeTheWatermarkIsWrong() {
    assertThat(match(Level.STANDARD, NOW, NOW)).isEmpty();
    assertThat(match(Level.STANDARD, NOW - 1, NOW)).isEmpty();
    assertThat(match(Level.STANDARD, NOW + 1, NOW)).hasValue(NOW + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {-20, -3, -2, 2, 3, 20})
  void aClockThatIsWrongByUpToTenMinutesIsRecognised(int away) {
    assertThat(steps(Level.STANDARD).diagnose(KEY, codeOf(NOW + away), -1))
        .hasValue(new ClockDrift(Duration.ofSeconds(30L * away)));
  }

  @Test
  void noDriftIsSeenFurtherAway_inWhatIsRight_norInWhatWasAcceptedBefore() {
    assertThat(steps(Level.STANDARD).diagnose(KEY, codeOf(NOW + 21), -1)).isEmpty();
    assertThat(steps(Level.STANDARD).diagnose(KEY, codeOf(NOW - 21), -1)).isEmpty();
    assertThat(steps(Level.STANDARD).diagnose(KEY, codeOf(NOW + 1), -1)).isEmpty();
    assertThat(steps(Level.STRICT).diagnose(KEY, codeOf(NOW + 1), -1)).isPresent();
    assertThat(steps(Level.STANDARD).diagnose(KEY, codeOf(NOW - 5), NOW - 5)).as("a replay").isEmpty();
  }
}
