package io.portcullis.recovery.recoverycase;

import io.portcullis.recovery.evidence.FileType;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/// What became of a file that a claimant sent.
sealed interface EvidenceVerdict {
  /// @param left how many more files the case takes
  record Added(UUID id, FileType type, int left) implements EvidenceVerdict {}

  /// @param taken the types that are taken
  record Unreadable(Set<FileType> taken) implements EvidenceVerdict {}

  record TooLarge(long largest) implements EvidenceVerdict {}

  record Infected() implements EvidenceVerdict {}

  /// The scanner gives no answer, or there is too much to do at this moment.
  record Unchecked() implements EvidenceVerdict {}

  record Full() implements EvidenceVerdict {}

  record NotNow() implements EvidenceVerdict {}

  record Unknown() implements EvidenceVerdict {}

  record Throttled(Duration retryAfter) implements EvidenceVerdict {}
}
