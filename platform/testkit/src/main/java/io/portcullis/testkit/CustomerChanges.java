package io.portcullis.testkit;

import java.util.List;

/// What a signed-in customer may ask a service to change. Each service sorts its own in a test, into what the settings lock
/// refuses and what goes on under it. So a change that is added fails that test until somebody has thought of the lock (SAFE-12).
public final class CustomerChanges {

  private static final String ROLE = "customer";

  private CustomerChanges() {}

  /// Methods of the service's resources that name the role and do not only read, as `VERB /path`.
  public static List<String> of(String servicePackage) {
    return Doors.of(servicePackage, (verb, roles) -> roles.contains(ROLE) && !verb.equals("GET"));
  }
}
