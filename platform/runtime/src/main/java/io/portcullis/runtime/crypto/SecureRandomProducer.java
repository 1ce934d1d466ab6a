package io.portcullis.runtime.crypto;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/// The one source of randomness. Made at run time: a native image must not carry a seed from its build.
class SecureRandomProducer {

  @Produces
  @Singleton
  SecureRandom secureRandom() {
    return new SecureRandom();
  }
}
