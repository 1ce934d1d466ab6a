package io.portcullis.session.key;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Without keys this instance could neither sign nor check a token.
@Readiness
@ApplicationScoped
class SigningKeysReady implements HealthCheck {

  private final SigningKeys keys;

  SigningKeysReady(SigningKeys keys) {
    this.keys = keys;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("signing keys loaded").status(keys.areLoaded()).build();
  }
}
