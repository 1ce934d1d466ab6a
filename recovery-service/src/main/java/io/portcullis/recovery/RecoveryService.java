package io.portcullis.recovery;

import io.portcullis.runtime.settings.ServiceStart;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Where recovery-service starts.
@QuarkusMain
public final class RecoveryService {

  private RecoveryService() {}

  public static void main(String[] arguments) {
    ServiceStart.main(arguments, RecoverySettings::check);
  }
}
