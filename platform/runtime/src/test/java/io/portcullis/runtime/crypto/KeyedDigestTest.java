package io.portcullis.runtime.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyedDigestTest {

  @TempDir
  Path folder;

  @Test
  void matchesOnlyTheSamePartsAndPurpose() throws IOException {
    KeyRing ring = KeyFiles.ring(folder, "k1");
    KeyedDigest codes = ring.digestFor("codes");
    String stored = codes.of("registration", "123456");
    assertThat(codes.matches(stored, "registration", "123456")).isTrue();
    assertThat(codes.matches(stored, "registration", "123457")).isFalse();
    assertThat(codes.matches(stored, "registration1", "23456")).as("parts are delimited").isFalse();
    assertThat(ring.digestFor("other").matches(stored, "registration", "123456")).isFalse();
    assertThat(codes.matches("no-such-key.AAAA", "registration", "123456")).isFalse();
    assertThat(codes.matches("", "registration", "123456")).isFalse();
  }

  @Test
  void keyRotation_givenANewCurrentKey_thenOldDigestsStillMatch() throws IOException {
    String stored = KeyFiles.ring(folder, "k1").digestFor("codes").of("123456");
    KeyedDigest rotated = KeyFiles.ring(folder, "k2", "k1").digestFor("codes");
    assertThat(rotated.matches(stored, "123456")).isTrue();
    assertThat(rotated.of("123456")).startsWith("k2.");
    assertThat(rotated.everyOf("123456")).containsExactly(rotated.of("123456"), stored);
  }

  @Test
  void aKeptPartOfAMacIsAuthenticUnderAnyKeyOfTheRingAndNeverWhenShort() throws IOException {
    byte[] part = "token".getBytes(StandardCharsets.US_ASCII);
    byte[] kept = Arrays.copyOf(KeyFiles.ring(folder, "k1").digestFor("mac").bytes(part), 16);
    KeyedDigest rotated = KeyFiles.ring(folder, "k2", "k1").digestFor("mac");
    assertThat(rotated.isAuthentic(kept, part)).isTrue();
    assertThat(rotated.isAuthentic(Arrays.copyOf(kept, 15), part)).isFalse();
    assertThat(rotated.isAuthentic(new byte[0], part)).isFalse();
    assertThat(rotated.isAuthentic(kept, "other".getBytes(StandardCharsets.US_ASCII))).isFalse();
  }
}
