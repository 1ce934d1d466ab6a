package io.portcullis.runtime.token;

import java.security.Principal;

/// Another service of the house, by the name its token proves.
public record CallingService(String name) implements Principal {

  @Override
  public String getName() {
    return name;
  }
}
