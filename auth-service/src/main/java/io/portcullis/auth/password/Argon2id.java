package io.portcullis.auth.password;

/// Argon2id version 1.3 (RFC 9106). Two implementations give the same tags; the native one halves the cost.
interface Argon2id {

  /// What it is, for the log.
  String name();

  /// Blocks for the whole cost of the hash: never on the event loop.
  byte[] tag(byte[] password, byte[] salt, HashParameters parameters, int tagBytes);
}
