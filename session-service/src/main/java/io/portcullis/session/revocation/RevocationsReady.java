package io.portcullis.session.revocation;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// An instance that does not know the recent endings would let revoked tokens pass.
@Readiness
@ApplicationScoped
class RevocationsReady implements HealthCheck {

  private final Revocations revocations;

  RevocationsReady(Revocations revocations) {
    this.revocations = revocations;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("recent endings known").status(revocations.areKnown()).build();
  }
}
