package io.portcullis.notification.letter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

  @Test
  void givenOrdinaryText_thenItIsLeftAsItIs() {
    String ordinary = "Firefox 145 on Windows · Zoë’s laptop 日本 👨‍👩‍👧";

    assertThat(PlainText.of(ordinary)).isEqualTo(ordinary);
  }

  @Test
  void trojanSource_givenCharactersThatAct_thenTheyAreGone() {
    assertThat(PlainText.of("a\r\nb\u202Ec\u2066d\u200Ee\u0000f\u2028g\uFEFFh\uD800i")).isEqualTo("abcdefghi");
  }

  @Test
  void givenALongText_thenItIsCutBetweenCodePoints() {
    assertThat(PlainText.of("🔑".repeat(100))).isEqualTo("🔑".repeat(80) + "…");
    assertThat(PlainText.of("🔑".repeat(80))).isEqualTo("🔑".repeat(80));
  }
}
