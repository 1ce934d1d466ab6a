package io.portcullis.recovery.evidence;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/// One file of a case, without its content.
@Entity
public class EvidenceFile {

  @Id UUID id;
  UUID recoveryCase;
  @Enumerated(EnumType.STRING) EvidenceKind kind;
  @Enumerated(EnumType.STRING) FileType type;
  int size;
  Instant addedAt;
  Instant deleteAt;

  /// For Hibernate.
  EvidenceFile() {}

  public UUID id() {
    return id;
  }

  public EvidenceKind kind() {
    return kind;
  }

  public FileType type() {
    return type;
  }

  public int size() {
    return size;
  }

  public Instant addedAt() {
    return addedAt;
  }
}
