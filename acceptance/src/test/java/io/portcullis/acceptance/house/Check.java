package io.portcullis.acceptance.house;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Eventually;
import java.time.Duration;

/// The question that a gateway asks per request.
public record Check(Client sessionService) {
  public Answer of(String accessToken) {
    return sessionService.get("/check").bearer(accessToken).send();
  }

  public boolean passes(String accessToken) {
    return of(accessToken).status() == 200;
  }

  /// Waits until the token is refused: another instance than the one asked here may have ended its session.
  public void soonRefuses(String accessToken) {
    Eventually.holds(Duration.ofSeconds(10), "the token of the ended session is refused", () -> !passes(accessToken));
  }
}
