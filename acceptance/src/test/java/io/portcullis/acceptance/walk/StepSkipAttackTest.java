package io.portcullis.acceptance.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.acceptance.house.Sequence;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Whatever order the steps are taken in, with whose ids and proofs ever: no token says more than was proved.
///
/// `-Dportcullis.walk=100000` walks further, `-Dportcullis.walk.seed=…` the same way again.
@AgainstTheHouse
@Order(Sequence.WALK)
class StepSkipAttackTest {
  private static final int WALKERS = 4;
  private static final int TRANSITIONS = Integer.getInteger("portcullis.walk", 10_000);
  private static final long SEED = Long.getLong("portcullis.walk.seed", System.nanoTime());

  private final House house;

  StepSkipAttackTest(House house) {
    this.house = house;
  }

  @Test
  void stepSkipping_givenARandomWalk_thenNoTokenSaysMoreThanWasProved() throws InterruptedException, ExecutionException {
    try (var threads = Executors.newFixedThreadPool(WALKERS)) {
      var walks = LongStream.range(0, WALKERS)
          .mapToObj(number -> threads.submit(() -> new Walk(house, SEED + number).take(TRANSITIONS / WALKERS))).toList();
      int tokens = 0;
      for (var walk : walks) {
        Walk.Log log = walk.get();
        assertThat(log.violations()).as("seed %d", SEED).isEmpty();
        // A walk that never gets anywhere shows nothing.
        assertThat(log.seen()).as("seed %d", SEED).containsAll(List.of("aal1", "aal2", "phr"));
        tokens += log.tokens();
      }
      assertThat(tokens).isGreaterThan(TRANSITIONS / 20);
    }
  }
}
