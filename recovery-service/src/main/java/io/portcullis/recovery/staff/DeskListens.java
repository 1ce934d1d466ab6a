package io.portcullis.recovery.staff;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// An instance whose second port is not open yet is not ready.
@Readiness
@ApplicationScoped
class DeskListens implements HealthCheck {

  private final StaffListener listener;

  DeskListens(StaffListener listener) {
    this.listener = listener;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("support desk listens").status(listener.isReady()).build();
  }
}
