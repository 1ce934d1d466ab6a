package io.portcullis.runtime.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sha256Test {

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  /// Examples of NIST's for FIPS 180-4.
  @Test
  void givenTheStandardsExamples_thenTheirDigests() {
    assertThat(hex(Sha256.of(""))).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(hex(Sha256.of("abc"))).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void givenParts_thenTheDigestOfAllTogether_andTextInUtf8() {
    assertThat(Sha256.of("zo".getBytes(StandardCharsets.UTF_8), new byte[] {(byte) 0xc3, (byte) 0xab})).isEqualTo(Sha256.of("zoë"));
  }
}
