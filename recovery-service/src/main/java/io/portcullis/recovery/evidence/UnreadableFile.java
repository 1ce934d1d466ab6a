package io.portcullis.recovery.evidence;

/// A file is not what its first bytes say, or larger in pixels than any that is taken.
final class UnreadableFile extends Exception {

  UnreadableFile(String why) {
    super(why);
  }
}
