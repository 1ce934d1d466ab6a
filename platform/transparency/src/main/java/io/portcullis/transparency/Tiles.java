package io.portcullis.transparency;

import io.portcullis.transparency.TreeHash.Nodes;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Some of a tree's tiles: those that one proof, or the next leaves, need.
public final class Tiles implements Nodes {

  private final Map<Tile.Key, Tile> tiles = new HashMap<>();
  private final Map<Tile.Key, Tile> changed = new LinkedHashMap<>();

  public Tiles(Collection<Tile> tiles) {
    tiles.forEach(tile -> this.tiles.put(tile.key(), tile));
  }

  /// The tiles that `work` will ask for. It gets no true hashes here.
  public static Set<Tile.Key> neededBy(Consumer<Nodes> work) {
    var keys = new LinkedHashSet<Tile.Key>();
    work.accept((level, index) -> {
      keys.add(Tile.Key.of(level, index));
      return new byte[TreeHash.BYTES];
    });
    return keys;
  }

  @Override
  public byte[] hash(int level, long index) {
    Tile.Key key = Tile.Key.of(level, index);
    int height = level % Tile.HEIGHT;
    int first = (int) ((index << height) % Tile.WIDTH);
    Tile tile = tiles.get(key);
    if (tile == null || tile.width() < first + (1 << height)) {
      throw new IllegalStateException("the tree lacks the node " + index + " of level " + level);
    }
    return tile.node(height, first);
  }

  /// Adds the leaf `index`. All of [Tile.Key#edge] are here.
  public void append(long index, byte[] leafHash) {
    byte[] hash = leafHash;
    long place = index;
    for (int level = 0; ; level++) {
      var key = new Tile.Key(level, place >>> Tile.HEIGHT);
      Tile tile = tiles.getOrDefault(key, new Tile(key, new byte[0]));
      if (tile.width() != place % Tile.WIDTH) {
        throw new IllegalStateException("the tree does not end before the leaf " + index);
      }
      Tile grown = tile.with(hash);
      tiles.put(key, grown);
      changed.put(key, grown);
      if (!grown.isFull()) {
        return;
      }
      hash = grown.node(Tile.HEIGHT, 0);
      place >>>= Tile.HEIGHT;
    }
  }

  /// What [#append] made of them.
  public List<Tile> changed() {
    return List.copyOf(changed.values());
  }
}
