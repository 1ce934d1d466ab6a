package io.portcullis.transparency;

import io.portcullis.transparency.TreeHash.Nodes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// That a tree begins with all the leaves of an earlier one, in their order (RFC 9162 §2.1.4).
///
/// @param from size of the earlier tree, at least 1
/// @param to   size of the later tree
public record ConsistencyProof(long from, long to, List<byte[]> path) {

  public ConsistencyProof {
    if (from < 1 || from > to) {
      throw new IllegalArgumentException("no tree of " + to + " continues one of " + from);
    }
    path = List.copyOf(path);
  }

  public static ConsistencyProof of(long from, long to, Nodes nodes) {
    var path = new ArrayList<byte[]>();
    if (from >= 1 && from < to) {
      collect(from, 0, to, true, nodes, path);
    }
    return new ConsistencyProof(from, to, path);
  }

  // SUBPROOF of the standard: `known` says that the verifier has the hash of the leaves before `size` already.
  private static void collect(long size, long begin, long end, boolean known, Nodes nodes, List<byte[]> path) {
    if (size == end) {
      if (!known) {
        path.add(TreeHash.of(begin, end, nodes));
      }
      return;
    }
    long middle = begin + TreeHash.split(end - begin);
    if (size <= middle) {
      collect(size, begin, middle, known, nodes, path);
      path.add(TreeHash.of(middle, end, nodes));
    } else {
      collect(size, middle, end, false, nodes, path);
      path.add(TreeHash.of(begin, middle, nodes));
    }
  }

  /// As RFC 9162 §2.1.4.2 says.
  public boolean holds(byte[] fromRoot, byte[] toRoot) {
    if (from == to) {
      return path.isEmpty() && Arrays.equals(fromRoot, toRoot);
    }
    var hashes = new ArrayList<byte[]>(path);
    if (Long.bitCount(from) == 1) {
      hashes.addFirst(fromRoot);
    }
    if (hashes.isEmpty()) {
      return false;
    }
    long place = from - 1;
    long last = to - 1;
    while ((place & 1) == 1) {
      place >>>= 1;
      last >>>= 1;
    }
    byte[] earlier = hashes.getFirst();
    byte[] later = earlier;
    for (byte[] hash : hashes.subList(1, hashes.size())) {
      if (last == 0) {
        return false;
      }
      if ((place & 1) == 1 || place == last) {
        earlier = TreeHash.node(hash, earlier);
        later = TreeHash.node(hash, later);
        while ((place & 1) == 0 && place != 0) {
          place >>>= 1;
          last >>>= 1;
        }
      } else {
        later = TreeHash.node(later, hash);
      }
      place >>>= 1;
      last >>>= 1;
    }
    return last == 0 && Arrays.equals(earlier, fromRoot) && Arrays.equals(later, toRoot);
  }
}
