package io.portcullis.notification.audit;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.EventId;
import io.portcullis.runtime.crypto.KeyedDigest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// One row of the trail, without its hash.
///
/// @param seq     1, 2, 3 … within the chain, without gaps
/// @param time    to the microsecond, as PostgreSQL keeps it
/// @param content the event as it came, JSON
record AuditEntry(int chain, long seq, EventId event, AccountId account, String type, Instant time, String content) {

  static final int CHAINS = 16;

  /// The chain of an account: its last four bits, which are random in every UUID version we meet.
  static int chainOf(AccountId account) {
    return (int) (account.value().getLeastSignificantBits() & CHAINS - 1);
  }

  byte[] hash(KeyedDigest digest, byte[] previous) {
    return digest.bytes(previous, canonical());
  }

  boolean isAuthentic(KeyedDigest digest, byte[] previous, byte[] hash) {
    return digest.isAuthentic(hash, previous, canonical());
  }

  // Fixed widths first, then the two texts, the first of known length: no two entries have the same bytes.
  private byte[] canonical() {
    byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
    byte[] contentBytes = content.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Integer.BYTES * 3 + Long.BYTES * 6 + typeBytes.length + contentBytes.length)
        .putInt(chain).putLong(seq)
        .putLong(event.value().getMostSignificantBits()).putLong(event.value().getLeastSignificantBits())
        .putLong(account.value().getMostSignificantBits()).putLong(account.value().getLeastSignificantBits())
        .putLong(time.getEpochSecond()).putInt(time.getNano())
        .putInt(typeBytes.length).put(typeBytes).put(contentBytes)
        .array();
  }
}
