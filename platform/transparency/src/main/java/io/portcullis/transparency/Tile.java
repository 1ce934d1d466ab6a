package io.portcullis.transparency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Up to 256 neighbouring hashes of one height (C2SP tlog-tiles): leaves at level 0, above it the roots of full tiles of the level below.
///
/// @param hashes one after another
public record Tile(Key key, byte[] hashes) {

  static final int HEIGHT = 8;
  static final int WIDTH = 1 << HEIGHT;

  public Tile {
    if (hashes.length % TreeHash.BYTES != 0 || hashes.length > WIDTH * TreeHash.BYTES) {
      throw new IllegalArgumentException("no tile has " + hashes.length + " bytes");
    }
  }

  public int width() {
    return hashes.length / TreeHash.BYTES;
  }

  boolean isFull() {
    return width() == WIDTH;
  }

  Tile with(byte[] hash) {
    byte[] grown = Arrays.copyOf(hashes, hashes.length + TreeHash.BYTES);
    System.arraycopy(hash, 0, grown, hashes.length, TreeHash.BYTES);
    return new Tile(key, grown);
  }

  /// Of the `2^height` hashes from `first` on.
  byte[] node(int height, int first) {
    if (height == 0) {
      return Arrays.copyOfRange(hashes, first * TreeHash.BYTES, (first + 1) * TreeHash.BYTES);
    }
    return TreeHash.node(node(height - 1, first), node(height - 1, first + (1 << height - 1)));
  }

  /// Where a tile stands.
  public record Key(int level, long index) {

    private static final Pattern PATH =
        Pattern.compile("((?:x(?!000)[0-9]{3}/(?:x[0-9]{3}/){0,4})?[0-9]{3})(?:\\.p/([1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?");

    /// The tile that has the full subtree of `2^height` leaves.
    static Key of(int height, long index) {
      return new Key(height / HEIGHT, (index << height % HEIGHT) >>> HEIGHT);
    }

    /// Of a tree of `size` leaves: the tiles that the next leaves go into, as far as they have begun.
    public static List<Key> edge(long size) {
      var keys = new ArrayList<Key>();
      int level = 0;
      for (long width = size; width > 0; width >>>= HEIGHT, level++) {
        if (width % WIDTH > 0) {
          keys.add(new Key(level, width >>> HEIGHT));
        }
      }
      return keys;
    }
  }

  /// A tile as its path names it.
  ///
  /// @param width of a partial tile; [#WIDTH] for a full one
  public record Wish(Key key, int width) {

    /// @param path `x001/x234/067`, and behind it `.p/` and a width for a partial tile
    public static Optional<Wish> parse(int level, String path) {
      Matcher parts = Key.PATH.matcher(path);
      return parts.matches()
          ? Optional.of(new Wish(new Key(level, Long.parseLong(parts.group(1).replaceAll("[x/]", ""))),
              Optional.ofNullable(parts.group(2)).map(Integer::valueOf).orElse(WIDTH)))
          : Optional.empty();
    }

    /// Empty where the tile is not as wide as that.
    public Optional<byte[]> of(Tile tile) {
      return tile.width() >= width ? Optional.of(Arrays.copyOf(tile.hashes, width * TreeHash.BYTES)) : Optional.empty();
    }
  }
}
