package io.portcullis.auth;

import io.portcullis.runtime.token.HouseCallers;
import jakarta.inject.Singleton;
import java.util.Set;

@Singleton
class AuthCallers implements HouseCallers {

  @Override
  public Set<String> names() {
    return Set.of("recovery-service");
  }
}
