package io.portcullis.runtime.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

  @Test
  void textInAnyScriptIsRead() {
    for (String text : new String[] {"", "a", "é", "家", "👩‍👧", "\u0000", "\uFFFD", "a\uFEFF"}) {
      assertThat(Utf8.decode(text.getBytes(UTF_8))).contains(text);
    }
  }

  // Overlong forms, surrogates, beyond U+10FFFF, broken and lonely bytes, byte order marks of UTF-8, 16 and 32.
  @ParameterizedTest
  @ValueSource(strings = {"C0AF", "C1BF", "E080AF", "E09FBF", "F08080AF", "F08FBFBF", "F8888080AF", "FC8480808080", "C080", "E08080",
      "EDA080", "EDBFBF", "EDA080EDB080", "F4908080", "F7BFBFBF", "80", "BF", "C3", "E28", "E282", "F09F92", "C3C3", "C328", "FE", "FF",
      "EFBBBF", "EFBBBF7B7D", "FEFF007B", "FFFE7B00", "0000FEFF", "FFFE0000"})
  void otherEncoding_givenWhatRfc3629Forbids_thenRefused(String hex) {
    assertThat(Utf8.decode(HexFormat.of().parseHex(hex.length() % 2 == 0 ? hex : hex + "0"))).isEmpty();
  }
}
