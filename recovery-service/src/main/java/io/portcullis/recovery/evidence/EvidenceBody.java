package io.portcullis.recovery.evidence;

import io.portcullis.runtime.problem.LargeBody;
import jakarta.enterprise.context.ApplicationScoped;

/// A file of evidence comes in base64, in a body that is larger than others. Few are held at once, or a flood would use up the
/// memory.
@ApplicationScoped
class EvidenceBody implements LargeBody {

  /// What the rest of the body needs.
  private static final int REST = 4096;
  /// Each takes some 25 MB until it is kept.
  private static final int AT_ONCE = 4;

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
    return AT_ONCE;
  }
}
