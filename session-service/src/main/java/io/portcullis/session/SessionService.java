package io.portcullis.session;

import io.portcullis.runtime.settings.ServiceStart;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Where session-service starts.
@QuarkusMain
public final class SessionService {

  private SessionService() {}

  public static void main(String[] arguments) {
    ServiceStart.main(arguments, SessionSettings::check);
  }
}
