package io.portcullis.runtime.problem;

/// One cause of a refusal, as clients tell it apart. Each service lists its own in one enum; every slug has a row in
/// `docs/problems.md`.
public interface ProblemType {

  /// The last part of `urn:portcullis:problem:<slug>`; never changes once published.
  String slug();

  /// HTTP status code.
  int status();

  /// One sentence that never varies with the occurrence (RFC 9457 §3.1.3).
  String title();
}
