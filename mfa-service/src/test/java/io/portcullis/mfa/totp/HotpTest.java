package io.portcullis.mfa.totp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HotpTest {

  private static final byte[] RFC_SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  /// RFC 4226 Appendix D, verbatim.
  @ParameterizedTest
  @CsvSource({
      "0, 755224", "1, 287082", "2, 359152", "3, 969429", "4, 338314",
      "5, 254676", "6, 287922", "7, 162583", "8, 399871", "9, 520489"})
  void rfc4226AppendixD(long counter, String code) {
    assertThat("%06d".formatted(Hotp.code(RFC_SECRET, counter, 1_000_000))).isEqualTo(code);
  }

  /// RFC 6238 Appendix B, its SHA-1 rows verbatim: seconds, T, TOTP.
  @ParameterizedTest
  @CsvSource({
      "59, 0000000000000001, 94287082",
      "1111111109, 00000000023523EC, 07081804",
      "1111111111, 00000000023523ED, 14050471",
      "1234567890, 000000000273EF07, 89005924",
      "2000000000, 0000000003F940AA, 69279037",
      "20000000000, 0000000027BC86AA, 65353130"})
  void rfc6238AppendixB(long seconds, String step, String code) {
    long counter = seconds / TimeSteps.STEP.toSeconds();
    assertThat(counter).isEqualTo(Long.parseLong(step, 16));
    assertThat("%08d".formatted(Hotp.code(RFC_SECRET, counter, 100_000_000))).isEqualTo(code);
  }
}
