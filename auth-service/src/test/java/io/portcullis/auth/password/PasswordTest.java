package io.portcullis.auth.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Attack A-22: one password has one spelling, and no input makes reading it expensive.
class PasswordTest {

  private static byte[] bytes(String typed) {
    return Password.parse(typed).orElseThrow().utf8();
  }

  @Test
  void theSamePasswordTypedOnTwoKeyboards_composedOrDecomposed_isOne() {
    assertThat(bytes("caf\u00e9 au lait")).isEqualTo(bytes("cafe\u0301 au lait"));
    assertThat(bytes("\uD55C\uAE00")).isEqualTo(bytes("\u1112\u1161\u11AB\u1100\u1173\u11AF"));
  }

  @Test
  void nonAsciiSpacesAreTheSpaceBar() {
    assertThat(bytes("a\u00A0b\u3000c\u2003d")).isEqualTo(bytes("a b c d"));
  }

  @Test
  void charactersThatPeopleChooseApartStayApart() {
    assertThat(bytes("x\u00B2")).isNotEqualTo(bytes("x2"));
    assertThat(bytes("\uFB01sh")).isNotEqualTo(bytes("fish"));
    assertThat(bytes("\uFF21")).isNotEqualTo(bytes("A"));
    assertThat(bytes("Password")).isNotEqualTo(bytes("password"));
    assertThat(bytes(" password ")).isNotEqualTo(bytes("password"));
  }

  @Test
  void everyByteCounts_beyond72AndAfterNul() {
    String long72 = "x".repeat(72);
    assertThat(bytes(long72 + "a")).isNotEqualTo(bytes(long72 + "b"));
    assertThat(bytes("abc\0def")).isNotEqualTo(bytes("abc\0xyz")).hasSize(7);
  }

  @Test
  void lengthIsCountedInCodePoints() {
    assertThat(Password.parse("\uD83D\uDE00".repeat(256)).orElseThrow().length()).isEqualTo(256);
    assertThat(Password.parse("\uD83D\uDE00".repeat(257))).isEmpty();
    assertThat(Password.parse("a".repeat(256))).isPresent();
    assertThat(Password.parse("a".repeat(257))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0xD800, 0xDBFF, 0xDC00, 0xDFFF})
  void loneSurrogatesAreNobodysPassword(int surrogate) {
    String lone = String.valueOf((char) surrogate);
    assertThat(Password.parse("abc" + lone)).isEmpty();
    assertThat(Password.parse(lone + "abc")).isEmpty();
  }

  @Test
  void normalisationDoesNotBlowUp() {
    // U+FDFA is 18 code points in NFKC; U+1D160 grows most in NFC.
    assertThat(bytes("\uFDFA".repeat(256))).hasSize(3 * 256);
    assertThat(bytes("\uD834\uDD60".repeat(256)).length).isLessThanOrEqualTo(3 * 4 * 256);
  }

  @Test
  void itNeverPrints() {
    assertThat(Password.parse("copper lantern").orElseThrow()).hasToString("[REDACTED]");
    assertThat(new String(bytes("copper lantern"), StandardCharsets.UTF_8)).isEqualTo("copper lantern");
  }
}
