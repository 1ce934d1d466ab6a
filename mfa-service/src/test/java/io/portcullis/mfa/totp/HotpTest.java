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
    assertThat("%06d".formatted(Hotp.code(TotpAlgorithm.SHA1, RFC_SECRET, counter, 1_000_000))).isEqualTo(code);
  }

  /// RFC 6238 Appendix B, verbatim: seconds, T, TOTP, mode.
  @ParameterizedTest
  @CsvSource({
      "59, 0000000000000001, 94287082, SHA1",
      "59, 0000000000000001, 46119246, SHA256",
      "59, 0000000000000001, 90693936, SHA512",
      "1111111109, 00000000023523EC, 07081804, SHA1",
      "1111111109, 00000000023523EC, 68084774, SHA256",
      "1111111109, 00000000023523EC, 25091201, SHA512",
      "1111111111, 00000000023523ED, 14050471, SHA1",
      "1111111111, 00000000023523ED, 67062674, SHA256",
      "1111111111, 00000000023523ED, 99943326, SHA512",
      "1234567890, 000000000273EF07, 89005924, SHA1",
      "1234567890, 000000000273EF07, 91819424, SHA256",
      "1234567890, 000000000273EF07, 93441116, SHA512",
      "2000000000, 0000000003F940AA, 69279037, SHA1",
      "2000000000, 0000000003F940AA, 90698825, SHA256",
      "2000000000, 0000000003F940AA, 38618901, SHA512",
      "20000000000, 0000000027BC86AA, 65353130, SHA1",
      "20000000000, 0000000027BC86AA, 77737706, SHA256",
      "20000000000, 0000000027BC86AA, 47863826, SHA512"})
  void rfc6238AppendixB(long seconds, String step, String code, TotpAlgorithm algorithm) {
    long counter = seconds / TimeSteps.STEP.toSeconds();
    assertThat(counter).isEqualTo(Long.parseLong(step, 16));
    assertThat("%08d".formatted(Hotp.code(algorithm, seed(algorithm), counter, 100_000_000))).isEqualTo(code);
  }

  /// The twenty bytes of RFC 4226, repeated up to the length of the hash: what the reference implementation in RFC 6238
  /// Appendix A computes with, though Appendix B names the short one alone.
  private static byte[] seed(TotpAlgorithm algorithm) {
    byte[] seed = new byte[algorithm.secretBytes()];
    for (int i = 0; i < seed.length; i++) {
      seed[i] = RFC_SECRET[i % RFC_SECRET.length];
    }
    return seed;
  }
}
