package io.portcullis.acceptance.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeedlesTest {
  private static final String SECRET = "copper lantern ferry";

  private final Needles needles = new Needles(List.of(SECRET));

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "12", "123", "{\"password\":\""})
  void givenASecretBehindAnyPrefix_whenEncoded_thenItIsStillFound(String prefix) {
    String text = prefix + SECRET + "\"}";
    assertThat(needles.in(text)).isNotEmpty();
    assertThat(needles.in(Base64.getEncoder().encodeToString(text.getBytes(UTF_8)))).isNotEmpty();
    assertThat(needles.in(Base64.getUrlEncoder().encodeToString(text.getBytes(UTF_8)))).isNotEmpty();
    assertThat(needles.in(HexFormat.of().formatHex(text.getBytes(UTF_8)))).isNotEmpty();
    assertThat(needles.in("q=copper+lantern+ferry")).isNotEmpty();
  }

  @Test
  void givenOtherText_thenNothingIsFoundAndWhatIsFoundDoesNotTellTheSecret() {
    assertThat(needles.in("copper lantern ferries and other ships")).isEmpty();
    assertThat(needles.in("log: " + SECRET)).allSatisfy(found -> assertThat(found).doesNotContain(SECRET));
  }
}
