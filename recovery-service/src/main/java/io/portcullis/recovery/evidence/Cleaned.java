package io.portcullis.recovery.evidence;

/// What became of a file before it was kept.
public sealed interface Cleaned {

  record Clean(CleanFile file) implements Cleaned {}

  /// It is of no type that is taken, or is not what its first bytes say.
  record Unreadable() implements Cleaned {}

  /// The scanner knows it as harmful.
  record Infected() implements Cleaned {}

  /// The scanner gave no answer, or too many files are looked at now.
  record Unchecked() implements Cleaned {}
}
