package io.portcullis.recovery.evidence;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a file shows.
public enum EvidenceKind {
  /// A passport, a bill, a screenshot.
  @JsonProperty("document") DOCUMENT,
  /// The claimant with a note in hand: always an image.
  @JsonProperty("selfie") SELFIE
}
