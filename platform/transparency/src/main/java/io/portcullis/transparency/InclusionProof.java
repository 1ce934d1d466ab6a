package io.portcullis.transparency;

import io.portcullis.transparency.TreeHash.Nodes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// That a leaf stands at a place in the tree (RFC 9162 §2.1.3).
///
/// @param index of the leaf, from 0
/// @param size  of the tree
/// @param path  hashes from the leaf's neighbour up to the root's child
public record InclusionProof(long index, long size, List<byte[]> path) {

  public InclusionProof {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
    }
    path = List.copyOf(path);
  }

  public static InclusionProof of(long index, long size, Nodes nodes) {
    var path = new ArrayList<byte[]>();
    collect(index, 0, size, nodes, path);
    return new InclusionProof(index, size, path);
  }

  private static void collect(long index, long from, long to, Nodes nodes, List<byte[]> path) {
    if (to - from <= 1) {
      return;
    }
    long middle = from + TreeHash.split(to - from);
    if (index < middle) {
      collect(index, from, middle, nodes, path);
      path.add(TreeHash.of(middle, to, nodes));
    } else {
      collect(index, middle, to, nodes, path);
      path.add(TreeHash.of(from, middle, nodes));
    }
  }

  /// As RFC 9162 §2.1.3.2 says.
  public boolean holds(byte[] leafHash, byte[] root) {
    long place = index;
    long last = size - 1;
    byte[] hash = leafHash;
    for (byte[] neighbour : path) {
      if (last == 0) {
        return false;
      }
      if ((place & 1) == 1 || place == last) {
        hash = TreeHash.node(neighbour, hash);
        while ((place & 1) == 0 && place != 0) {
          place >>>= 1;
          last >>>= 1;
        }
      } else {
        hash = TreeHash.node(hash, neighbour);
      }
      place >>>= 1;
      last >>>= 1;
    }
    return last == 0 && Arrays.equals(hash, root);
  }
}
