package io.portcullis.runtime.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.runtime.crypto.SealedBox.SealBroken;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedBoxTest {

  private static final byte[] SEED = {1, 2, 3, 4, 5};

  @TempDir
  Path folder;

  private SealedBox box(String... keyIds) throws IOException {
    return new SealedBox(KeyFiles.ring(folder, keyIds), new SecureRandom());
  }

  @Test
  void whatWasSealedOpensInItsOwnPlace() throws IOException {
    SealedBox box = box("k1");
    assertThat(box.open(box.seal(SEED, "account-1/seed-1"), "account-1/seed-1")).isEqualTo(SEED);
  }

  @Test
  void swappedRows_givenACiphertextMovedToAnotherAccount_whenOpened_thenRefused() throws IOException {
    SealedBox box = box("k1");
    String sealed = box.seal(SEED, "account-1/seed-1");
    assertThatThrownBy(() -> box.open(sealed, "account-2/seed-1")).isInstanceOf(SealBroken.class);
  }

  @Test
  void tampering_givenAnyFlippedCharacter_whenOpened_thenRefused() throws IOException {
    SealedBox box = box("k1");
    String sealed = box.seal(SEED, "place");
    for (int i = 3; i < sealed.length() - 1; i++) {
      char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
      String tampered = sealed.substring(0, i) + other + sealed.substring(i + 1);
      assertThatThrownBy(() -> box.open(tampered, "place")).isInstanceOf(SealBroken.class);
    }
    assertThatThrownBy(() -> box.open("nonsense", "place")).isInstanceOf(SealBroken.class);
    assertThatThrownBy(() -> box.open("k1.AAAA", "place")).isInstanceOf(SealBroken.class);
  }

  @Test
  void keyRotation_givenANewCurrentKey_thenTheOldStillOpensAndIsToldOutdated() throws IOException {
    String sealed = box("k1").seal(SEED, "place");
    SealedBox rotated = box("k2", "k1");
    assertThat(rotated.open(sealed, "place")).isEqualTo(SEED);
    assertThat(rotated.isOutdated(sealed)).isTrue();
    assertThat(rotated.isOutdated(rotated.seal(SEED, "place"))).isFalse();
    SealedBox retired = box("k2");
    assertThatThrownBy(() -> retired.open(sealed, "place")).isInstanceOf(SealBroken.class);
  }

  @Test
  void contentKey_givenAKeyOfItsOwn_thenTheContentOpensUnderItAlone_andInItsOwnPlace() throws IOException {
    SealedBox box = box("k1");
    var key = box.newContentKey();
    byte[] sealed = box.sealUnder(key, SEED, "export-1/0");
    assertThat(box.openUnder(key, sealed, "export-1/0")).isEqualTo(SEED);
    assertThatThrownBy(() -> box.openUnder(key, sealed, "export-1/1")).isInstanceOf(SealBroken.class);
    assertThatThrownBy(() -> box.openUnder(box.newContentKey(), sealed, "export-1/0")).isInstanceOf(SealBroken.class);
    assertThatThrownBy(() -> box.openUnder(key, new byte[3], "export-1/0")).isInstanceOf(SealBroken.class);
  }
}
