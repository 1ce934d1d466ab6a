package io.portcullis.acceptance.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.acceptance.house.Sequence;
import java.util.List;
import java.util.TreeSet;
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
  private static final long SEED = Long.getLong("portcullis.walk.seed", System.nanoTime());

  private final House house;

  TheftWalkTest(House house) {
    this.house = house;
  }

  @Test
  void a38_givenARandomWalkOfAThief_thenNoMoneyLeavesWithinAHoldOrPastALock() throws InterruptedException, ExecutionException {
    try (var threads = Executors.newFixedThreadPool(WALKERS)) {
      var walks = LongStream.range(0, WALKERS)
          .mapToObj(number -> threads.submit(() -> new TheftWalk(house, SEED + number).take(STEPS / WALKERS))).toList();
      var seen = new TreeSet<String>();
      for (var walk : walks) {
        TheftWalk.Log log = walk.get();
        assertThat(log.violations()).as("seed %d", SEED).isEmpty();
        seen.addAll(log.seen());
      }
      System.out.println("a thief's walk saw " + seen);
      // A walk that never gets anywhere shows nothing.
      assertThat(seen).as("seed %d", SEED).containsAll(List.of("signed-in", "FACTOR_ADDED", "PASSPHRASE", "approved", "withdrawals-held"));
    }
  }
}
