package io.portcullis.runtime.problem;

import java.util.Locale;

/// One cause of a refusal, as clients tell it apart. Each service lists its own in one enum; every slug has a row in
/// `docs/problems.md`.
public interface ProblemType {

  /// Of the constant.
  String name();

  /// The last part of `urn:portcullis:problem:<slug>`; never changes once published.
  default String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Answer answer();

  /// @param status HTTP status code
  /// @param title  one sentence that never varies with the occurrence (RFC 9457 §3.1.3)
  record Answer(int status, String title) {}

  default int status() {
    return answer().status();
  }

  default String title() {
    return answer().title();
  }
}
