package io.portcullis.runtime.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpaqueTokenTest {

  private final SecureRandom random = new SecureRandom();

  @Test
  void whatWasHandedOutIsRecognised() {
    OpaqueToken token = OpaqueToken.random("pdt", random);
    assertThat(token.reveal()).matches("pdt_[A-Za-z0-9_-]{43}[0-9a-v]{6}");
    assertThat(OpaqueToken.parse("pdt", token.reveal())).hasValue(token);
    assertThat(OpaqueToken.parse("pdt", token.reveal()).orElseThrow().digest()).isEqualTo(token.digest());
  }

  @Test
  void whatWasNotHandedOutInThisFormIsRefusedBeforeAnyLookUp() {
    String text = OpaqueToken.random("pdt", random).reveal();
    assertThat(OpaqueToken.parse("prt", text)).isEmpty();
    assertThat(OpaqueToken.parse("pdt", text + " ")).isEmpty();
    assertThat(OpaqueToken.parse("pdt", text.toUpperCase(Locale.ROOT))).isEmpty();
    assertThat(OpaqueToken.parse("pdt", null)).isEmpty();
    assertThat(OpaqueToken.parse("pdt", "")).isEmpty();
    char last = text.charAt(text.length() - 1);
    assertThat(OpaqueToken.parse("pdt", text.substring(0, text.length() - 1) + (last == '0' ? '1' : '0'))).isEmpty();
  }

  @Test
  void guessing_givenATokenOfATextMessage_thenItIs128RandomBits_andALinkTakesBothLengths() {
    OpaqueToken brief = OpaqueToken.randomBrief("prl", random);
    assertThat(brief.reveal()).matches("prl_[A-Za-z0-9_-]{22}[0-9a-v]{6}");
    assertThat(OpaqueToken.parseLink("prl", brief.reveal())).hasValue(brief);
    OpaqueToken whole = OpaqueToken.random("prl", random);
    assertThat(OpaqueToken.parseLink("prl", whole.reveal())).hasValue(whole);
    assertThat(OpaqueToken.parse("prl", brief.reveal())).isEmpty();
    assertThat(OpaqueToken.parseLink("prl", OpaqueToken.parse("prl", 16, brief.reveal()).orElseThrow().reveal() + 'x')).isEmpty();
  }

  @Test
  void neverPrintsItself() {
    OpaqueToken token = OpaqueToken.random("pdt", random);
    assertThat(token.toString()).isEqualTo("pdt_[REDACTED]");
    assertThat(new Secret("hunter2").toString()).doesNotContain("hunter2");
  }

  @Test
  void idPrediction_givenManyTokens_thenNoneRepeats() {
    Set<OpaqueToken> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      assertThat(seen.add(OpaqueToken.random("pdt", random))).isTrue();
    }
  }
}
