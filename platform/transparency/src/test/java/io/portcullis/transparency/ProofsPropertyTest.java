package io.portcullis.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// SAFE-4: trees of random sizes, built tile by tile in random batches, against the definition recomputed for each proof.
class ProofsPropertyTest {

  private static final int SIZE = 70_000;
  private static final int TRIES = 25;

  private final Random random = new Random(9162);
  private final List<byte[]> leaves = new ArrayList<>();
  private final Tiles tiles = new Tiles(List.of());

  private void grow(int size) {
    while (leaves.size() < size) {
      byte[] leaf = TreeHash.leaf(ByteBuffer.allocate(Integer.BYTES).putInt(leaves.size()).array());
      tiles.append(leaves.size(), leaf);
      leaves.add(leaf);
    }
  }

  /// MTH of RFC 9162 §2.1.1, word by word.
  private static byte[] naive(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return TreeHash.empty();
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int split = 1;
    while (split * 2 < leaves.size()) {
      split *= 2;
    }
    return TreeHash.node(naive(leaves.subList(0, split)), naive(leaves.subList(split, leaves.size())));
  }

  private int upTo(int size) {
    // Small ones and those beside the borders of tiles as often as others.
    return switch (random.nextInt(3)) {
      case 0 -> 1 + random.nextInt(20);
      case 1 -> Math.min(size, 256 * (1 + random.nextInt(size / 256)) + random.nextInt(3) - 1);
      default -> 1 + random.nextInt(size);
    };
  }

  @Test
  void givenAnySize_thenEachProofIsOfTheTreeAsTheStandardDefinesIt_andOfNoOther() {
    grow(SIZE);
    for (int go = 0; go < TRIES; go++) {
      int size = upTo(SIZE);
      byte[] root = naive(leaves.subList(0, size));
      assertThat(TreeHash.root(size, tiles)).as("root of %d", size).isEqualTo(root);

      int index = random.nextInt(size);
      InclusionProof inclusion = InclusionProof.of(index, size, tiles);
      assertThat(inclusion.holds(leaves.get(index), root)).as("leaf %d of %d", index, size).isTrue();
      assertThat(inclusion.holds(leaves.get((index + 1) % SIZE), root)).isFalse();
      assertThat(inclusion.holds(leaves.get(index), flipped(root))).isFalse();
      if (size > 1) {
        int other = (index + 1 + random.nextInt(size - 1)) % size;
        assertThat(new InclusionProof(other, size, inclusion.path()).holds(leaves.get(index), root)).as("moved to %d", other).isFalse();
        assertThat(new InclusionProof(index, size, inclusion.path().subList(1, inclusion.path().size())).holds(leaves.get(index), root)).isFalse();
      }

      int from = 1 + random.nextInt(size);
      byte[] earlier = naive(leaves.subList(0, from));
      ConsistencyProof consistency = ConsistencyProof.of(from, size, tiles);
      assertThat(consistency.holds(earlier, root)).as("from %d to %d", from, size).isTrue();
      assertThat(consistency.holds(flipped(earlier), root)).isFalse();
      assertThat(consistency.holds(earlier, flipped(root))).isFalse();
      if (from < size) {
        var longer = new ArrayList<>(consistency.path());
        longer.add(root);
        assertThat(new ConsistencyProof(from, size, longer).holds(earlier, root)).isFalse();
      }
    }
  }

  @Test
  void fork_givenTwoLogsThatPartedAfterACheckpoint_thenNoProofJoinsThem() {
    grow(1000);
    var other = new Tiles(List.of());
    for (int index = 0; index < 1000; index++) {
      other.append(index, index == 300 ? leaves.get(301) : leaves.get(index));
    }
    byte[] checkpoint = TreeHash.root(400, tiles);
    byte[] forked = TreeHash.root(1000, other);
    assertThat(ConsistencyProof.of(400, 1000, other).holds(checkpoint, forked)).isFalse();
    assertThat(ConsistencyProof.of(400, 1000, tiles).holds(checkpoint, forked)).isFalse();
    // Before they parted, they were one.
    assertThat(ConsistencyProof.of(300, 1000, other).holds(TreeHash.root(300, tiles), forked)).isTrue();
  }

  @Test
  void givenAnySize_thenTheEdgeAloneIsEnoughToGoOn_andTheTilesOfAProofAreFew() {
    grow(4000);
    for (int go = 0; go < TRIES; go++) {
      int size = upTo(3000);
      var before = new Tiles(List.of());
      for (int index = 0; index < size; index++) {
        before.append(index, leaves.get(index));
      }
      var edge = new Tiles(before.changed().stream().filter(tile -> Tile.Key.edge(size).contains(tile.key())).toList());
      int more = 1 + random.nextInt(600);
      for (int index = size; index < size + more; index++) {
        edge.append(index, leaves.get(index));
      }
      long later = size + more;
      var needed = Tiles.neededBy(nodes -> TreeHash.root(later, nodes));
      assertThat(needed).hasSizeLessThanOrEqualTo(3);
      assertThat(Tiles.neededBy(nodes -> InclusionProof.of(size, later, nodes))).hasSizeLessThanOrEqualTo(6);
      assertThat(TreeHash.root(later, edge)).isEqualTo(TreeHash.root(later, tiles));
    }
  }

  private static byte[] flipped(byte[] hash) {
    byte[] other = hash.clone();
    other[7] ^= 1;
    return other;
  }
}
