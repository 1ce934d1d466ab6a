package io.portcullis.recovery.evidence;

import io.portcullis.runtime.problem.LargeBody;
import jakarta.enterprise.context.ApplicationScoped;

/// A file of evidence comes in base64, in a body that is larger than others. As many are held at once as the heap has room for:
/// a flood that uses it up would end the service.
@ApplicationScoped
class EvidenceBody implements LargeBody {

  /// What the rest of the body needs.
  private static final int REST = 4096;
  /// Bytes of the heap for each, until it is kept: a file is decoded, written anew and sealed, each time into another array.
  private static final long HEAP_FOR_EACH = 128L << 20;
  private static final int MOST_AT_ONCE = 4;

  private final EvidenceConfig config;

  EvidenceBody(EvidenceConfig config) {
    this.config = config;
  }

  @Override
  public String path() {
    return "/v1/recovery/cases/evidence";
  }

  @Override
  public long bytes() {
    return (config.fileSize().asLongValue() + 2) / 3 * 4 + REST;
  }

  @Override
  public int atOnce() {
    return Math.clamp(Runtime.getRuntime().maxMemory() / HEAP_FOR_EACH, 1, MOST_AT_ONCE);
  }
}
