package io.portcullis.mfa;

import io.portcullis.runtime.token.HouseCallers;
import jakarta.inject.Singleton;
import java.util.Set;

@Singleton
class MfaCallers implements HouseCallers {

  @Override
  public Set<String> names() {
    return Set.of("auth-service");
  }
}
