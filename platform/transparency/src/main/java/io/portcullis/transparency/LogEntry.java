package io.portcullis.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/// An entry of the audit trail, as its hashes cover it.
///
/// @param chain   the trail consists of several chains
/// @param seq     1, 2, 3 … within the chain, without gaps
/// @param time    to the microsecond
/// @param content the event as it came, JSON
public record LogEntry(int chain, long seq, UUID event, UUID account, String type, Instant time, String content) {

  public static final int SALT_BYTES = 32;

  /// Fixed widths first, then the two texts, the first of known length: no two entries have the same bytes.
  public byte[] bytes() {
    byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
    byte[] contentBytes = content.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Integer.BYTES * 3 + Long.BYTES * 6 + typeBytes.length + contentBytes.length)
        .putInt(chain).putLong(seq)
        .putLong(event.getMostSignificantBits()).putLong(event.getLeastSignificantBits())
        .putLong(account.getMostSignificantBits()).putLong(account.getLeastSignificantBits())
        .putLong(time.getEpochSecond()).putInt(time.getNano())
        .putInt(typeBytes.length).put(typeBytes).put(contentBytes)
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
