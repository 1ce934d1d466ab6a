package io.portcullis.acceptance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
  private static final byte[] RFC_KEY = "12345678901234567890".getBytes(US_ASCII);
  private static final String RFC_KEY_BASE32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  /// RFC 6238, appendix B, the SHA-1 rows; ours shows the last six of the eight digits.
  @ParameterizedTest
  @CsvSource({"59, 287082", "1111111109, 081804", "1111111111, 050471", "1234567890, 005924", "2000000000, 279037",
      "20000000000, 353130"})
  void givenTheVectorsOfTheRfc_thenTheCodesAreThose(long second, String code) {
    assertThat(Totp.code(RFC_KEY, second / Totp.STEP_SECONDS)).isEqualTo(code);
    assertThat(Totp.base32(RFC_KEY_BASE32)).isEqualTo(RFC_KEY);
  }

  @Test
  void givenThreeStepsInTheWindow_whenAskedThreeTimes_thenEachCodeIsOfALaterStep() {
    var totp = new Totp(RFC_KEY_BASE32, Clock.fixed(Instant.ofEpochSecond(1111111109), ZoneOffset.UTC));
    long now = 1111111109 / Totp.STEP_SECONDS;
    assertThat(totp.next()).isEqualTo(Totp.code(RFC_KEY, now - 1));
    assertThat(totp.next()).isEqualTo(Totp.code(RFC_KEY, now));
    assertThat(totp.next()).isEqualTo(Totp.code(RFC_KEY, now + 1));
  }
}
