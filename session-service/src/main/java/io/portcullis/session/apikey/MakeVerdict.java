package io.portcullis.session.apikey;

import io.portcullis.runtime.problem.FieldError;
import java.util.List;
import java.util.Optional;

/// What became of a key that its customer approved.
sealed interface MakeVerdict {

  /// @param secret of a key that we made it for: shown now, and never again
  record Made(ApiKey key, Optional<String> secret) implements MakeVerdict {

    @Override
    public String toString() {
      return "Made[redacted]";
    }
  }

  /// The fields themselves are not good.
  record Refused(List<FieldError> errors) implements MakeVerdict {}

  /// Nobody approved this very key in this account, or too much happened to the account since.
  record NotApproved() implements MakeVerdict {}

  /// The session in which it was approved.
  record SessionEnded() implements MakeVerdict {}

  /// It has made a key already.
  record ApprovalUsed() implements MakeVerdict {}

  record TooMany() implements MakeVerdict {}
}
