package io.portcullis.acceptance.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.acceptance.house.Sequence;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// From "a thief has the mailbox, the password and one recovery code" no order of steps leads to money that leaves within a hold, or
/// past a lock or the address book of the owner.
///
/// `-Dportcullis.walk.theft=100000` walks further, `-Dportcullis.walk.seed=…` the same way again.
@AgainstTheHouse
@Order(Sequence.WALK)
class TheftWalkTest {
  private static final int WALKERS = 2;
  private static final int STEPS = Integer.getInteger("portcullis.walk.theft", 1_200);
  /// A walk that never gets so far shows nothing.
  private static final Set<String> FAR = Set.of("signed-in", "FACTOR_ADDED", "PASSPHRASE", "approved", "withdrawals-held");
  private static final long SEED = Long.getLong("portcullis.walk.seed", System.nanoTime());

  private final House house;

  TheftWalkTest(House house) {
    this.house = house;
  }

  @Test
  void a38_givenARandomWalkOfAThief_thenNoMoneyLeavesWithinAHoldOrPastALock() throws InterruptedException, ExecutionException {
    Set<String> seen = new ConcurrentSkipListSet<>();
    try (var threads = Executors.newFixedThreadPool(WALKERS)) {
      var walks = LongStream.range(0, WALKERS)
          .mapToObj(number -> threads.submit(() -> new TheftWalk(house, SEED + number, seen).take(STEPS / WALKERS, FAR))).toList();
      for (var walk : walks) {
        assertThat(walk.get()).as("seed %d", SEED).isEmpty();
      }
    }
    System.out.println("a thief's walk saw " + seen);
    assertThat(seen).as("seed %d", SEED).containsAll(FAR);
  }
}
