package io.portcullis.transparency;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The Merkle Tree Hash (RFC 9162 §2.1.1) with SHA-256.
public final class TreeHash {

  public static final int BYTES = 32;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private TreeHash() {}

  /// Of a tree without leaves.
  public static byte[] empty() {
    return sha256().digest();
  }

  /// Of one leaf, which consists of the parts one after another.
  public static byte[] leaf(byte[]... parts) {
    MessageDigest digest = sha256();
    digest.update(LEAF);
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  static byte[] node(byte[] left, byte[] right) {
    MessageDigest digest = sha256();
    digest.update(NODE);
    digest.update(left);
    digest.update(right);
    return digest.digest();
  }

  /// Of the first `size` leaves.
  public static byte[] root(long size, Nodes nodes) {
    return size == 0 ? empty() : of(0, size, nodes);
  }

  /// Of the leaves from `from` to before `to`. A full subtree begins at `from`, or the range is one.
  static byte[] of(long from, long to, Nodes nodes) {
    long width = to - from;
    if (Long.bitCount(width) == 1) {
      int level = Long.numberOfTrailingZeros(width);
      return nodes.hash(level, from >>> level);
    }
    long middle = from + split(width);
    return node(of(from, middle, nodes), of(middle, to, nodes));
  }

  /// The largest power of two below `width`.
  static long split(long width) {
    return Long.highestOneBit(width - 1);
  }

  /// Where the hashes of full subtrees come from.
  @FunctionalInterface
  public interface Nodes {

    /// Of the `2^level` leaves from `index * 2^level` on.
    byte[] hash(int level, long index);
  }

  /// Of the parts one after another.
  static byte[] sha256(byte[]... parts) {
    MessageDigest digest = sha256();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
