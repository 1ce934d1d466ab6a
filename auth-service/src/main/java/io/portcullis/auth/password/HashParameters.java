package io.portcullis.auth.password;

/// What one Argon2id hash costs (RFC 9106 §3.1).
///
/// @param memoryKib memory in KiB
/// @param passes    passes over that memory
/// @param lanes     degree of parallelism
record HashParameters(int memoryKib, int passes, int lanes) {

  // RFC 9106 §3.1: eight blocks of 1 KiB to a lane at least. The upper bounds keep a misread hash from taking the
  // machine down.
  private static final int LEAST_KIB_PER_LANE = 8;
  private static final int MOST_KIB = 4 * 1024 * 1024;
  private static final int MOST = 255;

  HashParameters {
    if (passes < 1 || passes > MOST || lanes < 1 || lanes > MOST
        || memoryKib < LEAST_KIB_PER_LANE * lanes || memoryKib > MOST_KIB) {
      throw new IllegalArgumentException("not Argon2id parameters");
    }
  }
}
