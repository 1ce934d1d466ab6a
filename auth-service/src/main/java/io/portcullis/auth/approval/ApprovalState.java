package io.portcullis.auth.approval;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Locale;

/// Where an approval stands for those who ask.
@RegisterForReflection
public enum ApprovalState {
  /// It waits for its customer.
  OPEN,
  /// Its system may consume it.
  APPROVED,
  DECLINED, CONSUMED,
  /// Nobody decided in time, or nobody consumed it in time.
  EXPIRED;

  static ApprovalState of(Approval approval, Instant now) {
    return switch (approval.state()) {
      case OPEN -> approval.isOver(now) ? EXPIRED : OPEN;
      case APPROVED -> approval.isOver(now) ? EXPIRED : APPROVED;
      case DECLINED -> DECLINED;
      case CONSUMED -> CONSUMED;
    };
  }

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
