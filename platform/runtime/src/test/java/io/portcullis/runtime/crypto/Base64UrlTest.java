package io.portcullis.runtime.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64UrlTest {

  @Test
  void everyValueHasOneSpelling() {
    var random = new Random(7);
    for (int length = 0; length < 100; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      assertThat(Base64Url.decode(Base64Url.encode(bytes))).hasValueSatisfying(decoded -> assertThat(decoded).isEqualTo(bytes));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "AA=", "AA==", "AAA=", "AB", "AAB", "A A", " AA", "AA ", "A\nA", "A+", "A/", "A*", "ä", "AA\u0000", "ＡＡ",
      "=", "====", "AAAA=", "AAAAA"})
  void otherSpelling_givenPaddingStrayBitsOrForeignLetters_thenRefused(String text) {
    assertThat(Base64Url.decode(text)).isEmpty();
  }
}
