package io.portcullis.recovery.question;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/// One answer of a customer, as its hash.
@Entity
class SecurityAnswer {

  @Id UUID id;
  UUID account;
  @Enumerated(EnumType.STRING) Question question;
  String hash;
  Instant setAt;

  /// For Hibernate.
  SecurityAnswer() {}

  SecurityAnswer(UUID id, UUID account, Question question, String hash, Instant setAt) {
    this.id = id;
    this.account = account;
    this.question = question;
    this.hash = hash;
    this.setAt = setAt;
  }
}
