package io.portcullis.runtime.ended;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// An instance that does not know which sessions ended lately would serve their thieves.
@Readiness
@ApplicationScoped
class EndedSessionsReady implements HealthCheck {

  private final EndedSessions ended;

  EndedSessionsReady(EndedSessions ended) {
    this.ended = ended;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("ended sessions known").status(ended.areKnown()).build();
  }
}
