package io.portcullis.mfa.recoverycode;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryCodeTest {

  private static final RecoveryCode CODE = new RecoveryCode("K7QM3X0VR2TD91ZE");

  @Test
  void isShownInGroupsOfFour() {
    assertThat(CODE.grouped()).isEqualTo("K7QM-3X0V-R2TD-91ZE");
    assertThat(CODE.toString()).doesNotContain("K7QM");
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "K7QM-3X0V-R2TD-91ZE", "k7qm-3x0v-r2td-91ze", "K7QM3X0VR2TD91ZE", " K7QM 3X0V R2TD 91ZE ",
      "K7QM–3X0V—R2TD‑91ZE", "K7QM\u00A03X0V\u2003R2TD 91ZE", "K7QM-3XOV-R2TD-9IZE", "k7qm-3xov-r2td-9lze",
      "K7QM-\n3X0V-\tR2TD-91ZE"})
  void isReadHoweverAPersonTypesIt(String typed) {
    assertThat(RecoveryCode.parse(typed)).contains(CODE);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "", "-", "K7QM-3X0V-R2TD-91Z", "K7QM-3X0V-R2TD-91ZEE", "K7QM-3X0V-R2TD-91ZU", "K7QM-3X0V-R2TD-91Z!",
      "K7QM-3X0V-R2TD-91Zé", "Ｋ7QM-3X0V-R2TD-91ZE", "123456", "K7QM_3X0V_R2TD_91ZE"})
  void anythingElseIsNoCode(String typed) {
    assertThat(RecoveryCode.parse(typed)).isEmpty();
  }

  @Test
  void longInputIsNotLookedAt() {
    assertThat(RecoveryCode.parse(" ".repeat(1000) + "K7QM3X0VR2TD91ZE")).isEmpty();
  }

  @Test
  void everyNewOneIsReadBack() {
    var random = new SecureRandom();
    var seen = new HashSet<RecoveryCode>();
    for (int i = 0; i < 1000; i++) {
      var code = RecoveryCode.generate(random);
      assertThat(RecoveryCode.parse(code.grouped())).contains(code);
      assertThat(seen.add(code)).isTrue();
    }
  }
}
