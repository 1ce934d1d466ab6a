package io.portcullis.notification.audit;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.EventId;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.transparency.EntryContent;
import io.portcullis.transparency.EntryContent.Erased;
import io.portcullis.transparency.Erasure;
import io.portcullis.transparency.LogEntry;
import java.time.Instant;
import java.util.Set;

/// One row of the trail, without its hash.
///
/// @param seq     1, 2, 3 … within the chain, without gaps
/// @param time    to the microsecond, as PostgreSQL keeps it
record AuditEntry(int chain, long seq, EventId event, AccountId account, String type, Instant time, EntryContent content) {

  static final int CHAINS = 16;

  /// The chain of an account: its last four bits, which are random in every UUID version we meet.
  static int chainOf(AccountId account) {
    return (int) (account.value().getLeastSignificantBits() & CHAINS - 1);
  }

  byte[] hash(KeyedDigest digest, byte[] previous) {
    return digest.bytes(previous, logged().bytes());
  }

  boolean isAuthentic(KeyedDigest digest, byte[] previous, byte[] hash) {
    return digest.isAuthentic(hash, previous, logged().bytes());
  }

  /// Whether it lacks its content without a right to: not as an entry of a closed account, or being of a type that is kept.
  boolean isWithheld(Set<AccountId> closed) {
    return content instanceof Erased && (!closed.contains(account) || Erasure.KEPT.contains(type));
  }

  // The chain's hash and the tree's leaf cover the same bytes.
  private LogEntry logged() {
    return new LogEntry(chain, seq, event.value(), account.value(), type, time, content);
  }
}
