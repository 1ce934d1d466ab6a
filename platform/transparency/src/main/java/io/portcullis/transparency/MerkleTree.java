package io.portcullis.transparency;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/// A tree that grows by one leaf at a time, and keeps the full subtrees at its right edge alone: at most one for each bit of its size.
public final class MerkleTree {

  private final Deque<byte[]> edge = new ArrayDeque<>();
  private long size;

  public long size() {
    return size;
  }

  public void append(byte[] leafHash) {
    byte[] hash = leafHash;
    // Each full subtree of the same height joins it, as ones carry over in a sum.
    for (long carry = size; (carry & 1) == 1; carry >>>= 1) {
      hash = TreeHash.node(edge.pop(), hash);
    }
    edge.push(hash);
    size++;
  }

  public byte[] root() {
    if (edge.isEmpty()) {
      return TreeHash.empty();
    }
    Iterator<byte[]> rightToLeft = edge.iterator();
    byte[] hash = rightToLeft.next();
    while (rightToLeft.hasNext()) {
      hash = TreeHash.node(rightToLeft.next(), hash);
    }
    return hash;
  }
}
