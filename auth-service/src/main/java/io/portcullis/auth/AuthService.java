package io.portcullis.auth;

import io.portcullis.runtime.settings.ServiceStart;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Where auth-service starts.
@QuarkusMain
public final class AuthService {

  private AuthService() {}

  public static void main(String[] arguments) {
    ServiceStart.main(arguments, AuthSettings::check);
  }
}
