package io.portcullis.session.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuccessionTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private final SigningKey retiring = key(Duration.ofDays(-31));
  private final SigningKey signing = key(Duration.ofDays(-1));
  private final SigningKey next = key(Duration.ofDays(29));

  private static SigningKey key(Duration turn) {
    return SigningKey.generate(SigningAlgorithm.ES256, NOW, NOW.plus(turn), new SecureRandom());
  }

  @Test
  void givenThreeKeysInAnyOrder_thenEachHasItsState() {
    var keys = new Succession(List.of(next, retiring, signing), NOW);

    assertThat(keys.inOrder()).containsExactly(retiring, signing, next);
    assertThat(keys.inOrder()).extracting(keys::stateOf).containsExactly(KeyState.RETIRING, KeyState.SIGNING, KeyState.NEXT);
  }

  @Test
  void a34Clock_givenThisInstancesClockIsBehind_thenTheFirstKeySignsRatherThanNone() {
    var keys = new Succession(List.of(signing, next), NOW.minus(Duration.ofDays(2)));

    assertThat(keys.signing()).contains(signing);
  }

  @Test
  void givenTheSuccessorHasSignedForLongerThanATokenLives_thenItsPredecessorIsOutlived() {
    var keys = new Succession(List.of(retiring, signing, next), NOW);

    assertThat(keys.outlived(Duration.ofDays(2))).isEmpty();
    assertThat(keys.outlived(Duration.ofHours(23))).containsExactly(retiring);
  }

  @Test
  void removedKey_givenTwoReadingsThatOverlap_thenTheOneThatBeganLaterStays() {
    var held = new SigningKeys(Clock.fixed(NOW, ZoneOffset.UTC));

    held.replace(2, List.of(next));
    held.replace(1, List.of(signing, next));

    assertThat(held.find(signing.kid()).subscribeAsCompletionStage()).isCompletedWithValueMatching(found -> found.isEmpty());
  }
}
