package io.portcullis.transparency;

import io.portcullis.transparency.EntryContent.Bare;
import io.portcullis.transparency.EntryContent.Committed;
import io.portcullis.transparency.EntryContent.Erased;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// An entry of the audit trail, as its hashes cover it.
///
/// @param chain the trail consists of several chains
/// @param seq   1, 2, 3 … within the chain, without gaps
/// @param time  to the microsecond
public record LogEntry(int chain, long seq, UUID event, UUID account, String type, Instant time, EntryContent content) {

  public static final int SALT_BYTES = 32;

  /// How many chains there can be. So the bytes of an entry of the first form begin with a zero.
  static final int MOST_CHAINS = 1 << 15;

  /// Says which bytes the hashes cover.
  public enum Form {
    /// The content as it is.
    BARE,
    /// A commitment to the content, which can be erased.
    COMMITTED;

    /// As it is written in rows and bytes.
    public int number() {
      return ordinal() + 1;
    }
  }

  public LogEntry {
    if (chain < 0 || chain >= MOST_CHAINS) {
      throw new IllegalArgumentException("there is no chain " + chain);
    }
  }

  public Form form() {
    return content instanceof Bare ? Form.BARE : Form.COMMITTED;
  }

  public boolean isErased() {
    return content instanceof Erased;
  }

  /// What it says, JSON; empty when that was erased.
  public Optional<String> text() {
    return switch (content) {
      case Bare(String text) -> Optional.of(text);
      case Committed(_, String text) -> Optional.of(text);
      case Erased _ -> Optional.empty();
    };
  }

  /// Fixed widths first, then the type, of known length, and the content or the commitment to it. No two entries have the same bytes: those
  /// of the second form begin with its number, where the others have the zero of their chain.
  public byte[] bytes() {
    byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
    byte[] covered = content.covered();
    boolean isCommitted = form() == Form.COMMITTED;
    ByteBuffer bytes = ByteBuffer.allocate((isCommitted ? 1 : 0) + Integer.BYTES * 3 + Long.BYTES * 6 + typeBytes.length + covered.length);
    if (isCommitted) {
      bytes.put((byte) form().number());
    }
    return bytes.putInt(chain).putLong(seq)
        .putLong(event.getMostSignificantBits()).putLong(event.getLeastSignificantBits())
        .putLong(account.getMostSignificantBits()).putLong(account.getLeastSignificantBits())
        .putLong(time.getEpochSecond()).putInt(time.getNano())
        .putInt(typeBytes.length).put(typeBytes).put(covered)
        .array();
  }

  /// Nobody can guess an entry by its hash who does not have the salt.
  ///
  /// @param salt 32 random bytes
  public byte[] leafHash(byte[] salt) {
    if (salt.length != SALT_BYTES) {
      throw new IllegalArgumentException("a salt has 32 bytes");
    }
    return TreeHash.leaf(salt, bytes());
  }
}
