package io.portcullis.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.UnicodeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadableTextTest {

  @ParameterizedTest
  @ValueSource(strings = {"Zoë’s laptop", "日本の電話", "👨‍👩‍👧 family", "❤️ heart", "1️⃣ first", "می‌خواهم", "क्‍ष", "ශ්‍රී", "한글", "👍🏽", "key #2"})
  void whatIsSeenStays(String name) {
    assertThat(ReadableText.clean(java.text.Normalizer.normalize(name, java.text.Normalizer.Form.NFC)))
        .contains(java.text.Normalizer.normalize(name, java.text.Normalizer.Form.NFC));
  }

  @Test
  void everyIgnorableCharacterIsDroppedWhereTextEnters() {
    for (String ignorable : new UnicodeSet("[[:Default_Ignorable_Code_Point:][:Cf:]-[:Prepended_Concatenation_Mark:]]")) {
      assertThat(ReadableText.clean("my" + ignorable + "phone")).as(name(ignorable)).contains("myphone");
      assertThat(ReadableText.clean(ignorable + "my phone" + ignorable)).as(name(ignorable)).contains("my phone");
    }
  }

  @Test
  void nothingToReadIsNoText() {
    for (String blank : new UnicodeSet("[[:Default_Ignorable_Code_Point:][:White_Space:][\\u2800\\U0001D159]]")) {
      assertThat(ReadableText.clean(blank.repeat(8))).as(name(blank)).isEmpty();
      assertThat(ReadableText.clean(" " + blank + "\u3164\u2800\u115F" + blank)).as(name(blank)).isEmpty();
    }
  }

  private static String name(String character) {
    return "%04X".formatted(character.codePointAt(0));
  }
}
