package io.portcullis.recovery.evidence;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;

/// The content of an [EvidenceFile], sealed under its case's key. A table of its own: who lists files reads no content.
@Entity
class EvidenceContent {

  @Id UUID id;
  byte[] sealed;

  /// For Hibernate.
  EvidenceContent() {}

  EvidenceContent(UUID id, byte[] sealed) {
    this.id = id;
    this.sealed = sealed;
  }
}
