package io.portcullis.notification.audit;

import io.portcullis.notification.audit.MerkleLog.State;
import io.portcullis.transparency.Checkpoint;
import io.portcullis.transparency.SignedNote;
import io.portcullis.transparency.Tile;
import io.portcullis.transparency.Tiles;
import io.portcullis.transparency.TreeHash;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// The newest checkpoint that this instance has seen: its own, or the last one of the file. A tree that does not continue it is signed by
/// nobody. So a database that was cut back, or written anew, gets no signature.
@ApplicationScoped
class LogHistory {

  private static final Checkpoint NONE = new Checkpoint("", 0, TreeHash.empty());

  private final AtomicReference<Checkpoint> newest;

  LogHistory(CheckpointFile file) {
    newest = new AtomicReference<>(file.newest().orElse(NONE));
  }

  /// The tiles that [#continued] looks at, and those into which the next leaves go.
  Set<Tile.Key> neededTiles(State state) {
    var keys = new LinkedHashSet<>(Tile.Key.edge(state.size()));
    keys.addAll(Tiles.neededBy(nodes -> TreeHash.root(state.size(), nodes)));
    keys.addAll(Tiles.neededBy(nodes -> TreeHash.root(Math.min(newest.get().size(), state.size()), nodes)));
    return keys;
  }

  /// Whether the tree is that of its own checkpoint, and begins with the one that was seen before.
  boolean continued(State state, Tiles tiles) {
    Checkpoint seen = newest.get();
    Checkpoint head = state.head().orElse(NONE);
    try {
      return head.size() == state.size() && Arrays.equals(head.root(), TreeHash.root(state.size(), tiles))
          && seen.size() <= state.size() && Arrays.equals(seen.root(), TreeHash.root(seen.size(), tiles));
    } catch (IllegalStateException tileMissing) {
      return false;
    }
  }

  void saw(SignedNote note) {
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    newest.accumulateAndGet(checkpoint, (known, fresh) -> fresh.size() > known.size() ? fresh : known);
  }
}
