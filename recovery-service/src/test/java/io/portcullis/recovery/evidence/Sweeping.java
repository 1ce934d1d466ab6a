package io.portcullis.recovery.evidence;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/// Has files deleted now whose time has come.
@Singleton
public class Sweeping {

  private final SweepEvidence sweep;

  Sweeping(SweepEvidence sweep) {
    this.sweep = sweep;
  }

  public Uni<Void> now() {
    return sweep.sweep();
  }
}
