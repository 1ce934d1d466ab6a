package io.portcullis.mfa.webauthn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ctap2CborTest {

  @ParameterizedTest
  @ValueSource(strings = {"00", "17", "1818", "18ff", "190100", "1a00010000", "20", "3863", "40", "43010203", "60", "6161",
      "80", "8101", "a0", "a10102", "a201020304", "f4", "f5", "f6", "f7", "f93c00", "fa3f800000", "fb3ff0000000000000",
      "81818180", "a1a10102f5", "a3616101616202616303", "a263666d74646e6f6e656761747453746d74a0"})
  void items_asAuthenticatorsWriteThem_areRead(String hex) {
    assertThat(Ctap2Cbor.isSequence(HexFormat.of().parseHex(hex), 0, 1)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0000", "1800", "1817", "190001", "1900ff", "1a0000ffff", "1b0000000100000000",
      "1bffffffffffffffff", "18", "19ff", "1c", "1f", "5f41004100ff", "5f", "7f", "9f", "9f00ff", "bf", "bf0000ff", "ff",
      "4401", "62", "5affffffff", "7affffffff", "5bffffffffffffffff", "9affffffff", "9bffffffffffffffff", "baffffffff",
      "8201", "a101", "a201020103", "a2616101616102", "a2f400f400", "a1", "c074", "c11a514b67b0", "d818410a", "e0", "f0",
      "f8", "f818", "f820", "fc", "f9", "fa00", "fb00", "8181818180", "a1a1a1a1a1000000000000"})
  void items_thatAreCutOffEndlessTaggedDoubledDeepOrLongerThanNeeded_areNot(String hex) {
    assertThat(Ctap2Cbor.isSequence(HexFormat.of().parseHex(hex), 0, 1)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 3})
  void sequences_ofAnotherLength_areNotWhatWasAskedFor(int count) {
    assertThat(Ctap2Cbor.isSequence(new byte[] {9, 1, 2}, 1, count)).isFalse();
    assertThat(Ctap2Cbor.isSequence(new byte[] {9, 1, 2}, 1, 2)).isTrue();
    assertThat(Ctap2Cbor.isSequence(new byte[] {9}, 2, 0)).isFalse();
  }
}
