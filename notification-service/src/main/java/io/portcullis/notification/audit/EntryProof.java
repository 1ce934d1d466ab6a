package io.portcullis.notification.audit;

import io.portcullis.transparency.EntryContent.Committed;
import io.portcullis.transparency.LogEntry;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// That an entry stands in the audit log (RFC 9162 §2.1.3).
///
/// @param index      of the entry in the log, from 0
/// @param size       of the log, as the checkpoint says
/// @param salt       32 bytes in Base64; the leaf covers them and the entry
/// @param path       hashes in Base64, from the leaf's neighbour up
/// @param checkpoint signed by the log (C2SP tlog-checkpoint)
@RegisterForReflection
@Schema(name = "ActivityProof", description = "That an entry stands in the audit log")
public record EntryProof(long index, long size, String salt, Opened entry, List<String> path, String checkpoint) {

  public EntryProof {
    path = List.copyOf(path);
  }

  /// The entry as its leaf covers it.
  ///
  /// @param chain       part of the trail in which it stands
  /// @param seq         its number there
  /// @param content     the event, JSON
  /// @param contentSalt 16 bytes in Base64; the leaf covers the SHA-256 of them and of the content. Left out for an entry of an earlier
  ///                    release, whose leaf covers the content itself
  @RegisterForReflection
  @Schema(name = "ActivityProofEntry", description = "The entry as its leaf covers it")
  public record Opened(int chain, long seq, UUID event, UUID account, String type, Instant time, String content,
      Optional<String> contentSalt) {

    static Opened of(LogEntry entry) {
      return new Opened(entry.chain(), entry.seq(), entry.event(), entry.account(), entry.type(), entry.time(), entry.text().orElseThrow(),
          entry.content() instanceof Committed(byte[] salt, _) ? Optional.of(Base64.getEncoder().encodeToString(salt)) : Optional.empty());
    }
  }
}
