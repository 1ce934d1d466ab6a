package io.portcullis.recovery.support;

import java.time.Duration;
import java.util.UUID;

/// Whether a call of the staff is let through.
sealed interface Admission {
  /// @param call its row in `support_call`
  record Admitted(UUID call) implements Admission {}

  record RoleMissing() implements Admission {}

  /// The reason is for other operations than this one.
  record ReasonRefused() implements Admission {}

  record RationUsedUp(Duration retryAfter) implements Admission {}

  /// The account was named by an id, and the caller was not shown it lately.
  record NotShown() implements Admission {}
}
