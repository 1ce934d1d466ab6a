package io.portcullis.runtime.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.runtime.crypto.KeyFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DpopNoncesTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path folder;

  @Test
  void givenTwoInstancesWithOneRing_thenEachTakesWhatTheOtherGave() throws IOException {
    DpopNonces one = nonces(NOW, "a");
    DpopNonces other = nonces(NOW.plusSeconds(20), "a");

    assertThat(one.isGood(other.current())).isTrue();
    assertThat(other.isGood(one.current())).isTrue();
  }

  @Test
  void givenTheRingWasRenewed_thenNoncesOfTheOldKeyAreGoodStill() throws IOException {
    String old = nonces(NOW, "a").current();

    assertThat(nonces(NOW, "b", "a").isGood(old)).isTrue();
    assertThat(nonces(NOW, "b", "a").current()).isNotEqualTo(old);
    assertThat(nonces(NOW, "b").isGood(old)).isFalse();
  }

  @Test
  void staleNonce_givenAMinute_thenItIsGoodNoMore() throws IOException {
    String given = nonces(NOW, "a").current();

    assertThat(nonces(NOW.plusSeconds(59), "a").isGood(given)).isTrue();
    assertThat(nonces(NOW.plusSeconds(60), "a").isGood(given)).isFalse();
    assertThat(nonces(NOW.minus(Duration.ofSeconds(31)), "a").isGood(given)).isFalse();
  }

  @Test
  void forgedNonce_givenAnythingElse_thenItIsNotGood() throws IOException {
    DpopNonces nonces = nonces(NOW, "a");
    String good = nonces.current();
    for (String forged : List.of("", "=", "§", "AAAA", "A".repeat(22), good + good, good.substring(0, 20), nonces(NOW, "other").current())) {
      assertThat(nonces.isGood(forged)).as(forged).isFalse();
    }
  }

  private DpopNonces nonces(Instant now, String... keys) throws IOException {
    return new DpopNonces(KeyFiles.ring(folder, keys), Clock.fixed(now, ZoneOffset.UTC));
  }
}
