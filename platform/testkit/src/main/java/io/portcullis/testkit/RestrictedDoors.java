package io.portcullis.testkit;

import java.util.List;

/// What a restricted session may ask of a service: one that was opened with a recovery code, or with a password that the
/// only second factor has just reset. Each service lists its own in a test, so a method that is added to an open resource
/// stays closed to thieves until somebody has thought of them.
public final class RestrictedDoors {

  private static final String ROLE = "restricted";

  private RestrictedDoors() {}

  /// Methods of the service's resources that name the role, as `VERB /path`.
  public static List<String> of(String servicePackage) {
    return Doors.of(servicePackage, (_, roles) -> roles.contains(ROLE));
  }
}
