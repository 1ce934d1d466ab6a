package io.portcullis.mfa.totp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TimeStepsTest {

  private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
  private static final long NOW = 37_037_036;

  private static OptionalLong match(int drift, long codeOf, long watermark) {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW * 30 + 7), ZoneOffset.UTC);
    return new TimeSteps(clock, new Config(drift))
        .match(SECRET, new TotpCode(Hotp.code(SECRET, codeOf, TotpCode.MODULUS)), watermark);
  }

  @Test
  void codesOfThePreviousTheCurrentAndTheNextStepAreRight() {
    for (long step = NOW - 1; step <= NOW + 1; step++) {
      assertThat(match(1, step, -1)).hasValue(step);
    }
  }

  @Test
  void codesOutsideTheDriftWindowAreWrong() {
    assertThat(match(1, NOW - 2, -1)).isEmpty();
    assertThat(match(1, NOW + 2, -1)).isEmpty();
    assertThat(match(0, NOW - 1, -1)).isEmpty();
    assertThat(match(0, NOW + 1, -1)).isEmpty();
  }

  @Test
  void aStepAtOrBeforeTheWatermarkIsWrong() {
    assertThat(match(1, NOW, NOW)).isEmpty();
    assertThat(match(1, NOW - 1, NOW)).isEmpty();
    assertThat(match(1, NOW + 1, NOW)).hasValue(NOW + 1);
  }

  private record Config(int driftSteps) implements TotpConfig {
    @Override
    public String issuer() {
      return "Portcullis";
    }
  }
}
