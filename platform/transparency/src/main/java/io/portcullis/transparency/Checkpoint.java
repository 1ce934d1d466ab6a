package io.portcullis.transparency;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// How large a log was and what its root was (C2SP tlog-checkpoint). It is the text of a [SignedNote].
///
/// @param origin names the log
public record Checkpoint(String origin, long size, byte[] root) {

  private static final int LEAST_LINES = 3;

  /// @throws IllegalArgumentException when `text` is no checkpoint
  public static Checkpoint parse(String text) {
    List<String> lines = Arrays.asList(text.split("\n", -1));
    if (lines.size() <= LEAST_LINES || !lines.getLast().isEmpty() || lines.getFirst().isEmpty()
        || !lines.get(1).matches("0|[1-9][0-9]{0,17}")) {
      throw new IllegalArgumentException("this is no checkpoint");
    }
    byte[] root = Base64.getDecoder().decode(lines.get(2));
    if (root.length != TreeHash.BYTES) {
      throw new IllegalArgumentException("the root of a checkpoint has another length");
    }
    return new Checkpoint(lines.getFirst(), Long.parseLong(lines.get(1)), root);
  }

  public String text() {
    return origin + '\n' + size + '\n' + Base64.getEncoder().encodeToString(root) + '\n';
  }

  public boolean isSameTree(Checkpoint other) {
    return size == other.size && Arrays.equals(root, other.root);
  }
}
