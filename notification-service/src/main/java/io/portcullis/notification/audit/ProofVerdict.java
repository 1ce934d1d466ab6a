package io.portcullis.notification.audit;

public sealed interface ProofVerdict {

  record Proved(EntryProof proof) implements ProofVerdict {}

  /// It stands in the trail. Within seconds it will stand in the log.
  record Awaited() implements ProofVerdict {}

  /// None of this account has that id.
  record Unknown() implements ProofVerdict {}
}
